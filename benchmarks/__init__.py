"""Figures the product is held to.

Each module here is one benchmark: its `run()` returns a `Result`, its docstring
says what is measured. `python -m benchmarks NAME` runs one in an environment of
its own, `make bench` runs all.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Result:
    """One figure, what it is compared with, and the goal it must keep."""

    value: float
    unit: str
    goal: float | None = None
    goal_is_for: Literal["value", "ratio"] = "value"
    better: Literal["lower", "higher"] = "lower"
    baseline: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the baseline, measured in the same run."""
        return self.value / self.baseline if self.baseline else None

    @property
    def ok(self) -> bool:
        held = self.value if self.goal_is_for == "value" else self.ratio
        if self.goal is None or held is None:
            return self.goal is None
        return held <= self.goal if self.better == "lower" else held >= self.goal

    def line(self, name: str) -> dict[str, object]:
        return {
            "name": name,
            "value": rounded(self.value),
            "unit": self.unit,
            "baseline": rounded(self.baseline),
            "ratio": rounded(self.ratio),
            "goal": self._goal_in_words(),
            "ok": self.ok,
        }

    def _goal_in_words(self) -> str | None:
        if self.goal is None:
            return None
        sign = "<=" if self.better == "lower" else ">="
        return f"{self.goal_is_for} {sign} {self.goal:g}"


def rounded(number: float | None) -> float | None:
    """Four figures: more would only be noise."""
    return None if number is None else float(f"{number:.4g}")
