"""A small province whose people have duties, and what they should be told of them.

The story is told, and what follows from it is reckoned, on plain lists: nothing here
asks the database or the product what is due. `reminder_rows` writes the story down.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

FIRST_DAY = date(2026, 11, 23)  # a Monday
LONG_AGO = date(2020, 1, 1)
SATURDAY = 5
BEFORE, WEEK, SOON, LOOK_BACK = (14, 7, 1), 7, 14, 14
COURSES = ["Khóa một", "Khóa hai", "Khóa ba"]
# Each unit, and the place of the one above it.
UNITS: list[int | None] = [None, 0, 0, 0, 1, 1, 2, 2, 3]

Told = tuple[
    int, str, date, str
]  # who, of what kind, on which day, the words that count


@dataclass
class Duty:
    person: int
    course: str
    due_on: date
    finished_on: date | None = None

    def is_open(self, day: date) -> bool:
        return self.finished_on is None or self.finished_on > day


@dataclass
class Post:
    person: int
    unit: int
    is_head: bool = False
    is_primary: bool = True
    last_day: date | None = None


@dataclass
class Story:
    """`person` is a number everywhere; who heads the nth unit is the nth person."""

    chance: random.Random
    people: int = 60
    days: int = 31
    posts: list[Post] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    days_off: set[date] = field(
        default_factory=lambda: {FIRST_DAY + timedelta(n) for n in (14, 17)}
    )
    # A Monday, and a Thursday and Friday that a weekend follows.
    standstill: set[date] = field(
        default_factory=lambda: {FIRST_DAY + timedelta(n) for n in (7, 24, 25)}
    )

    def __post_init__(self) -> None:
        self._give_posts()
        self._give_duties()

    def _give_posts(self) -> None:
        heads = range(len(UNITS))
        self.posts = [Post(n, n, is_head=True) for n in heads]
        self.posts.append(Post(1, 8, is_head=True, is_primary=False))
        self.posts.append(Post(4, 1, is_head=True, is_primary=False))
        # Relieved on a Friday; the summary of the week after goes to nobody there.
        self.posts[2].last_day = FIRST_DAY + timedelta(11)
        for n in range(len(UNITS), self.people):
            self.posts.append(Post(n, self.chance.randrange(len(UNITS))))

    def _give_duties(self) -> None:
        for person in range(self.people):
            for course in self.chance.sample(COURSES, self.chance.randrange(3)):
                due = FIRST_DAY + timedelta(self.chance.randrange(-20, 45))
                duty = Duty(person, course, due)
                if self.chance.random() < 0.25:
                    after = self.chance.randrange(1, self.days)
                    duty.finished_on = FIRST_DAY + timedelta(after)
                self.duties.append(duty)

    def all_days(self) -> Iterator[date]:
        return (FIRST_DAY + timedelta(n) for n in range(self.days))

    def is_worked(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.days_off

    def told_on(self) -> list[date]:
        """The days on which somebody may be written to, and the scheduler runs."""
        return [
            day
            for day in self.all_days()
            if self.is_worked(day) and day not in self.standstill
        ]

    # --- what should be told ----------------------------------------------------------

    def expected(self) -> Counter[Told]:
        return Counter([*self._reminders(), *self._summaries()])

    def _reminders(self) -> Iterator[Told]:
        last = FIRST_DAY - timedelta(1)
        for today in self.told_on():
            missed = min((today - last).days, LOOK_BACK)
            days = [today - timedelta(n) for n in range(missed)]
            for person in range(self.people):
                courses = sorted(
                    duty.course
                    for duty in self.duties
                    if duty.person == person
                    and duty.is_open(today)
                    and any(reminds(duty.due_on, day) for day in days)
                )
                if courses:
                    yield person, "reminder", today, ", ".join(courses)
            last = today

    def _summaries(self) -> Iterator[Told]:
        weeks: dict[date, date] = {}
        for day in self.told_on():
            weeks.setdefault(day - timedelta(day.weekday()), day)
        for today in weeks.values():
            for head in {post.person for post in self.posts if post.is_head}:
                late, soon = self._below(head, today)
                if late or soon:
                    yield head, "head-summary", today, f"{late}/{soon}"

    def _below(self, head: int, today: date) -> tuple[int, int]:
        """People late, and people with something due soon, wherever this one heads."""
        headed = {
            post.unit
            for post in self.posts
            if post.person == head and post.is_head and self._holds(post, today)
        }
        theirs = {
            post.person
            for post in self.posts
            if post.is_primary
            and self._holds(post, today)
            and headed & {*chain(post.unit)}
        }
        mine = [
            duty
            for duty in self.duties
            if duty.person in theirs and duty.is_open(today)
        ]
        soon = range(SOON + 1)
        return (
            len({duty.person for duty in mine if duty.due_on < today}),
            len({duty.person for duty in mine if (duty.due_on - today).days in soon}),
        )

    def _holds(self, post: Post, day: date) -> bool:
        return post.last_day is None or day <= post.last_day


def reminds(due: date, day: date) -> bool:
    left = (due - day).days
    return left in BEFORE or (left <= -WEEK and left % WEEK == 0)


def chain(unit: int) -> Iterator[int]:
    """A unit and those above it."""
    place: int | None = unit
    while place is not None:
        yield place
        place = UNITS[place]
