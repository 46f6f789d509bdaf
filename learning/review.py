"""The daily review: a few questions of finished lessons, spaced out.

It never counts: no mark, no completion and no report comes of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Case, Count, F, Min, Q, Value, When

from accounts.models import User
from courses.models import LessonPage
from learning.models import ReviewCard, ReviewCardQuerySet
from learning.spacing import Memory, next_memory
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionQuerySet, Quiz, QuizQuestion, Response

A_DAY: Final = 10
NEW_A_DAY: Final = 5  # who finishes a course is not flooded the day after
FIRM_FROM: Final = 21  # days


class AnsweredAlready(Exception):
    """This answer, or another one, was taken before; or it is not time yet."""


class QuestionHasChanged(Exception):
    """The question was revised or withdrawn after it was shown."""


@dataclass(frozen=True)
class ReviewStanding:
    """How a person stands at the review on one day."""

    on: date
    answered: int  # today
    right: int  # today
    left: int  # still to be asked today
    waiting: int  # never asked yet
    learning: int
    firm: int
    tomorrow: int  # will be asked, if today's are answered
    next_on: date | None  # the next day after today with a question

    @property
    def today(self) -> int:
        """How many questions the day has, answered ones included."""
        return self.answered + self.left

    @property
    def wrong(self) -> int:
        return self.answered - self.right

    @property
    def minutes(self) -> int:
        """Half a minute for a question."""
        return (self.left + 1) // 2

    @property
    def total(self) -> int:
        return self.waiting + self.learning + self.firm


def questions_for(trainee: User) -> QuestionQuerySet:
    """What may be asked: questions in quizzes of lessons the person has finished.

    A quiz that never shows its answers keeps them to itself here as well.
    """
    finished = LessonPage.objects.filter(completions__enrolment__trainee=trainee)
    uses = QuizQuestion.objects.filter(quiz__in=finished.values("quiz"))
    shown = uses.exclude(quiz__explanations=Quiz.Explanations.NEVER)
    return Question.objects.usable().filter(pk__in=shown.values("question"))


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


def standing_of(trainee: User, on: date) -> ReviewStanding:
    """Two queries, whatever the number of cards."""
    answered, today = Q(reps__gt=0), Q(answered_on=on)
    found = cards_of(trainee).aggregate(
        answered=Count("pk", filter=today),
        right=Count("pk", filter=today & Q(was_right=True)),
        new=Count("pk", filter=today & Q(reps=1)),
        known=Count("pk", filter=answered),
        firm=Count("pk", filter=Q(interval__gte=FIRM_FROM)),
        due=Count("pk", filter=answered & Q(due_on__lte=on)),
        tomorrow=Count("pk", filter=answered & Q(due_on=on + timedelta(days=1))),
        next_on=Min("due_on", filter=answered & Q(due_on__gt=on)),
    )
    waiting = questions_for(trainee).count() - found["known"]
    room = max(0, A_DAY - found["answered"])
    old = min(room, found["due"])
    new = min(room - old, max(0, NEW_A_DAY - found["new"]), waiting)
    rest = found["due"] - old + found["tomorrow"]
    tomorrow = min(A_DAY, rest + min(NEW_A_DAY, waiting - new))
    return ReviewStanding(
        on=on,
        answered=found["answered"],
        right=found["right"],
        left=old + new,
        waiting=waiting,
        learning=found["known"] - found["firm"],
        firm=found["firm"],
        tomorrow=tomorrow,
        next_on=on + timedelta(days=1) if tomorrow else found["next_on"],
    )


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
