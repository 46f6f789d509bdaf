"""Starting an attempt and keeping its answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Max, QuerySet
from django.utils import timezone

from accounts.models import User
from quizzes.kinds import KINDS
from quizzes.models import (
    Attempt,
    Question,
    QuestionVersion,
    Quiz,
    QuizQuestion,
    Response,
)
from quizzes.services.refusals import (
    AttemptIsOver,
    NewerAnswerKept,
    NoAttemptsLeft,
    QuizHasNoQuestions,
)

TRIES = 5


def questions_asked(quiz: Quiz) -> int:
    """How many questions an attempt started now would have."""
    usable = _usable(quiz).count()
    return min(quiz.draw, usable) if quiz.draw else usable


def attempts_left(quiz: Quiz, trainee: User) -> int | None:
    """How many more attempts may be started; None for no limit."""
    if quiz.max_attempts is None:
        return None
    used = Attempt.objects.filter(quiz=quiz, trainee=trainee).count()
    return max(0, quiz.max_attempts - used)


def start_attempt(*, quiz: Quiz, trainee: User) -> Attempt:
    """The open attempt, or a new one with its own draw of questions.

    Raises NoAttemptsLeft, QuizHasNoQuestions. Of presses at the same time one
    starts an attempt and the others get it: the constraints decide.
    """
    for _each in range(TRIES):
        # Refused by a constraint, another press won: look again.
        with suppress(IntegrityError):
            return _open_or_new(quiz, trainee)
    return _open_or_new(quiz, trainee)


def _open_or_new(quiz: Quiz, trainee: User) -> Attempt:
    mine = Attempt.objects.filter(quiz=quiz, trainee=trainee)
    already_open = mine.open().first()
    if already_open:
        return already_open
    # Read together: the number, which is given once, then guards the limit too.
    past = mine.aggregate(used=Count("pk"), last=Max("number"))
    if quiz.max_attempts is not None and past["used"] >= quiz.max_attempts:
        raise NoAttemptsLeft
    versions = _draw(quiz)
    if not versions:
        raise QuizHasNoQuestions
    return _new_attempt(quiz, trainee, (past["last"] or 0) + 1, versions)


@transaction.atomic
def _new_attempt(
    quiz: Quiz, trainee: User, number: int, versions: list[QuestionVersion]
) -> Attempt:
    attempt = Attempt.objects.create(
        quiz=quiz, trainee=trainee, number=number, pass_mark=quiz.pass_mark
    )
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            position=position,
            version=version,
            option_order=KINDS[version.kind].option_order(
                version.content, shuffle=quiz.shuffle
            ),
        )
        for position, version in enumerate(versions, start=1)
    )
    return attempt


def _usable(quiz: Quiz) -> QuerySet[QuizQuestion]:
    return QuizQuestion.objects.filter(
        quiz=quiz, question__in=Question.objects.usable()
    )


def _draw(quiz: Quiz) -> list[QuestionVersion]:
    """Today's versions of the quiz's questions, drawn and shuffled as it says."""
    uses = _usable(quiz).select_related("question__current")
    versions = [use.question.current for use in uses if use.question.current]
    if quiz.draw and quiz.draw < len(versions):
        drawn = set(random.SystemRandom().sample(range(len(versions)), quiz.draw))
        versions = [each for n, each in enumerate(versions) if n in drawn]
    if quiz.shuffle:
        random.SystemRandom().shuffle(versions)
    return versions


@transaction.atomic
def save_answer(
    *, response: Response, values: Sequence[str], saves: int | None = None
) -> Response:
    """Keep an answer as it is given. An empty list takes the answer back.

    `saves` is the count the page was made with: a page older than the answer
    kept is refused with NewerAnswerKept, unless it says the same. Then nothing is
    written, so an answer may be sent again until somebody hears that it is kept.
    Raises AnswerDoesNotFit for values of another question and AttemptIsOver
    after hand-in. On a refusal `response` carries what is kept.
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
    rows = Response.objects.filter(pk=response.pk, attempt__handed_in_at=None)
    if not rows.update(flagged=flagged):
        raise AttemptIsOver
    response.flagged = flagged


def _hold_open(attempt_id: int) -> None:
    """Keep the attempt from being handed in until this transaction ends.

    Without it an answer saved while the marks are being counted would be
    acknowledged and not counted. SQLite's transactions exclude each other anyway.
    """
    attempts = Attempt.objects.open().select_for_update(no_key=True)
    if not attempts.filter(pk=attempt_id).values_list("pk").first():
        raise AttemptIsOver
