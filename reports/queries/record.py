"""What is on record about one person: posts, courses, certificates.

Answers given in quizzes are nobody's business but the person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from certificates.models import Certificate
from departments.models import Membership
from departments.past import Names
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
class PostOnRecord:
    """A post with its unit as that was called when the post ended, or is today."""

    post: str
    unit: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Record:
    posts: tuple[PostOnRecord, ...]  # current ones first
    courses: tuple[CourseOnRecord, ...]
    certificates: tuple[Certificate, ...]

    @property
    def post(self) -> PostOnRecord | None:
        """What the person is today."""
        return next((post for post in self.posts if post.ended_on is None), None)

    @property
    def done(self) -> int:
        return sum(course.state == State.DONE for course in self.courses)

    @property
    def late(self) -> int:
        return sum(course.state == State.LATE for course in self.courses)


def record_of(person: User, *, today: date) -> Record:
    """Units are named as they were: reorganisations rename what is past for nobody."""
    posts = sorted(Membership.objects.filter(user=person), key=_current_first)
    enrolments = Enrolment.objects.of(person).select_related("course")
    in_order = list(enrolments.with_progress().order_by("-enrolled_at", "pk"))
    units = [post.department_id for post in posts]
    units += [one.department_id for one in in_order if one.department_id]
    names = Names(units)
    return Record(
        posts=tuple(_post(post, names, today) for post in posts),
        courses=tuple(_course(enrolment, names, today) for enrolment in in_order),
        certificates=tuple(Certificate.objects.filter(trainee=person)),
    )


def _current_first(post: Membership) -> tuple[bool, bool, int]:
    return post.ended_on is not None, not post.is_primary, -post.started_on.toordinal()


def _post(post: Membership, names: Names, today: date) -> PostOnRecord:
    unit = names.line(post.department_id, post.ended_on or today)
    return PostOnRecord(post.post, unit, post.started_on, post.ended_on)


def _course(enrolment: Any, names: Names, today: date) -> CourseOnRecord:
    done, unit = enrolment.completed_at, enrolment.department_id
    return CourseOnRecord(
        title=enrolment.course.title,
        slug=enrolment.course.slug,
        state=_state(enrolment, today),
        lessons_done=enrolment.lessons_done,
        lessons=enrolment.lessons_total,
        due_on=enrolment.due_on,
        completed_at=enrolment.completed_at,
        unit=names.name(unit, timezone.localdate(done)) if unit and done else "",
    )


def _state(enrolment: Enrolment, today: date) -> State:
    if enrolment.is_complete:
        return State.DONE
    if enrolment.is_late(today):
        return State.LATE
    return State.DOING if enrolment.started_at else State.TODO
