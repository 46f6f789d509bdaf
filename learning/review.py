"""The daily review: a few questions of finished lessons, spaced out.

It never counts: no mark, no completion and no report comes of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Case, F, Value, When

from accounts.models import User
from learning.models import ReviewCard, ReviewCardQuerySet
from learning.review_standing import ReviewStanding, questions_for, standing_of
from learning.spacing import Memory, next_memory
from quizzes.kinds import KINDS
from quizzes.models import Response


class AnsweredAlready(Exception):
    """This answer, or another one, was taken before; or it is not time yet."""


class QuestionHasChanged(Exception):
    """The question was revised or withdrawn after it was shown."""


def cards_of(trainee: User) -> ReviewCardQuerySet:
    """The person's cards that may still be asked."""
    return ReviewCard.objects.of(trainee).filter(question__in=questions_for(trainee))


def may_be_asked(card: ReviewCard) -> bool:
    return cards_of(card.trainee).filter(pk=card.pk).exists()


def open_review(*, trainee: User, on: date) -> None:
    """Make the cards that are missing. Safe to repeat: a question has one card."""
    missing = questions_for(trainee).exclude(review_cards__trainee=trainee)
    ReviewCard.objects.bulk_create(
        [
            ReviewCard(trainee=trainee, question_id=question, due_on=on)
            for question in missing.order_by("pk").values_list("pk", flat=True)
        ],
        ignore_conflicts=True,
    )


def due_cards(trainee: User, on: date) -> list[ReviewCard]:
    """What is still to be asked that day. Three queries."""
    return cards_left(trainee, standing_of(trainee, on))


def cards_left(trainee: User, standing: ReviewStanding) -> list[ReviewCard]:
    """What is due longest, then new questions, those missed in their quiz first."""
    missed = Response.objects.filter(attempt__trainee=trainee, mark__lt=1)
    was_missed = When(question__in=missed.values("version__question"), then=Value(0))
    cards = (
        cards_of(trainee)
        .ripe(standing.on)
        .alias(
            is_new=Case(When(reps=0, then=Value(1)), default=Value(0)),
            missed_first=Case(was_missed, default=Value(1)),
        )
        .order_by("is_new", "due_on", "missed_first", "pk")
    )
    return list(cards[: standing.left])


def hard_today(trainee: User, on: date) -> list[ReviewCard]:
    """What was answered wrong that day, the hardest first."""
    wrong = ReviewCard.objects.of(trainee).filter(answered_on=on, was_right=False)
    return list(wrong.select_related("version").order_by("-lapses", "pk"))


@transaction.atomic
def answer_card(
    *,
    card: ReviewCard,
    version: int,
    reps: int,
    values: Sequence[str],
    order: Sequence[str],
    on: date,
) -> ReviewCard:
    """Take an answer and say when to ask again. No values: not remembered.

    `version` and `reps` are those of the page that asked. Raises
    AnsweredAlready, QuestionHasChanged, and AnswerDoesNotFit for values of
    another question. Of two presses one is taken: the guarded update decides.
    """
    if card.reps != reps or not card.is_ripe(on):
        raise AnsweredAlready
    current = card.question.current
    if current is None or current.pk != version or not may_be_asked(card):
        raise QuestionHasChanged
    kind = KINDS[current.kind]
    answer = kind.read(current.content, values)
    right = kind.mark(current.content, answer) == 1
    memory = next_memory(memory_of(card), right=right, on=on)
    taken = ReviewCard.objects.ripe(on).filter(pk=card.pk, reps=reps)
    won = taken.update(
        due_on=memory.due_on,
        interval=memory.interval,
        stability=memory.stability,
        difficulty=memory.difficulty,
        reps=F("reps") + 1,
        lapses=F("lapses") + int(not right),
        answered_on=on,
        version=current,
        option_order=list(order),
        answer=answer,
        was_right=right,
    )
    if not won:
        raise AnsweredAlready
    card.refresh_from_db()
    return card


def memory_of(card: ReviewCard) -> Memory | None:
    if card.stability is None or card.difficulty is None or card.answered_on is None:
        return None
    return Memory(card.stability, card.difficulty, card.answered_on, card.due_on)
