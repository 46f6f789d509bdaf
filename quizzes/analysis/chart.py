"""Facility across, discrimination up: where the dots of the drawing go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.analysis.report import Item
from quizzes.analysis.verdicts import TELLS, TOO_EASY, TOO_HARD

WIDTH, HEIGHT = 600, 340
LEFT, TOP, RIGHT, BOTTOM = 44, 12, 12, 44
TOP_VALUE = 1.0
DOT = 11.0  # radius


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
    foot = HEIGHT - 6


def chart(items: Iterable[Item]) -> Chart | None:
    """None when no question has figures to draw."""
    drawn = [item for item in items if item.is_drawable]
    if not drawn:
        return None
    lowest = min(item.moments.discrimination or 0.0 for item in drawn)
    floor = -0.2 if lowest > -0.2 else min(lowest, -0.4) - 0.05
    steps = [step / 5 for step in range(-5, 6) if step / 5 >= floor]
    return Chart(
        dots=tuple(_placed(drawn, floor)),
        across=tuple(Tick(share / 4, _number(_x(share / 4))) for share in range(5)),
        up=tuple(Tick(step, _number(_y(step, floor))) for step in steps),
        good={
            "x": _number(_x(TOO_HARD)),
            "y": _number(_y(TOP_VALUE, floor)),
            "width": _number(_x(TOO_EASY) - _x(TOO_HARD)),
            "height": _number(_y(TELLS, floor) - _y(TOP_VALUE, floor)),
        },
    )


def _placed(items: Iterable[Item], floor: float) -> Iterable[Dot]:
    """Dots that would hide another one move aside, to the left."""
    taken: list[tuple[float, float]] = []
    for item in items:
        x = _x(item.moments.facility or 0.0)
        y = _y(item.moments.discrimination or 0.0, floor)
        while any((x - a) ** 2 + (y - b) ** 2 < (1.7 * DOT) ** 2 for a, b in taken):
            x -= DOT / 2
        taken.append((x, y))
        yield Dot(item, _number(x), _number(y))


def _x(facility: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * facility


def _y(discrimination: float, floor: float) -> float:
    share = (discrimination - floor) / (TOP_VALUE - floor)
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def _number(value: float) -> str:
    return f"{value:.1f}"
