"""Facility across, discrimination up: where the dots of the drawing go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from quizzes.analysis.report import Item
from quizzes.analysis.verdicts import TELLS, TOO_EASY, TOO_HARD

WIDTH, HEIGHT = 480, 300
LEFT, TOP, RIGHT, BOTTOM = 44, 12, 26, 52
DOT = 12.0  # radius


@dataclass(frozen=True)
class Dot:
    item: Item
    x: str
    y: str


@dataclass(frozen=True)
class Tick:
    value: float
    at: str

    @property
    def percent(self) -> int:
        return round(100 * self.value)


@dataclass(frozen=True)
class Scale:
    """Discrimination upwards, in fifths: as much of −1 to 1 as the dots need."""

    low: int
    high: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Scale:
        return cls(min(-1, floor(min(values) * 5)), max(3, ceil(max(values) * 5)))

    @property
    def steps(self) -> list[float]:
        return [step / 5 for step in range(self.low, self.high + 1)]

    def y(self, value: float) -> float:
        share = (value * 5 - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


@dataclass(frozen=True)
class Chart:
    """Numbers are ready for SVG, whatever the language."""

    dots: tuple[Dot, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    good: dict[str, str]  # the rectangle where questions should lie

    box = f"0 0 {WIDTH} {HEIGHT}"
    left, bottom = LEFT, HEIGHT - BOTTOM
    right, top = WIDTH - RIGHT, TOP
    middle = (LEFT + WIDTH - RIGHT) / 2
    foot = HEIGHT - 8


def chart(items: Iterable[Item]) -> Chart | None:
    """None when no question has figures to draw."""
    drawn = [item for item in items if item.is_drawable]
    if not drawn:
        return None
    scale = Scale.of([item.moments.discrimination or 0.0 for item in drawn])
    return Chart(
        dots=tuple(_placed(drawn, scale)),
        across=tuple(Tick(share / 4, _number(_x(share / 4))) for share in range(5)),
        up=tuple(Tick(step, _number(scale.y(step))) for step in scale.steps),
        good={
            "x": _number(_x(TOO_HARD / 100)),
            "y": _number(TOP),
            "width": _number(_x(TOO_EASY / 100) - _x(TOO_HARD / 100)),
            "height": _number(scale.y(TELLS) - TOP),
        },
    )


def _placed(items: Iterable[Item], scale: Scale) -> Iterable[Dot]:
    """Dots that would hide another one move aside, to the left."""
    taken: list[tuple[float, float]] = []
    for item in items:
        x = _x(item.moments.facility or 0.0)
        y = scale.y(item.moments.discrimination or 0.0)
        while any((x - a) ** 2 + (y - b) ** 2 < (1.7 * DOT) ** 2 for a, b in taken):
            x -= DOT / 2
        taken.append((x, y))
        yield Dot(item, _number(x), _number(y))


def _x(facility: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * facility


def _number(value: float) -> str:
    return f"{value:.1f}"
