"""The rules of a quiz as they hold for one person, with what was granted to them.

Practice is as often as wanted: limits on attempts do not touch it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from quizzes.models import Extension, Quiz
from quizzes.services.refusals import (
    CannotStart,
    NoAttemptsLeft,
    QuizIsClosed,
    QuizIsDraft,
    QuizIsNotOpen,
    WaitBeforeNextAttempt,
)


@dataclass(frozen=True)
class Terms:
    quiz: Quiz
    extension: Extension | None = None

    @property
    def allowed(self) -> int | None:
        """How many attempts; None for no limit."""
        if self.quiz.max_attempts is None or self.quiz.is_practice:
            return None
        more = self.extension.extra_attempts if self.extension else 0
        return self.quiz.max_attempts + more

    def left(self, used: int) -> int | None:
        return None if self.allowed is None else max(0, self.allowed - used)

    @property
    def minutes(self) -> int | None:
        """How long an attempt may take; None for as long as needed."""
        if self.quiz.time_limit is None:
            return None
        more = self.extension.extra_minutes if self.extension else 0
        return self.quiz.time_limit + more

    @property
    def closes_at(self) -> datetime | None:
        closes = self.quiz.closes_at
        own = self.extension.closes_at if self.extension else None
        return max(closes, own) if closes and own else closes

    def deadline(self, started_at: datetime) -> datetime | None:
        """Until when an attempt begun then may be handed in."""
        ends = [self.closes_at] if self.closes_at else []
        if self.minutes is not None:
            ends.append(started_at + timedelta(minutes=self.minutes))
        return min(ends, default=None)

    def next_at(self, last: datetime | None) -> datetime | None:
        """When the next attempt may begin, the last one handed in then."""
        if last is None or self.quiz.wait_minutes is None or self.quiz.is_practice:
            return None
        return last + timedelta(minutes=self.quiz.wait_minutes)

    def refusal(
        self, *, now: datetime, used: int, last: datetime | None
    ) -> CannotStart | None:
        """Why no attempt can begin now, as far as the rules say; None if it can."""
        opens, closes, again = self.quiz.opens_at, self.closes_at, self.next_at(last)
        if self.quiz.is_draft:
            return QuizIsDraft()
        if opens and now < opens:
            return QuizIsNotOpen(opens)
        if closes and now >= closes:
            return QuizIsClosed(closes)
        if self.left(used) == 0:
            return NoAttemptsLeft()
        if again and now < again:
            return WaitBeforeNextAttempt(again)
        return None


def terms_of(quiz: Quiz, trainee: User) -> Terms:
    return Terms(quiz, Extension.objects.filter(quiz=quiz, trainee=trainee).first())
