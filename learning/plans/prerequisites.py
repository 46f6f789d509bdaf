"""Courses that have to be finished before another one may be begun.

Whoever has begun goes on, whatever is required later. A course someone is exempt from,
or had elsewhere with approval, is not missing; nor is one that is no longer offered.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning.models import Enrolment, Exemption, OutsideTraining, Prerequisite


class CourseNeedsOthers(Exception):
    """Other courses come first; `courses` are they."""

    def __init__(self, courses: list[CoursePage]) -> None:
        super().__init__(", ".join(course.title for course in courses))
        self.courses = courses


def missing_prerequisites(trainee: User, course: CoursePage) -> list[CoursePage]:
    """What the person has to finish before they may begin the course. One query."""
    missing = _missing(Prerequisite.objects.filter(course=course), trainee.pk)
    return [each.needs for each in missing.select_related("needs").order_by("pk")]


def barring() -> Combinable:
    """For a query of enrolments: whether the course must not be begun yet."""
    of_course = Prerequisite.objects.filter(course=OuterRef("course"))
    return Q(started_at=None) & Exists(_missing(of_course, OuterRef("trainee")))


def refuse_barred(enrolment: Enrolment) -> None:
    """Raises CourseNeedsOthers where the course was not begun and others come first."""
    if enrolment.started_at is None:
        courses = missing_prerequisites(enrolment.trainee, enrolment.course)
        if courses:
            raise CourseNeedsOthers(courses)


def _missing(
    prerequisites: QuerySet[Prerequisite], trainee: int | OuterRef
) -> QuerySet[Prerequisite]:
    # Inside a subquery the person stands one query further out.
    whose = OuterRef(trainee) if isinstance(trainee, OuterRef) else trainee
    of_person = {"trainee": whose, "course": OuterRef("needs")}
    until = Q(until=None) | Q(until__gte=timezone.localdate())
    approved = OutsideTraining.State.APPROVED
    return prerequisites.filter(
        ~Exists(Enrolment.objects.completed().filter(**of_person)),
        ~Exists(Exemption.objects.filter(until, **of_person)),
        ~Exists(OutsideTraining.objects.filter(state=approved, **of_person)),
        needs__live=True,
    )
