"""How a person's duty to do a course ends, and which day the course is due."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning.models import Assignment, Enrolment, Exemption, OutsideTraining

STATE = Assignment.State


@transaction.atomic
def settle(*, trainee: User, course: CoursePage) -> None:
    """End the open assignments that something has fulfilled or excused.

    Safe to call again. The enrolment is due with the earliest assignment left; a
    finished one keeps its due day, so that being late stays on record.
    """
    mine = Assignment.objects.filter(trainee=trainee, course=course)
    ended = _how_it_ended(trainee, course)
    if ended:
        mine.filter(state=STATE.OPEN).update(state=ended, ended_at=timezone.now())
    due_on = mine.filter(state=STATE.OPEN).aggregate(day=Min("due_on"))["day"]
    if mine.exists():
        _current(trainee, course).unfinished().update(due_on=due_on)


def _how_it_ended(trainee: User, course: CoursePage) -> str | None:
    if _current(trainee, course).completed().exists():
        return STATE.DONE
    if is_excused(trainee, course):
        return STATE.EXEMPT
    elsewhere = OutsideTraining.objects.filter(
        trainee=trainee, course=course, state=OutsideTraining.State.APPROVED
    )
    return STATE.EQUIVALENT if elsewhere.exists() else None


def is_excused(trainee: User, course: CoursePage) -> bool:
    """Exempted today."""
    until = Q(until=None) | Q(until__gte=timezone.localdate())
    exemptions = Exemption.objects.filter(until, trainee=trainee, course=course)
    return exemptions.exists()


def _current(trainee: User, course: CoursePage):  # type: ignore[no-untyped-def]
    return Enrolment.objects.current().filter(trainee=trainee, course=course)
