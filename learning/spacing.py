"""When a question is asked again. The one place that knows the scheduler.

The scheduler thinks in moments of UTC, people in days: a question answered in
the evening and again in the morning two days later was remembered for two days.
So it is only ever told noon of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from django.conf import settings
from fsrs import Card, Rating, Scheduler, State

LONGEST: Final = 180  # days


@dataclass(frozen=True)
class Memory:
    """How well an answer is remembered since it was last given."""

    stability: float
    difficulty: float
    answered_on: date
    due_on: date

    @property
    def interval(self) -> int:
        return (self.due_on - self.answered_on).days


def next_memory(memory: Memory | None, *, right: bool, on: date) -> Memory:
    """The memory after an answer on that day; None stands for a first answer.

    Right is "good" and wrong is "again": people here do not grade themselves.
    """
    scheduler = Scheduler(
        learning_steps=(),  # no second time within minutes: people come daily at most
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=settings.REVIEW_INTERVALS_VARY,
    )
    rating = Rating.Good if right else Rating.Again
    card, _log = scheduler.review_card(_card(memory), rating, _noon(on))
    assert card.stability is not None  # noqa: S101 - every answer sets both
    assert card.difficulty is not None  # noqa: S101
    return Memory(card.stability, card.difficulty, on, card.due.date())


def _card(memory: Memory | None) -> Card:
    """With an id, since the library waits to make one up."""
    if memory is None:
        return Card(card_id=0)
    return Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_noon(memory.due_on),
        last_review=_noon(memory.answered_on),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
