"""A marking rubric: criteria, and levels with points, as an essay's content has it.

Content: {"rubric": [{"id": "c1", "title": "…", "levels":
[{"id": "l1", "text": "…", "points": 2}]}]}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

FRACTION = Decimal("0.00001")


class LevelsAreMissing(Exception):
    """Not every criterion has a level of its own chosen."""


@dataclass(frozen=True)
class Level:
    id: str
    text: str
    points: Decimal


@dataclass(frozen=True)
class Criterion:
    id: str
    title: str
    levels: tuple[Level, ...]

    @property
    def best(self) -> Decimal:
        return max((level.points for level in self.levels), default=Decimal(0))

    def level(self, pk: str | None) -> Level | None:
        return next((level for level in self.levels if level.id == pk), None)


def rubric_of(content: Mapping[str, Any]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            id=written["id"],
            title=written["title"],
            levels=tuple(
                Level(each["id"], each["text"], Decimal(str(each["points"])))
                for each in written["levels"]
            ),
        )
        for written in content.get("rubric") or []
    )


def worth(rubric: tuple[Criterion, ...], chosen: Mapping[str, str]) -> Decimal:
    """The fraction of all points that these levels give. Raises LevelsAreMissing."""
    levels = [criterion.level(chosen.get(criterion.id)) for criterion in rubric]
    points = [level.points for level in levels if level]
    best = sum((criterion.best for criterion in rubric), Decimal(0))
    if len(points) < len(rubric) or not best:
        raise LevelsAreMissing
    share = max(Decimal(0), sum(points, Decimal(0)) / best)
    return share.quantize(FRACTION, ROUND_HALF_UP)


def fraction(mark: Decimal) -> Decimal:
    """Of a mark on the scale of 10."""
    return (mark / 10).quantize(FRACTION, ROUND_HALF_UP)
