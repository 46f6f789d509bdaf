"""Plans against what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from learning.models import Assignment, TrainingPlan
from reports.queries.units import percent

STATE = Assignment.State
FULFILLED = (STATE.DONE, STATE.EXEMPT, STATE.EQUIVALENT)


@dataclass(frozen=True)
class PlanRow:
    """Duties of a plan ("lượt"); whoever was released has none."""

    pk: int
    title: str
    due_on: date
    people: int
    assigned: int
    done: int
    late: int

    @property
    def percent(self) -> int:
        return percent(self.done, self.assigned)


def plan_rows(year: int, today: date) -> list[PlanRow]:
    """One query, whatever the number of plans."""
    duty = ~Q(assignments__state=STATE.RELEASED)
    late = Q(assignments__state=STATE.OPEN, assignments__due_on__lt=today)
    plans = (
        TrainingPlan.objects.exclude(state=TrainingPlan.State.DRAFT)
        .filter(year=year)
        .annotate(
            people=Count("assignments__trainee", filter=duty, distinct=True),
            assigned=Count("assignments", filter=duty),
            done=Count("assignments", filter=Q(assignments__state__in=FULFILLED)),
            late=Count("assignments", filter=late),
        )
        .order_by("due_on", "title")
    )
    return [
        PlanRow(
            plan.pk,
            plan.title,
            plan.due_on,
            plan.people,
            plan.assigned,
            plan.done,
            plan.late,
        )
        for plan in plans
    ]


def late_duties(plan: int, today: date) -> QuerySet[Assignment]:
    """The duties behind "overdue", the longest first."""
    late = Assignment.objects.filter(plan=plan, state=STATE.OPEN, due_on__lt=today)
    late = late.select_related("trainee", "course")
    return late.order_by("due_on", "trainee__sort_key", "pk")
