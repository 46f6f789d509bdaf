"""What follows a mark given or corrected by people: the way of a completion."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import LessonPage
from learning.models import Enrolment
from learning.outline import STEP
from learning.services import LessonIsShut, finish_by_quiz
from notifications.services import tell
from quizzes.models import Attempt, Response
from quizzes.services.essays import (
    Given,
    Outcome,
    change_mark,
    decide_mark,
    mark_answer,
)


@dataclass(frozen=True)
class Place:
    """A published lesson an attempt was made in."""

    enrolment: Enrolment
    lesson: LessonPage

    def result(self, attempt: Attempt) -> str:
        where = (self.enrolment.course.slug, self.lesson.slug)
        return reverse("learning:quiz_result", args=[*where, attempt.number])


def places_of(attempt: Attempt) -> list[Place]:
    """The lessons with this quiz on courses the person was enrolled on then.

    Of a course that was renewed, the enrolment the attempt was made under.
    """
    places = []
    for lesson in LessonPage.objects.live().filter(quiz=attempt.quiz_id):
        mine = Enrolment.objects.filter(
            trainee=attempt.trainee_id,
            course__path=lesson.path[: -2 * STEP],
            course__live=True,
            enrolled_at__lte=attempt.started_at,
        )
        latest = mine.select_related("course", "trainee").order_by("-enrolled_at")
        enrolment = latest.first()
        if enrolment:
            places.append(Place(enrolment, lesson))
    return places


@transaction.atomic
def count_marked(attempt: Attempt) -> list[Place]:
    """Follow an attempt marked after handing in; returns where it was made."""
    places = places_of(attempt)
    for place in places:
        # Another lesson with the same quiz may not be reached yet.
        with suppress(LessonIsShut):
            finish_by_quiz(
                enrolment=place.enrolment, lesson=place.lesson, attempt=attempt
            )
    return places


@transaction.atomic
def give_mark(*, response: Response, marker: User, given: Given) -> Outcome:
    """As `mark_answer`, with all that a finished attempt leads to."""
    outcome = mark_answer(response=response, marker=marker, given=given)
    return _follow(outcome)


@transaction.atomic
def give_decision(
    *, response: Response, by: User, given: Given, reason: str = ""
) -> Outcome:
    outcome = decide_mark(response=response, by=by, given=given, reason=reason)
    return _follow(outcome)


@transaction.atomic
def give_change(
    *, response: Response, by: User, given: Given, reason: str, seen: int
) -> Outcome:
    outcome = change_mark(
        response=response, by=by, given=given, reason=reason, seen=seen
    )
    return _follow(outcome)


def _follow(outcome: Outcome) -> Outcome:
    attempt = outcome.attempt
    if not (outcome.counts and attempt.is_marked):
        return outcome
    places = count_marked(attempt)
    first = not outcome.had_score
    key = f"marked:{attempt.pk}" if first else f"mark-changed:{outcome.marking.pk}"
    subject = _("Your quiz was marked: %(quiz)s")
    if not first:
        subject = _("A mark of yours was changed: %(quiz)s")
    tell(
        recipient=attempt.trainee,
        key=key,
        subject=subject % {"quiz": attempt.quiz.title},
        body=result_line(attempt),
        url=places[0].result(attempt) if places else "",
        mail=True,
    )
    return outcome


def result_line(attempt: Attempt) -> str:
    """ "7,5/10, passed." """
    words = _("Mark: %(mark)s of 10, passed.")
    if not attempt.passed:
        words = _("Mark: %(mark)s of 10, not passed.")
    return words % {"mark": tenths(attempt.mark)}


def tenths(mark: Decimal | None) -> str:
    return "–" if mark is None else number_format(mark, 1)
