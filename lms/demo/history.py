"""Two years of study, written in bulk."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from departments.models import Department, Membership
from learning.models import Enrolment
from lms.demo.courses import CRISIS, PRESS
from lms.demo.people import planned_people
from lms.demo.records import Record, Rows
from lms.demo.staff import COMMUNE
from lms.demo.study import Walker
from lms.demo.syllabus import syllabus_of
from lms.demo.waves import Wave, waves_for
from lms.progress import Count

BATCH = 500
WITH_ANSWERS = 1500  # people at most whose single answers are kept
KEEN, SLOW = (0.78, 0.98), (0.2, 0.5)  # how much of a unit finishes in time
SLOW_UNITS = 0.2
EXTENDED = 0.7  # of those who missed an old deadline were given a new one
OLD_DEADLINE = timedelta(days=60)
WITH_HISTORY = {"thutruong"}  # the other accounts begin anew
SHOWN = {COMMUNE: 0.7}  # the unit one sees first has people of every kind


def add_history(number: int, *, seed: int, today: date, count: Count) -> int:
    """Tell the story of the people who are on no course yet; of how many enrolments."""
    before = Enrolment.objects.count()
    people = untold(number, seed=seed)
    teller = Teller(seed=seed, today=today, number=len(people))
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        with transaction.atomic():
            teller.tell(batch)
        count(start + len(batch), len(people))
    return Enrolment.objects.count() - before


def untold(number: int, *, seed: int) -> list[User]:
    """The people of the plan without a story; nobody who was added by hand."""
    planned = {person.username for person in planned_people(number, seed=seed)}
    planned |= WITH_HISTORY
    new = User.objects.filter(enrolments=None).order_by("pk")
    return [person for person in new if person.username in planned]


class Teller:
    def __init__(self, *, seed: int, today: date, number: int) -> None:
        self.seed = seed
        self.today = today
        self.now = timezone.now()
        self.with_answers = min(1, WITH_ANSWERS / max(1, number))
        self.syllabi = {slug: syllabus_of(slug) for slug in [PRESS, CRISIS]}
        self.diligence: dict[str, float] = {}
        provincial = Department.objects.filter(parent__parent=None)
        self.tops = {unit.path: unit for unit in provincial.exclude(parent=None)}

    def tell(self, people: list[User]) -> None:
        primary = Membership.objects.filter(user__in=people).primary()
        primary = primary.filter(continued_by=None)  # the story begins with the reform
        held: dict[int, list[Membership]] = {}
        for post in primary.select_related("department").order_by("started_on"):
            held.setdefault(post.user_id, []).append(post)
        rows = Rows()
        for person in people:
            if posts := held.get(person.pk):
                self._one(person, posts, rows)
        rows.write()

    def _one(self, person: User, posts: list[Membership], rows: Rows) -> None:
        rng = Random(f"{self.seed}:history:{person.username}")  # noqa: S311
        first, last = posts[0], posts[-1]
        top = self.tops[first.department.path[:8]]
        until = midnight(last.ended_on) if last.ended_on else self.now
        left = last.ended_on or self.today
        keeps = rng.random() < self.with_answers or person.username in WITH_HISTORY
        for wave in waves_for(
            top.kind, first.started_on, left, today=self.today, rng=rng
        ):
            syllabus = self.syllabi[wave.course]
            way = Walker(
                syllabus=syllabus,
                wave=wave,
                today=self.today,
                until=until,
                diligence=self._diligence_of(person, top),
                rng=rng,
            ).walk()
            if not way.is_done(syllabus) and rng.random() < EXTENDED:
                way.due_on = self._extended(way.due_on, top, wave)
            record = Record(person, posts, syllabus, way, rng)
            record.add_to(rows, with_answers=keeps)

    def _diligence_of(self, person: User, unit: Department) -> float:
        """How much of what is asked gets done: a habit of units, mostly."""
        if person.username in WITH_HISTORY:
            return 1
        if unit.path not in self.diligence:
            rng = Random(f"{self.seed}:unit:{unit.name}")  # noqa: S311
            habit = SLOW if rng.random() < SLOW_UNITS else KEEN
            self.diligence[unit.path] = SHOWN.get(unit.name) or rng.uniform(*habit)
        return self.diligence[unit.path]

    def _extended(self, due_on: date, unit: Department, wave: Wave) -> date:
        """The new deadline a unit asked for; recent ones stand."""
        if due_on > self.today - OLD_DEADLINE:
            return due_on
        rng = Random(f"{self.seed}:due:{unit.name}:{wave.course}")  # noqa: S311
        return self.today + timedelta(days=rng.randrange(-40, 36))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
