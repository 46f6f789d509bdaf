"""From a story to rows: enrolments, attempts, completions and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from django.utils import timezone

from accounts.models import User
from departments.models import Department, Membership
from learning.hours.crediting import course_hours
from learning.models import Enrolment, HoursEntry, LessonCompletion
from lms.demo.answers import answers
from lms.demo.study import Way
from lms.demo.syllabus import Syllabus
from quizzes.models import Attempt, Response


@dataclass
class Rows:
    """What one batch of people left behind."""

    enrolments: list[Enrolment] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    completions: list[LessonCompletion] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def write(self) -> None:
        Enrolment.objects.bulk_create(self.enrolments)
        done = filter(lambda each: each.is_complete, self.enrolments)
        HoursEntry.objects.bulk_create(map(course_hours, done))
        Attempt.objects.bulk_create(self.attempts)
        LessonCompletion.objects.bulk_create(self.completions)
        Response.objects.bulk_create(self.responses)


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
        completed_at = way.moments[-1] if way.is_done(self.syllabus) else None
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
