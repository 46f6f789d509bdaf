"""Every enrolment of a scope, one by one, for lists that leave the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate

from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from learning.models import Enrolment, EnrolmentQuerySet, LessonCompletion
from reports.scope import Scope, State

CHUNK = 2000
POST = "trainee__memberships__"
COLUMNS = (
    "row",
    "trainee_id",
    "trainee__full_name",
    "post",
    "unit",
    "course_id",
    "course__title",
    "lessons",
    "state",
    "due_on",
    "completed_day",
    "number",
)


@dataclass(frozen=True, slots=True)
class Line:
    row: str  # path of the line of the units table it counts in
    person: int
    name: str
    post: str
    unit: str
    course: str
    progress: float  # 0 to 1
    state: str
    due_on: date | None
    completed_on: date | None
    number: str  # of the valid certificate


def lines(scope: Scope) -> Iterator[Line]:
    """Units in the order of the tree, people by name; read from the database in
    pieces, so that a province costs no more memory than an office."""
    lessons = _lessons_by_course()
    unit_line = cache(scope.unit_line)
    rows = _listing(scope).values(*COLUMNS)
    for row in rows.iterator(chunk_size=CHUNK):
        yield _line(row, unit_line(row["unit"]), lessons.get(row["course_id"], 0))


def _line(row: dict[str, Any], unit: str, lessons: int) -> Line:
    is_done = row["state"] == State.DONE
    return Line(
        row=row["row"],
        person=row["trainee_id"],
        name=row["trainee__full_name"],
        post=row["post"],
        unit=unit,
        course=row["course__title"],
        # A completed course stays complete when its author adds a lesson.
        progress=1 if is_done else min(row["lessons"] / max(lessons, 1), 1),
        state=row["state"],
        due_on=row["due_on"],
        completed_on=row["completed_day"] if is_done else None,
        number=row["number"],
    )


def _listing(scope: Scope) -> EnrolmentQuerySet:
    """Of a past day nothing is told that happened later."""
    lessons = (
        LessonCompletion.objects.filter(
            enrolment=OuterRef("pk"),
            completed_at__lt=scope.ends_at,
            lesson__live=True,
            lesson__path__startswith=OuterRef("course__path"),
        )
        .order_by()
        .values("enrolment")
        .annotate(n=Count("pk"))
    )
    numbers = Certificate.objects.valid().filter(
        trainee=OuterRef("trainee"),
        course=OuterRef("course"),
        completed_on=OuterRef("completed_day"),
        issued_on__lte=scope.as_of,
    )
    return (
        Enrolment.objects.filter(
            scope.work(), trainee__memberships__in=scope.posts().values("pk")
        )
        .annotate(completed_day=TruncDate("completed_at"))
        .annotate(post=F(f"{POST}post"), unit=scope.unit_of(POST))
        .annotate(
            row=scope.row_of(POST),
            place=scope.place_of(POST),
            lessons=Coalesce(Subquery(lessons.values("n")), 0),
            number=Coalesce(Subquery(numbers.values("number")[:1]), Value("")),
            state=state_of(scope),
        )
        .order_by("place", "trainee__sort_key", "trainee", "course__title")
    )


def state_of(scope: Scope) -> Case:
    """How an enrolment stands."""
    return Case(
        When(scope.done(), then=Value(State.DONE)),
        When(scope.late(), then=Value(State.LATE)),
        When(scope.begun(), then=Value(State.DOING)),
        default=Value(State.TODO),
        output_field=CharField(),
    )


def _lessons_by_course() -> dict[int, int]:
    """Live lessons of each course, asked for once and not once per row."""
    lessons = LessonPage.objects.live().filter(path__startswith=OuterRef("path"))
    total = lessons.order_by().values("live").annotate(n=Count("pk")).values("n")
    return dict(CoursePage.objects.values_list("pk", Coalesce(Subquery(total), 0)))
