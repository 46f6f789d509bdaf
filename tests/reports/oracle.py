"""The same figures counted the slow and obvious way, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.utils import timezone

from departments.models import Membership
from learning.models import Assignment, Enrolment
from reports.scope import Scope


class Oracle:
    def __init__(
        self,
        scope: Scope,
        posts: list[Membership],
        enrolments: list[Enrolment],
        duties: Iterable[Assignment] = (),
        categories: Mapping[int, str] | None = None,
    ) -> None:
        self.scope = scope
        self.enrolments = enrolments
        self.duties = duties
        self.categories = categories or {}
        self.posts = [post for post in posts if self._counts(post)]

    def _counts(self, post: Membership) -> bool:
        within = any(
            post.department.path.startswith(unit.path) for unit in self.scope.units
        )
        day = self.scope.as_of
        held = post.started_on <= day and (not post.ended_on or post.ended_on >= day)
        return held and post.is_primary and within and self.is_meant(post.user_id)

    def is_meant(self, user: int) -> bool:
        wanted = self.scope.category
        return not wanted or self.categories[user] == wanted

    def work(self, user: int) -> list[Enrolment]:
        scope = self.scope
        return [
            one
            for one in self.enrolments
            if one.trainee_id == user
            and day(one.enrolled_at) <= scope.as_of
            and (not one.completed_at or day(one.completed_at) >= scope.period.start)
            and (scope.course is None or one.course_id == scope.course.pk)
            and (scope.plan is None or self._is_asked(one))
        ]

    def _is_asked(self, one: Enrolment) -> bool:
        """By the plan, and not released from it by then."""
        for duty in self.duties:
            if duty.plan_id != self.scope.plan.pk or duty.enrolment_id != one.pk:
                continue
            gone = duty.state == "released" and day(duty.ended_at) <= self.scope.as_of
            if day(duty.assigned_at) <= self.scope.as_of and not gone:
                return True
        return False

    def all_work(self) -> Iterator[Enrolment]:
        for post in self.posts:
            yield from self.work(post.user_id)

    def state(self, one: Enrolment) -> str:
        as_of = self.scope.as_of
        if one.completed_at and day(one.completed_at) <= as_of:
            return "done"
        if one.due_on and one.due_on < as_of:
            return "late"
        if one.started_at and day(one.started_at) <= as_of:
            return "doing"
        return "todo"

    def state_of_person(self, user: int) -> str:
        states = {self.state(one) for one in self.work(user)}
        if not states:
            return "none"
        if "late" in states:
            return "late"
        if states == {"done"}:
            return "done"
        return "doing" if states & {"done", "doing"} else "todo"

    # --- tables -----------------------------------------------------------------

    def by_unit(self) -> dict[str, Counter[str]]:
        rows: dict[str, Counter[str]] = {}
        for post in self.posts:
            path = row_path(self.scope, post.department.path)
            row = rows.setdefault(path, Counter())
            row[self.state_of_person(post.user_id)] += 1
            row["enrolments"] += len(self.work(post.user_id))
        return rows

    def by_course(self) -> dict[int, Counter[str]]:
        rows: dict[int, Counter[str]] = {}
        for one in self.all_work():
            rows.setdefault(one.course_id, Counter())[self.state(one)] += 1
        return rows

    def people_in(self, wanted: str) -> set[int]:
        users = {post.user_id for post in self.posts}
        return {user for user in users if self.state_of_person(user) == wanted}

    def done_by(self, last: date) -> int:
        return sum(
            self.state(one) == "done" and day(one.completed_at) <= last
            for one in self.all_work()
        )

    def due_by(self, last: date) -> int:
        return sum(bool(one.due_on and one.due_on <= last) for one in self.all_work())


def row_path(scope: Scope, path: str) -> str:
    if scope.unit:
        return path[: len(scope.unit.path) + 4]
    return next(unit.path for unit in scope.units if path.startswith(unit.path))


def day(moment: datetime) -> date:
    return timezone.localdate(moment)
