"""Handing in, marking, and what may be shown afterwards."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Case, F, Max, Value, When
from django.utils import timezone

from quizzes.kinds import KINDS
from quizzes.models import GRACE, Attempt, Extension, Quiz, Response
from quizzes.services.corrections import correct_at_hand_in
from quizzes.services.scoring import RESULT
from quizzes.services.starting import attempts_left


@transaction.atomic
def mark_attempt(*, attempt: Attempt, by_clock: bool = False) -> tuple[Attempt, bool]:
    """Hand in and mark. Returns the attempt and whether this call did it.

    Safe to press twice: the guarded update lets one caller mark; the others
    get the marked attempt. Answers a person has to mark leave it without a score.
    The clock only hands in what takes no more answers. Whoever hands in after the
    deadline, it was handed in at the deadline.
    """
    # Claimed first, so that an answer arriving now is either counted or refused.
    claimed = Attempt.objects.overdue() if by_clock else Attempt.objects.open()
    now = timezone.now()
    late = When(deadline_at__lt=now, then=F("deadline_at"))
    won = claimed.filter(pk=attempt.pk).update(
        handed_in_at=Case(late, default=Value(now)),
        timed_out=Case(When(deadline_at__lt=now, then=True), default=False),
    )
    if won:
        _mark_responses(attempt)
    attempt.refresh_from_db(fields=["handed_in_at", "timed_out", *RESULT])
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
    if attempt.is_open:
        return False
    if quiz.settles_each:
        return True
    match quiz.explanations:
        case Quiz.Explanations.AFTER_HAND_IN:
            return True
        case Quiz.Explanations.AFTER_PASS:
            return _has_finished(attempt)
        case Quiz.Explanations.AFTER_CLOSE:
            return _has_closed(quiz)
        case _:
            return False


def _has_finished(attempt: Attempt) -> bool:
    quiz = attempt.quiz
    mine = Attempt.objects.filter(quiz=quiz, trainee_id=attempt.trainee_id)
    if mine.passed().exists():
        return True
    # The last attempt counts as used when it is handed in, not when it is begun.
    return attempts_left(quiz, attempt.trainee) == 0 and not mine.open().exists()


def _has_closed(quiz: Quiz) -> bool:
    """For everybody: also for those who were given longer."""
    if quiz.closes_at is None:
        return False
    longer = Extension.objects.filter(quiz=quiz).aggregate(at=Max("closes_at"))["at"]
    return timezone.now() > max(quiz.closes_at, longer or quiz.closes_at) + GRACE
