"""Units against courses: how much of each course is done in each unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from departments.organisation import Unit
from learning.models import Enrolment
from reports.queries.units import percent
from reports.scope import Scope

POST = "trainee__memberships__"
STEPS = (25, 50, 75, 100)  # a shade up from each of them


@dataclass(frozen=True)
class Cell:
    course: str  # its slug
    title: str
    enrolled: int = 0
    done: int = 0

    @property
    def percent(self) -> int:
        return percent(self.done, self.enrolled)

    @property
    def shade(self) -> int:
        """0 to 4. The number stands in the cell; the shade only leads the eye."""
        return sum(self.percent >= step for step in STEPS)


@dataclass(frozen=True)
class HeatRow:
    unit: Unit
    cells: tuple[Cell, ...]
    is_direct: bool = False

    @property
    def alone(self) -> str | None:
        """What an address says so that only the unit's own people are meant."""
        return "1" if self.is_direct else None


@dataclass(frozen=True)
class HeatMap:
    courses: tuple[tuple[str, str], ...]  # slug and title, by title
    rows: tuple[HeatRow, ...]


def heat_map(scope: Scope) -> HeatMap:
    """One query. Units in the order of the tree, those with work; `lượt người`."""
    found: dict[tuple[str, str], dict[str, Any]] = {
        (row["row"], row["course__slug"]): row for row in _counts(scope)
    }
    titles = {row["course__slug"]: row["course__title"] for row in found.values()}
    courses = tuple(sorted(titles.items(), key=lambda pair: pair[1]))
    busy = {path for path, _slug in found}

    def cell(unit: Unit, slug: str, title: str) -> Cell:
        counts = found.get((unit.path, slug))
        if counts is None:
            return Cell(slug, title)
        return Cell(slug, title, counts["enrolled"], counts["finished"])

    rows = tuple(
        HeatRow(
            unit,
            tuple(cell(unit, *course) for course in courses),
            is_direct=unit == scope.unit,
        )
        for unit in scope.rows
        if unit.path in busy
    )
    return HeatMap(courses, rows)


def _counts(scope: Scope) -> Any:
    return (
        Enrolment.objects.filter(
            scope.work(), trainee__memberships__in=scope.posts().values("pk")
        )
        .annotate(unit=scope.unit_of(POST))
        .annotate(row=scope.row_of(POST))
        .values("row", "course__slug", "course__title")
        .annotate(
            enrolled=Count("pk", distinct=True),
            finished=Count("pk", filter=scope.done(), distinct=True),
        )
        .order_by()
    )
