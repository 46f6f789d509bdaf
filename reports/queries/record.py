"""What is on record about one person: posts, courses, certificates.

Answers given in quizzes are nobody's business but the person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import User
from certificates.models import Certificate
from departments.models import Membership
from learning.models import Enrolment
from reports.scope import State


@dataclass(frozen=True)
class CourseOnRecord:
    title: str
    slug: str
    state: State
    lessons_done: int
    lessons: int
    due_on: date | None
    completed_at: datetime | None
    unit: str  # where the course was completed


@dataclass(frozen=True)
class Record:
    posts: tuple[Membership, ...]  # current ones first
    courses: tuple[CourseOnRecord, ...]
    certificates: tuple[Certificate, ...]

    @property
    def post(self) -> Membership | None:
        """What the person is today."""
        return next((post for post in self.posts if post.ended_on is None), None)

    @property
    def done(self) -> int:
        return sum(course.state == State.DONE for course in self.courses)

    @property
    def late(self) -> int:
        return sum(course.state == State.LATE for course in self.courses)


def record_of(person: User, *, today: date) -> Record:
    posts = Membership.objects.filter(user=person).select_related("department__parent")
    enrolments = Enrolment.objects.of(person).select_related("course", "department")
    in_order = enrolments.with_progress().order_by("-enrolled_at", "pk")
    return Record(
        posts=tuple(sorted(posts, key=_current_first)),
        courses=tuple(_course(enrolment, today) for enrolment in in_order),
        certificates=tuple(Certificate.objects.filter(trainee=person)),
    )


def _current_first(post: Membership) -> tuple[bool, bool, int]:
    return post.ended_on is not None, not post.is_primary, -post.started_on.toordinal()


def _course(enrolment: Any, today: date) -> CourseOnRecord:
    return CourseOnRecord(
        title=enrolment.course.title,
        slug=enrolment.course.slug,
        state=_state(enrolment, today),
        lessons_done=enrolment.lessons_done,
        lessons=enrolment.lessons_total,
        due_on=enrolment.due_on,
        completed_at=enrolment.completed_at,
        unit=enrolment.department.name if enrolment.department else "",
    )


def _state(enrolment: Enrolment, today: date) -> State:
    if enrolment.is_complete:
        return State.DONE
    if enrolment.is_late(today):
        return State.LATE
    return State.DOING if enrolment.started_at else State.TODO
