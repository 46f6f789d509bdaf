"""How often each option was chosen: by all, by the best and by the weakest third."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

from quizzes.analysis.choices import Chosen
from quizzes.kinds import KINDS
from quizzes.kinds.choice import Choice
from quizzes.models import QuestionVersion

Z_ONE_SIDED = 1.6448536269514722  # 5 %


@dataclass(frozen=True)
class Share:
    count: float
    of: float

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0

    @property
    def percent(self) -> float:
        return 100 * self.share


@dataclass(frozen=True)
class OptionCount:
    """`upper` and `lower` are None when the scores leave no thirds to compare."""

    letter: str
    text: str
    is_right: bool
    everyone: Share
    upper: Share | None
    lower: Share | None

    @property
    def draws_the_best(self) -> bool:
        """Chosen by more of the best third than of the weakest, beyond chance."""
        if self.upper is None or self.lower is None:
            return False
        both = self.upper.of + self.lower.of
        if min(self.upper.of, self.lower.of) < 1:
            return False
        share = (self.upper.count + self.lower.count) / both
        chance = sqrt(share * (1 - share) * (1 / self.upper.of + 1 / self.lower.of))
        return self.upper.share - self.lower.share > Z_ONE_SIDED * chance


def choice_of(version: QuestionVersion) -> Choice | None:
    """The kind, when the version is answered by choosing options."""
    kind = KINDS.get(version.kind)
    return kind if isinstance(kind, Choice) else None


def options_of(
    version: QuestionVersion, answers: int, chosen: Chosen, *, differ: bool
) -> tuple[OptionCount, ...]:
    """In the author's order, lettered as the author sees them."""
    if choice_of(version) is None:
        return ()
    return tuple(
        OptionCount(
            letter=chr(ord("A") + place),
            text=option["text"],
            is_right=bool(option["correct"]),
            everyone=Share(chosen.everyone[option["id"]], answers),
            upper=_part(option, chosen.upper, chosen.uppers) if differ else None,
            lower=_part(option, chosen.lower, chosen.lowers) if differ else None,
        )
        for place, option in enumerate(version.options)
    )


def _part(option: dict[str, Any], counts: dict[str, float], of: float) -> Share:
    return Share(counts.get(option["id"], 0), of)
