"""How somebody stands at the daily review: what the day has, and what is firm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

from django.db.models import Q

from accounts.models import User
from courses.models import LessonPage
from learning.models import ReviewCard
from quizzes.kinds import MARKED_BY_PEOPLE
from quizzes.models import Question, QuestionQuerySet, Quiz, QuizQuestion, Response

A_DAY: Final = 10
NEW_A_DAY: Final = 5  # who finishes a course is not flooded the day after
FIRM_FROM: Final = 21  # days


class Answered(NamedTuple):
    """What the standing needs of a card that was answered before."""

    question_id: int
    due_on: date
    interval: int
    reps: int
    answered_on: date
    was_right: bool


@dataclass(frozen=True)
class ReviewStanding:
    on: date
    known: list[Answered]
    waiting: int  # never asked yet

    @property
    def total(self) -> int:
        return self.waiting + len(self.known)

    @cached_property
    def firm(self) -> int:
        return sum(card.interval >= FIRM_FROM for card in self.known)

    @property
    def learning(self) -> int:
        return len(self.known) - self.firm

    # --- the day ---------------------------------------------------------------

    @cached_property
    def _of_today(self) -> list[Answered]:
        return [card for card in self.known if card.answered_on == self.on]

    @property
    def answered(self) -> int:
        return len(self._of_today)

    @property
    def right(self) -> int:
        return sum(card.was_right for card in self._of_today)

    @property
    def _room(self) -> int:
        return max(0, A_DAY - self.answered)

    @cached_property
    def _due(self) -> int:
        return sum(card.due_on <= self.on for card in self.known)

    @property
    def _old(self) -> int:
        return min(self._room, self._due)

    @property
    def _new(self) -> int:
        asked_first_today = sum(card.reps == 1 for card in self._of_today)
        allowed = max(0, NEW_A_DAY - asked_first_today)
        return min(self._room - self._old, allowed, self.waiting)

    @property
    def left(self) -> int:
        """How many questions are still to be asked today."""
        return self._old + self._new

    @property
    def today(self) -> int:
        """How many questions the day has, answered ones included."""
        return self.answered + self.left

    @property
    def minutes(self) -> int:
        """What is left takes half a minute a question."""
        return (self.left + 1) // 2

    # --- the days after ----------------------------------------------------------

    @cached_property
    def tomorrow(self) -> int:
        """How many will be asked, if today's are answered."""
        next_day = self.on + timedelta(days=1)
        held_over = self._due - self._old
        old = held_over + sum(card.due_on == next_day for card in self.known)
        return min(A_DAY, old + min(NEW_A_DAY, self.waiting - self._new))

    @property
    def next_on(self) -> date | None:
        """The next day after today with a question."""
        if self.tomorrow:
            return self.on + timedelta(days=1)
        later = (card.due_on for card in self.known if card.due_on > self.on)
        return min(later, default=None)


def questions_for(trainee: User) -> QuestionQuerySet:
    """What may be asked: questions in quizzes of lessons the person has finished.

    Of random draws those that the person was asked. A quiz that does not show its
    answers, or not yet, keeps them to itself here as well.
    """
    finished = LessonPage.objects.filter(completions__enrolment__trainee=trainee)
    quizzes = Quiz.objects.filter(lessons__in=finished).showing_answers()
    named = QuizQuestion.objects.filter(quiz__in=quizzes.values("pk"))
    drawn = Response.objects.filter(
        attempt__trainee=trainee,
        attempt__handed_in_at__isnull=False,
        attempt__quiz__in=quizzes.exclude(draws=None).values("pk"),
    )
    by_people = Q(current__kind__in=MARKED_BY_PEOPLE)  # and nobody marks a review
    asked = Question.objects.usable().exclude(by_people)
    return asked.filter(
        Q(pk__in=named.values("question")) | Q(pk__in=drawn.values("version__question"))
    )


def standing_of(trainee: User, on: date) -> ReviewStanding:
    """Two queries, whatever the number of cards.

    Counted here, since the first page asks for it and a database takes less time
    to hand over a hundred short rows than Django to write the sums for it.
    """
    askable = set(questions_for(trainee).order_by().values_list("pk", flat=True))
    rows = ReviewCard.objects.of(trainee).answered().values_list(*Answered._fields)
    known = [row for row in map(Answered._make, rows) if row.question_id in askable]
    return ReviewStanding(on, known, waiting=len(askable) - len(known))
