"""Handing in, marking, and what may be shown afterwards."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from quizzes.kinds import KINDS
from quizzes.models import Attempt, Quiz, Response
from quizzes.services.attempts import attempts_left
from quizzes.services.corrections import correct_at_hand_in
from quizzes.services.scoring import RESULT


@transaction.atomic
def mark_attempt(*, attempt: Attempt) -> tuple[Attempt, bool]:
    """Hand in and mark. Returns the attempt and whether this call did it.

    Safe to press twice: the guarded update lets one caller mark; the others
    get the marked attempt. Answers a person has to mark leave it without a score.
    """
    # Claimed first, so that an answer arriving now is either counted or refused.
    claimed = Attempt.objects.open().filter(pk=attempt.pk)
    won = claimed.update(handed_in_at=timezone.now())
    if won:
        _mark_responses(attempt)
    attempt.refresh_from_db(fields=["handed_in_at", *RESULT])
    return attempt, bool(won)


def _mark_responses(attempt: Attempt) -> None:
    mine = Response.objects.filter(attempt=attempt)
    responses = list(mine.select_related("version", "answer_file", "marked_with"))
    for response in responses:
        response.mark = _mark(response)
    correct_at_hand_in(attempt, responses)
    Response.objects.bulk_update(responses, ["mark", "points", "marked_with"])
    attempt.save(update_fields=RESULT)


def _mark(response: Response) -> Decimal | None:
    version = response.version
    kind = KINDS[version.kind]
    if kind.needs_marker and not response.has_something:
        return Decimal(0)  # nobody has to read it to know
    return kind.mark(version.content, response.answer)


def shows_explanations(attempt: Attempt) -> bool:
    """Whether the person may see right answers and reasons of this attempt now."""
    quiz = attempt.quiz
    if attempt.is_open or quiz.explanations == Quiz.Explanations.NEVER:
        return False
    if quiz.explanations == Quiz.Explanations.AFTER_HAND_IN:
        return True
    mine = Attempt.objects.filter(quiz=quiz, trainee_id=attempt.trainee_id)
    if mine.passed().exists():
        return True
    # The last attempt counts as used when it is handed in, not when it is begun.
    return attempts_left(quiz, attempt.trainee) == 0 and not mine.open().exists()
