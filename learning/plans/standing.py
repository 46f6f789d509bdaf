"""How one person stands with the plans they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from courses.models import CoursePage
from departments.models import Membership
from learning.models import Assignment, PlanCourse, PlanTarget, TrainingPlan

STATE = Assignment.State
FULFILLED = {STATE.DONE, STATE.EXEMPT, STATE.EQUIVALENT}


@dataclass(frozen=True)
class Line:
    """A course of the plan, and this person's duty to do it, if they have one."""

    pk: int
    course: CoursePage
    is_compulsory: bool
    duty: Assignment | None

    @property
    def is_open(self) -> bool:
        return self.duty is not None and self.duty.state == STATE.OPEN

    @property
    def is_fulfilled(self) -> bool:
        return self.duty is not None and self.duty.state in FULFILLED


@dataclass(frozen=True)
class PlanStanding:
    """A plan as one of its people sees it; courses in the plan's order."""

    plan: TrainingPlan
    lines: list[Line]

    @property
    def compulsory(self) -> list[Line]:
        return [line for line in self.lines if line.is_compulsory]

    @property
    def compulsory_done(self) -> int:
        return sum(line.is_fulfilled for line in self.compulsory)

    @property
    def chosen(self) -> list[Line]:
        return [line for line in self.lines if not line.is_compulsory and line.duty]

    @property
    def offered(self) -> list[Line]:
        """Electives still to be chosen from."""
        return [line for line in self.lines if not (line.is_compulsory or line.duty)]

    @property
    def electives_done(self) -> int:
        """No more than are asked for: the rest is a gift."""
        done = sum(line.is_fulfilled for line in self.chosen)
        return min(done, self.plan.electives_required)

    @property
    def left_to_choose(self) -> int:
        return max(self.plan.electives_required - len(self.chosen), 0)

    @property
    def total(self) -> int:
        return len(self.compulsory) + self.plan.electives_required

    @property
    def done(self) -> int:
        return self.compulsory_done + self.electives_done

    @property
    def is_fulfilled(self) -> bool:
        return self.done >= self.total


def plans_of(person: User, *, today: date) -> list[PlanStanding]:
    """The plans in force this person is in, the first due first.

    Two queries for somebody in no plan, else four.
    """
    plans = _plans(person, today)
    if not plans:
        return []
    duties: dict[tuple[int, int], Assignment] = {}
    mine = Assignment.objects.filter(trainee=person, plan__in=plans)
    for duty in mine.exclude(state=STATE.RELEASED).order_by("round"):
        duties[duty.plan_id, duty.course_id] = duty  # the last round stands
    lines: dict[int, list[Line]] = {pk: [] for pk in plans}
    courses = PlanCourse.objects.filter(plan__in=plans).select_related("course")
    for row in courses.order_by("sort_order", "pk"):
        own = duties.get((row.plan_id, row.course_id))
        line = Line(row.pk, row.course, row.is_compulsory, own)
        lines[row.plan_id].append(line)
    return [PlanStanding(plan, lines[pk]) for pk, plan in plans.items()]


def _plans(person: User, today: date) -> dict[int, TrainingPlan]:
    targets = PlanTarget.objects.filter(plan__state=TrainingPlan.State.ACTIVE)
    targets = targets.select_related("department__heir", "plan")
    posts = Membership.objects.filter(user=person).on(today)
    posts_held = list(posts.select_related("department"))
    return {
        target.plan_id: target.plan
        for target in targets.order_by("plan__due_on", "plan")
        if _is_meant(target, person, posts_held)
    }


def _is_meant(target: PlanTarget, person: User, posts: list[Membership]) -> bool:
    if target.person_id:
        return target.person_id == person.pk
    return any(_is_in(target, post) for post in posts)


def _is_in(target: PlanTarget, post: Membership) -> bool:
    unit = target.department
    if unit and unit.dissolved_on:
        unit = unit.heir
    if unit is None or (target.heads_only and not post.is_head):
        return False
    if target.post and target.post.strip().casefold() != post.post.casefold():
        return False
    if target.with_below:
        return post.department.path.startswith(unit.path)
    return post.department_id == unit.pk
