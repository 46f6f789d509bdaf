"""Keeping the answers of an attempt."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from quizzes.kinds import KINDS
from quizzes.kinds.base import Answer
from quizzes.models import GRACE, Attempt, Response
from quizzes.services.refusals import AnswerIsSettled, AttemptIsOver, NewerAnswerKept

# The most that one save adds to the time a question stood open: a page forgotten
# over lunch says nothing about the question.
LONGEST = 3600  # seconds

# AttemptQuerySet.taking_answers in SQL. Held, so that nobody hands the attempt in
# before the answer is written: without it an answer saved while the marks are being
# counted would be acknowledged and not counted.
TAKES_ANSWERS = """
    SELECT id FROM quizzes_attempt WHERE id = %s AND handed_in_at IS NULL
    AND (deadline_at IS NULL OR deadline_at >= %s)
"""
IS_THE_ONE_SEEN = "saves = %s AND settled_at IS NULL"


def save_answer(
    *,
    response: Response,
    values: Sequence[str],
    saves: int | None = None,
    seconds: int = 0,
) -> Response:
    """Keep an answer as it is given. An empty list takes the answer back.

    `saves` is the count the page was made with: a page older than the answer
    kept is refused with NewerAnswerKept, unless it says the same. Then nothing is
    written, so an answer may be sent again until somebody hears that it is kept.
    `seconds` are those the question stood open since its last save. Raises
    AnswerDoesNotFit for values of another question, AnswerIsSettled once its reason
    was shown, and AttemptIsOver after hand-in and when time is over. On a refusal
    `response` carries what is kept.
    """
    version = response.version
    answer = KINDS[version.kind].read(version.content, values)
    seconds = min(seconds, LONGEST)
    # Where it is not, something else came first.
    while not _written(response, answer, saves, seconds):
        _look_again(response)
        if response.answer == answer:
            return response
        if saves not in (None, response.saves):
            raise NewerAnswerKept
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


def _written(
    response: Response, answer: Answer | None, saves: int | None, seconds: int
) -> bool:
    """One statement, a transaction of its own: it keeps the answer or does nothing.

    Written out, because this is what everybody does at once, and to build such a
    query takes the ORM longer than to run it takes the database.
    """
    if response.answer == answer or saves not in (None, response.saves):
        return False
    if response.settled_at:
        raise AnswerIsSettled
    ops, now = connection.ops, timezone.now()
    given = None if answer is None else ops.adapt_json_value(answer, None)
    at, in_time = map(ops.adapt_datetimefield_value, (now, now - GRACE))
    seen = (response.pk, response.saves, response.attempt_id)
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [given, at, seconds, *seen, in_time])
        if not cursor.rowcount:
            return False
    response.answer, response.saved_at = answer, now
    response.saves += 1
    response.seconds += seconds
    return True


def _statement() -> str:
    # On SQLite the statements that write exclude each other anyway.
    held = _hold() if connection.features.has_select_for_no_key_update else ""
    return f"""
        UPDATE quizzes_response
        SET answer = %s, saved_at = %s, saves = saves + 1, seconds = seconds + %s
        WHERE id = %s AND {IS_THE_ONE_SEEN} AND attempt_id IN ({TAKES_ANSWERS} {held})
    """  # noqa: S608 - put together of constants


def _hold() -> str:
    return connection.ops.for_update_sql(no_key=True)


def _look_again(response: Response) -> None:
    response.refresh_from_db(fields=["answer", "saves", "saved_at", "settled_at"])
    attempts = Attempt.objects.taking_answers()
    if not attempts.filter(pk=response.attempt_id).exists():
        raise AttemptIsOver
