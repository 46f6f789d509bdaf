"""Figures that count enrolments ("số lượt người"), course by course."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from courses.models import CoursePage
from reports.queries.units import percent
from reports.scope import Scope


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


def course_rows(scope: Scope) -> list[CourseRow]:
    """The courses the people are on, those with most overdue first."""
    open_still = Q(completed_at=None) | Q(completed_at__gte=scope.ends_at)
    in_time = Q(due_on=None) | Q(due_on__gte=scope.as_of)
    counts = (
        scope.enrolments()
        .values("course")
        .annotate(
            enrolled=Count("pk"),
            done=Count("pk", filter=scope.done()),
            late=Count("pk", filter=scope.late()),
            begun=Count("pk", filter=open_still & in_time & scope.begun()),
        )
        .order_by()
    )
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
    ]
    return sorted(rows, key=lambda row: (-row.late, row.percent, row.title))
