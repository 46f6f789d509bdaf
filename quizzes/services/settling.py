"""Answers that are checked one by one, and how sure people are of them."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from quizzes.kinds import KINDS
from quizzes.models import Attempt, Response
from quizzes.services.refusals import (
    AnswerIsSettled,
    AttemptIsOver,
    NewerAnswerKept,
    NothingToSettle,
)


def settle(*, response: Response) -> Response:
    """Let the answer stand, so that the right one can be shown. Twice settles once.

    Counts as a save: a page made before carries an older count, and what it sends
    is refused. Raises NothingToSettle without an answer, where a person marks it and
    where the quiz does not check answers one by one; NewerAnswerKept; AttemptIsOver.
    """
    if response.settled_at:
        return response
    can_be = response.attempt.quiz.settles_each and is_checkable(response)
    if not (can_be and response.is_answered):
        raise NothingToSettle
    now = timezone.now()
    seen = Response.objects.filter(pk=response.pk, saves=response.saves)
    taking = seen.filter(settled_at=None, attempt__in=Attempt.objects.taking_answers())
    if not taking.update(settled_at=now, saves=F("saves") + 1):
        return _look_again(response)
    response.settled_at = now
    response.saves += 1
    return response


def is_checkable(response: Response) -> bool:
    return not KINDS[response.version.kind].needs_marker


def note_confidence(*, response: Response, confidence: int) -> None:
    """How sure the person is, 1 to 3. Raises AttemptIsOver, AnswerIsSettled.

    Not after the right answer was shown.
    """
    if response.confidence == confidence:
        return
    if response.settled_at:
        raise AnswerIsSettled
    rows = Response.objects.filter(pk=response.pk, settled_at=None)
    taking = rows.filter(attempt__in=Attempt.objects.taking_answers())
    if not taking.update(confidence=confidence):
        _look_again(response)
        raise AnswerIsSettled
    response.confidence = confidence


def _look_again(response: Response) -> Response:
    """Why nothing was written."""
    response.refresh_from_db(fields=["answer", "saves", "saved_at", "settled_at"])
    if not Attempt.objects.taking_answers().filter(pk=response.attempt_id).exists():
        raise AttemptIsOver
    if response.settled_at is None:
        raise NewerAnswerKept
    return response
