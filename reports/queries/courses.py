"""Figures that count enrolments ("số lượt người"), course by course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from courses.models import CoursePage
from reports.models import UnitFigures
from reports.queries.units import percent
from reports.scope import Scope
from reports.summary.keeping import is_kept
from reports.summary.reading import WORK, in_units

Counts = Iterable[Any]


@dataclass(frozen=True)
class CourseRow:
    pk: int
    title: str
    slug: str
    enrolled: int
    done: int
    late: int
    begun: int  # begun and neither done nor overdue

    @property
    def todo(self) -> int:
        return self.enrolled - self.done - self.late - self.begun

    @property
    def percent(self) -> int:
        return percent(self.done, self.enrolled)


def course_rows(scope: Scope, *, kept: bool | None = None) -> list[CourseRow]:
    """The courses the people are on, those with most overdue first."""
    if kept is None:
        kept = is_kept(scope)
    counts = list(_kept(scope) if kept else _counted(scope))
    # Titles are asked for apart: joined, they would be looked up once per enrolment.
    courses = CoursePage.objects.only("title", "slug")
    titles = courses.in_bulk([count["course"] for count in counts])
    rows = [
        CourseRow(
            pk=count["course"],
            title=titles[count["course"]].title,
            slug=titles[count["course"]].slug,
            enrolled=count["enrolled"],
            done=count["done"],
            late=count["late"],
            begun=count["begun"],
        )
        for count in counts
        if count["course"] in titles
    ]
    return sorted(rows, key=lambda row: (-row.late, row.percent, row.title))


def _kept(scope: Scope) -> Counts:
    figures = UnitFigures.objects.exclude(course=None)
    if scope.course:
        figures = figures.filter(course=scope.course.pk)
    return (
        in_units(scope, figures.values("course"))
        .annotate(
            enrolled=Sum(WORK),
            done=Sum("work_done"),
            late=Sum("work_late"),
            begun=Sum("work_doing"),
        )
        .order_by()
    )


def _counted(scope: Scope) -> Counts:
    in_time = Q(due_on=None) | Q(due_on__gte=scope.as_of)
    return (
        scope.enrolments()
        .values("course")
        .annotate(
            enrolled=Count("pk"),
            done=Count("pk", filter=scope.done()),
            late=Count("pk", filter=scope.late()),
            begun=Count("pk", filter=scope.unfinished() & in_time & scope.begun()),
        )
        .order_by()
    )
