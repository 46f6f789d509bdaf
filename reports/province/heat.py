"""Units against courses: how much of each course is done in each unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Sum

from courses.models import CoursePage
from departments.organisation import Unit
from learning.models import Enrolment
from reports.models import UnitFigures
from reports.queries.units import percent
from reports.scope import Scope
from reports.summary.keeping import is_kept
from reports.summary.reading import WORK, in_units

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


def heat_map(scope: Scope, *, kept: bool | None = None) -> HeatMap:
    """Units in the order of the tree, those with work; `lượt người`."""
    if kept is None:
        kept = is_kept(scope)
    counts = _kept(scope) if kept else _counted(scope)
    found = {(row["row"], row["course"]): row for row in counts}
    courses = _courses({course for _path, course in found})
    busy = {path for path, _course in found}

    def cell(unit: Unit, course: CoursePage) -> Cell:
        row = found.get((unit.path, course.pk))
        if row is None:
            return Cell(course.slug, course.title)
        return Cell(course.slug, course.title, row["enrolled"], row["finished"])

    rows = tuple(
        HeatRow(
            unit,
            tuple(cell(unit, course) for course in courses),
            is_direct=unit == scope.unit,
        )
        for unit in scope.rows
        if unit.path in busy
    )
    return HeatMap(tuple((course.slug, course.title) for course in courses), rows)


def _courses(pks: set[int]) -> list[CoursePage]:
    # Asked for apart: joined, they would be looked up once per enrolment.
    courses = CoursePage.objects.only("title", "slug").filter(pk__in=pks)
    return list(courses.order_by("title", "pk"))


def _kept(scope: Scope) -> Iterable[Any]:
    figures = UnitFigures.objects.exclude(course=None)
    return (
        in_units(scope, figures)
        .annotate(unit=F("department_id"))
        .annotate(row=scope.row_of())
        .values("row", "course")
        .annotate(enrolled=Sum(WORK), finished=Sum("work_done"))
        .order_by()
    )


def _counted(scope: Scope) -> Iterable[Any]:
    return (
        Enrolment.objects.filter(
            scope.work(), trainee__memberships__in=scope.posts().values("pk")
        )
        .annotate(unit=scope.unit_of(POST))
        .annotate(row=scope.row_of(POST))
        .values("row", "course")
        .annotate(enrolled=Count("pk"), finished=Count("pk", filter=scope.done()))
        .order_by()
    )
