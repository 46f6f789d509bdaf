"""Keeping the answers of an attempt."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from quizzes.kinds import KINDS
from quizzes.models import Attempt, Response
from quizzes.services.refusals import AttemptIsOver, NewerAnswerKept


@transaction.atomic
def save_answer(
    *, response: Response, values: Sequence[str], saves: int | None = None
) -> Response:
    """Keep an answer as it is given. An empty list takes the answer back.

    `saves` is the count the page was made with: a page older than the answer
    kept is refused with NewerAnswerKept, unless it says the same. Then nothing is
    written, so an answer may be sent again until somebody hears that it is kept.
    Raises AnswerDoesNotFit for values of another question and AttemptIsOver
    after hand-in and when time is over. On a refusal `response` carries what is kept.
    """
    version = response.version
    answer = KINDS[version.kind].read(version.content, values)
    _hold_open(response.attempt_id)
    response.refresh_from_db(fields=["answer", "saves", "saved_at"])
    if response.answer == answer:
        return response
    if saves not in (None, response.saves):
        raise NewerAnswerKept
    response.answer = answer
    response.saved_at = timezone.now()
    Response.objects.filter(pk=response.pk).update(
        answer=answer, saved_at=response.saved_at, saves=F("saves") + 1
    )
    response.saves += 1
    return response


def flag(*, response: Response, flagged: bool) -> None:
    """Mark a question to come back to. Raises AttemptIsOver."""
    if response.flagged == flagged:
        return
    taking = Attempt.objects.taking_answers()
    rows = Response.objects.filter(pk=response.pk, attempt__in=taking)
    if not rows.update(flagged=flagged):
        raise AttemptIsOver
    response.flagged = flagged


def _hold_open(attempt_id: int) -> None:
    """Keep the attempt from being handed in until this transaction ends.

    Without it an answer saved while the marks are being counted would be
    acknowledged and not counted. SQLite's transactions exclude each other anyway.
    """
    attempts = Attempt.objects.taking_answers().select_for_update(no_key=True)
    if not attempts.filter(pk=attempt_id).values_list("pk").first():
        raise AttemptIsOver
