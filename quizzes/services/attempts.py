"""Starting an attempt."""

from __future__ import annotations

import random
from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, QuerySet

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
from quizzes.services.refusals import NoAttemptsLeft, QuizHasNoQuestions

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
