"""Courses that have to be finished before another one may be begun.

Whoever has begun goes on, whatever is required later. A course someone is exempt from,
or had elsewhere with approval, is not missing; nor is one that is no longer offered.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning.models import Enrolment, Exemption, OutsideTraining, Prerequisite
from learning.models.enrolment import known

NOT_BEGUN_AND_OTHERS = """(
    learning_enrolment.started_at IS NULL AND EXISTS (
        SELECT 1 FROM learning_prerequisite
        WHERE learning_prerequisite.course_id = learning_enrolment.course_id))"""


class CourseNeedsOthers(Exception):
    """Other courses come first; `courses` are they."""

    def __init__(self, courses: list[CoursePage]) -> None:
        super().__init__(", ".join(course.title for course in courses))
        self.courses = courses


def missing_prerequisites(trainee: User, course: CoursePage) -> list[CoursePage]:
    """What the person has to finish before they may begin the course. One query."""
    of_person = {"trainee": trainee.pk, "course": OuterRef("needs")}
    until = Q(until=None) | Q(until__gte=timezone.localdate())
    approved = OutsideTraining.State.APPROVED
    missing = Prerequisite.objects.filter(
        ~Exists(Enrolment.objects.completed().filter(**of_person)),
        ~Exists(Exemption.objects.filter(until, **of_person)),
        ~Exists(OutsideTraining.objects.filter(state=approved, **of_person)),
        course=course,
        needs__live=True,
    )
    return [each.needs for each in missing.select_related("needs").order_by("pk")]


def may_be_barred() -> Combinable:
    """For a query of enrolments: whether others may come first. What the person has of
    them is asked only then: on every visit of a lesson it would cost as much again."""
    return known(NOT_BEGUN_AND_OTHERS)


def refuse_barred(enrolment: Enrolment) -> None:
    """Raises CourseNeedsOthers where the course was not begun and others come first."""
    if enrolment.started_at is None:
        courses = missing_prerequisites(enrolment.trainee, enrolment.course)
        if courses:
            raise CourseNeedsOthers(courses)
