"""Two years of study, written in bulk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from departments.models import Department, Membership
from learning.models import Enrolment, LessonCompletion
from lms.demo.answers import answers
from lms.demo.courses import CRISIS, PRESS
from lms.demo.people import planned_people
from lms.demo.study import Walker, Way
from lms.demo.syllabus import Syllabus, syllabus_of
from lms.demo.waves import waves_for
from lms.progress import Count
from quizzes.models import Attempt, Response

BATCH = 500
WITH_ANSWERS = 1500  # people at most whose single answers are kept
KEEN, SLOW = (0.78, 0.98), (0.2, 0.5)  # how much of a unit finishes in time
SLOW_UNITS = 0.2
WITH_HISTORY = {"thutruong"}  # the other accounts begin anew


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


@dataclass
class Rows:
    """What one batch of people left behind."""

    enrolments: list[Enrolment] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    completions: list[LessonCompletion] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def write(self) -> None:
        Enrolment.objects.bulk_create(self.enrolments)
        Attempt.objects.bulk_create(self.attempts)
        LessonCompletion.objects.bulk_create(self.completions)
        Response.objects.bulk_create(self.responses)


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
        posts = Membership.objects.filter(user__in=people).primary()
        held: dict[int, list[Membership]] = {}
        for post in posts.select_related("department").order_by("started_on"):
            held.setdefault(post.user_id, []).append(post)
        rows = Rows()
        for person in people:
            self._one(person, held[person.pk], rows)
        rows.write()

    def _one(self, person: User, posts: list[Membership], rows: Rows) -> None:
        rng = Random(f"{self.seed}:history:{person.username}")  # noqa: S311
        first, last = posts[0], posts[-1]
        top = self.tops[first.department.path[:8]]
        until = midnight(last.ended_on) if last.ended_on else self.now
        keeps_answers = rng.random() < self.with_answers
        left = last.ended_on or self.today
        for wave in waves_for(
            top.kind, first.started_on, left, today=self.today, rng=rng
        ):
            syllabus = self.syllabi[wave.course]
            way = Walker(
                syllabus=syllabus,
                wave=wave,
                today=self.today,
                until=until,
                diligence=self._diligence_of(top),
                rng=rng,
            ).walk()
            record = Record(person, posts, syllabus, way, rng)
            record.add_to(rows, with_answers=keeps_answers)

    def _diligence_of(self, unit: Department) -> float:
        if unit.path not in self.diligence:
            rng = Random(f"{self.seed}:unit:{unit.name}")  # noqa: S311
            self.diligence[unit.path] = rng.uniform(
                *(SLOW if rng.random() < SLOW_UNITS else KEEN)
            )
        return self.diligence[unit.path]


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Record:
    """One person on one course, from a story to rows."""

    person: User
    posts: list[Membership]
    syllabus: Syllabus
    way: Way
    rng: Random

    def add_to(self, rows: Rows, *, with_answers: bool) -> None:
        enrolment = self._enrolment()
        rows.enrolments.append(enrolment)
        passed: dict[int, Attempt] = {}
        for one in self.way.tries:
            quiz = self.syllabus.quizzes[one.lesson]
            assert quiz is not None  # noqa: S101 - tries are at quizzes only
            attempt = Attempt(
                quiz=quiz.quiz,
                trainee=self.person,
                number=one.number,
                pass_mark=quiz.pass_mark,
                started_at=one.started_at,
                handed_in_at=one.handed_in_at,
                score=percent(one.right, one.asked),
            )
            rows.attempts.append(attempt)
            passed[one.lesson] = attempt
            if with_answers:
                rows.responses += answers(attempt, quiz, one.right, self.rng)
        for lesson, at in enumerate(self.way.moments):
            rows.completions.append(
                LessonCompletion(
                    enrolment=enrolment,
                    lesson=self.syllabus.lessons[lesson],
                    attempt=passed.get(lesson),
                    completed_at=at,
                )
            )

    def _enrolment(self) -> Enrolment:
        way, size = self.way, self.syllabus.size
        done = len(way.moments)
        completed_at = way.moments[-1] if done == size else None
        seen = way.last_seen_at
        return Enrolment(
            trainee=self.person,
            course=self.syllabus.course,
            enrolled_at=way.enrolled_at,
            due_on=way.due_on,
            started_at=way.started_at,
            last_lesson=self.syllabus.lessons[min(done, size - 1)] if seen else None,
            last_seen_at=seen,
            completed_at=completed_at,
            department=self._unit_on(completed_at) if completed_at else None,
        )

    def _unit_on(self, at: datetime) -> Department | None:
        """The unit the person was in on the day: a completion stays there."""
        day = timezone.localdate(at)
        for post in self.posts:
            if post.started_on <= day and (not post.ended_on or day <= post.ended_on):
                return post.department
        return None


def percent(right: int, asked: int) -> Decimal:
    return (Decimal(100 * right) / asked).quantize(Decimal("0.01"), ROUND_HALF_UP)
