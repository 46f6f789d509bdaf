"""One person's way through a course: what was done, when, and how well.

Plain facts without rows, so that the story can be told before it is written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from lms.demo.syllabus import QuizPlan, Syllabus
from lms.demo.waves import Wave, office_hours

FAILS = 0.16  # of first tries of an average person


@dataclass(frozen=True)
class Try:
    """One attempt at a quiz, handed in."""

    lesson: int  # place in the course, from 0
    number: int
    started_at: datetime
    handed_in_at: datetime
    right: int
    asked: int


@dataclass
class Way:
    """How far somebody came; `moments` has one entry for each lesson done."""

    enrolled_at: datetime
    due_on: date
    moments: list[datetime] = field(default_factory=list)
    tries: list[Try] = field(default_factory=list)

    def is_done(self, syllabus: Syllabus) -> bool:
        return len(self.moments) == syllabus.size

    @property
    def started_at(self) -> datetime | None:
        firsts = [*self.moments[:1], *(one.started_at for one in self.tries[:1])]
        if not firsts:
            return None
        return max(min(firsts) - timedelta(minutes=20), self.enrolled_at)

    @property
    def last_seen_at(self) -> datetime | None:
        lasts = [*self.moments[-1:], *(one.handed_in_at for one in self.tries[-1:])]
        return max(lasts, default=None)


@dataclass(frozen=True)
class Walker:
    """Tells the way of one person; `diligence` is that of the unit, 0 to 1."""

    syllabus: Syllabus
    wave: Wave
    today: date
    until: datetime  # the person leaves, or now
    diligence: float
    rng: Random

    def walk(self) -> Way:
        begins = self.wave.begins(self.today)
        way = Way(office_hours(begins, self.rng), self.wave.due(self.today))
        goal, days = self._intent()
        if goal:
            self._study(way, goal, days)
        return way

    def _intent(self) -> tuple[int, float]:
        """How many lessons, and within how many days of the call."""
        rng, total, given = self.rng, self.syllabus.size, self.wave.days_given
        finishes = self.diligence if self.wave.is_over() else self.diligence * 0.45
        if rng.random() < finishes:
            # Most in time, some after the day it was due.
            late = rng.random() < 0.14 - 0.1 * self.diligence
            share = rng.uniform(1.02, 1.4) if late else rng.triangular(0.1, 1, 0.75)
            return total, given * share
        if rng.random() < 0.5:
            return rng.randrange(1, total), given * rng.uniform(0.3, 1.2)
        return 0, 0

    def _study(self, way: Way, goal: int, days: float) -> None:
        days = min(days, (self.until - way.enrolled_at).days - 1)
        if days < 1:
            return
        begins = days * self.rng.uniform(0, 0.5)
        places = sorted(self.rng.uniform(begins, days) for _n in range(goal))
        at = way.enrolled_at
        for lesson, place in enumerate(places):
            day = way.enrolled_at.date() + timedelta(days=max(0, int(place)))
            at = max(office_hours(day, self.rng), at + timedelta(minutes=25))
            quiz = self.syllabus.quizzes[lesson]
            passed = self._take(way, lesson, quiz, at) if quiz else at
            if passed is None or passed > self.until:
                return
            at = passed
            way.moments.append(at)

    def _take(
        self, way: Way, lesson: int, quiz: QuizPlan, at: datetime
    ) -> datetime | None:
        """Try until passed; None when no tries are left or time is up."""
        for number in range(1, (quiz.max_attempts or 5) + 1):
            passes = self.rng.random() > FAILS * (1.6 - self.diligence)
            minutes = quiz.asked * self.rng.uniform(0.6, 1.6)
            if at > self.until:
                return None
            way.tries.append(
                Try(
                    lesson=lesson,
                    number=number,
                    started_at=at - timedelta(minutes=minutes),
                    handed_in_at=at,
                    right=self._right(quiz, passes=passes),
                    asked=quiz.asked,
                )
            )
            if passes:
                return at
            at += timedelta(minutes=self.rng.uniform(30, 2000))
        return None

    def _right(self, quiz: QuizPlan, *, passes: bool) -> int:
        needed = math.ceil(quiz.pass_mark * quiz.asked / 100)
        if passes:
            return round(self.rng.triangular(needed, quiz.asked, quiz.asked * 0.9))
        return self.rng.randrange(max(0, needed - 4), needed)
