"""Starting an attempt: whether it may begin, and with which questions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from quizzes.kinds import KINDS
from quizzes.models import (
    Attempt,
    Draw,
    Question,
    QuestionVersion,
    Quiz,
    QuizQuestion,
    Response,
    Section,
)
from quizzes.services.drawing import Shortage, fill, pools_of, shortage_of
from quizzes.services.refusals import DrawCannotBeFilled, QuizHasNoQuestions
from quizzes.terms import Terms, terms_of

TRIES = 5


@dataclass(frozen=True)
class Slot:
    """A question to be asked: in which part, and how much it weighs."""

    version: QuestionVersion
    section: int
    points: int


@dataclass(frozen=True)
class Outlook:
    """What an attempt started now would ask, and why it could not."""

    questions: int
    refusal: QuizHasNoQuestions | None


def outlook(quiz: Quiz) -> Outlook:
    usable = _usable(quiz).count()
    count = min(quiz.draw, usable) if quiz.draw else usable
    draws = list(_draws(quiz))
    count += sum(draw.count for draw in draws)
    short = shortage_of(draws, named=_named_keys(quiz)) if draws else None
    if short:
        return Outlook(count, DrawCannotBeFilled(short))
    return Outlook(count, None if count else QuizHasNoQuestions())


def questions_asked(quiz: Quiz) -> int:
    """How many questions an attempt started now would have."""
    return outlook(quiz).questions


def attempts_left(quiz: Quiz, trainee: User) -> int | None:
    """How many more attempts may be started; None for no limit."""
    terms = terms_of(quiz, trainee)
    if terms.allowed is None:
        return None
    return terms.left(Attempt.objects.filter(quiz=quiz, trainee=trainee).count())


def start_attempt(
    *, quiz: Quiz, trainee: User, since: datetime | None = None
) -> Attempt:
    """The open attempt, or a new one with its own draw of questions.

    Attempts over before `since` are not counted. Raises a CannotStart. Of presses at the same time one starts an attempt and the
    others get it: the constraints decide.
    """
    for _each in range(TRIES):
        # Refused by a constraint, another press won: look again.
        with suppress(IntegrityError):
            return _open_or_new(quiz, trainee, since)
    return _open_or_new(quiz, trainee, since)


def _open_or_new(quiz: Quiz, trainee: User, since: datetime | None) -> Attempt:
    mine = Attempt.objects.filter(quiz=quiz, trainee=trainee)
    already_open = mine.open().first()
    if already_open:
        return already_open
    # Read together: the number, which is given once, then guards the limit too.
    counted = Q(handed_in_at__gte=since) if since else Q()
    past = mine.aggregate(
        used=Count("pk", filter=counted),
        number=Max("number"),
        last=Max("handed_in_at", filter=counted),
    )
    terms = terms_of(quiz, trainee)
    refusal = terms.refusal(now=timezone.now(), used=past["used"], last=past["last"])
    if refusal:
        raise refusal
    slots = slots_of(quiz)
    if not slots:
        raise QuizHasNoQuestions
    return _new_attempt(terms, trainee, (past["number"] or 0) + 1, slots)


@transaction.atomic
def _new_attempt(
    terms: Terms, trainee: User, number: int, slots: list[Slot]
) -> Attempt:
    quiz, now = terms.quiz, timezone.now()
    parts = Section.objects.filter(quiz=quiz).values("title", "pass_mark")
    attempt = Attempt.objects.create(
        quiz=quiz,
        trainee=trainee,
        number=number,
        pass_mark=quiz.pass_mark,
        sections=list(parts),
        started_at=now,
        deadline_at=terms.deadline(now),
    )
    Response.objects.bulk_create(
        response_for(attempt, position, slot)
        for position, slot in enumerate(slots, start=1)
    )
    return attempt


def response_for(attempt: Attempt, position: int, slot: Slot) -> Response:
    kind, content = KINDS[slot.version.kind], slot.version.content
    return Response(
        attempt=attempt,
        position=position,
        version=slot.version,
        section=slot.section,
        points=slot.points,
        option_order=kind.option_order(content, shuffle=attempt.quiz.shuffle),
    )


def _usable(quiz: Quiz) -> QuerySet[QuizQuestion]:
    return QuizQuestion.objects.filter(
        quiz=quiz, question__in=Question.objects.usable()
    )


def slots_of(quiz: Quiz) -> list[Slot]:
    """Today's versions of the questions, part after part. Raises DrawCannotBeFilled.

    Within a part those named come first, in the author's order, unless shuffled.
    """
    rng = random.SystemRandom()
    found = sorted([*_named(quiz), *_drawn(quiz)], key=lambda slot: slot.section)
    slots: list[Slot] = []
    for _section, part in groupby(found, key=lambda slot: slot.section):
        some = list(part)
        if quiz.shuffle:
            rng.shuffle(some)
        slots += some
    return slots


def _named(quiz: Quiz) -> list[Slot]:
    uses = _usable(quiz).select_related("question__current")
    slots = [
        Slot(use.question.current, use.section, use.points)
        for use in uses
        if use.question.current
    ]
    if quiz.draw and quiz.draw < len(slots):
        drawn = set(random.SystemRandom().sample(range(len(slots)), quiz.draw))
        return [slot for n, slot in enumerate(slots) if n in drawn]
    return slots


def _drawn(quiz: Quiz) -> Iterator[Slot]:
    draws = list(_draws(quiz))
    if not draws:
        return
    filled = fill(draws, pools_of(draws, named=_named_keys(quiz)))
    if isinstance(filled, Shortage):
        raise DrawCannotBeFilled(filled)
    chosen = Question.objects.filter(pk__in=[pk for each in filled for pk in each])
    current = QuestionVersion.objects.filter(pk__in=chosen.order_by().values("current"))
    versions = {version.question_id: version for version in current}
    for draw, questions in zip(draws, filled, strict=True):
        for question in questions:
            yield Slot(versions[question], draw.section, draw.points)


def _draws(quiz: Quiz) -> QuerySet[Draw]:
    return Draw.objects.filter(quiz=quiz).select_related("category", "tag")


def _named_keys(quiz: Quiz) -> QuerySet[QuizQuestion, int]:
    """Never drawn, not even where archived or left out by chance."""
    return QuizQuestion.objects.filter(quiz=quiz).values_list("question", flat=True)
