"""Plans against what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.models import Assignment, TrainingPlan
from reports.forecast import DAYS, WEEKS, Forecast, forecast
from reports.queries.units import percent
from reports.scope import midnight

STATE = Assignment.State
FULFILLED = (STATE.DONE, STATE.EXEMPT, STATE.EQUIVALENT)


class PlanList(TextChoices):
    """The figures of a plan. Values stand in addresses."""

    PEOPLE = "nguoi", _("Number of people")
    ASSIGNED = "giao", _("Assigned")
    DONE = "xong", _("Finished")
    LATE = "qua-han", _("Overdue")


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
    forecast: Forecast | None = None  # of a plan in force that is not due yet

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
            **_weeks(today),
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
            _forecast(plan, today),
        )
        for plan in plans
    ]


def _weeks(today: date) -> dict[str, Count]:
    """Duties done in each of the last whole weeks, up to yesterday. Exemptions and what
    was learnt elsewhere are decisions, and no pace that goes on."""
    counts = {}
    for back in range(WEEKS):
        until = midnight(today - timedelta(days=back * DAYS))
        since = midnight(today - timedelta(days=(back + 1) * DAYS))
        done = Q(
            assignments__state=STATE.DONE,
            assignments__ended_at__gte=since,
            assignments__ended_at__lt=until,
        )
        counts[f"done_{back}_weeks_ago"] = Count("assignments", filter=done)
    return counts


def _forecast(plan: Any, today: date) -> Forecast | None:
    if plan.state != TrainingPlan.State.ACTIVE:
        return None
    known = min(max((today - plan.starts_on).days // DAYS, 0), WEEKS)
    weeks = [getattr(plan, f"done_{back}_weeks_ago") for back in range(known)]
    return forecast(
        total=plan.assigned,
        done=plan.done,
        weeks=weeks[::-1],
        today=today,
        deadline=plan.due_on,
    )


def plan_list(plan: int, which: PlanList, today: date) -> QuerySet[Any]:
    """The people or the duties behind a figure; of those overdue the longest first."""
    duties = Assignment.objects.filter(plan=plan).exclude(state=STATE.RELEASED)
    if which is PlanList.PEOPLE:
        people = User.objects.get_queryset().filter(pk__in=duties.values("trainee"))
        return people.in_name_order()
    if which is PlanList.DONE:
        duties = duties.filter(state__in=FULFILLED)
    order = ["trainee__sort_key", "trainee", "course__title", "pk"]
    if which is PlanList.LATE:
        duties = duties.filter(state=STATE.OPEN, due_on__lt=today)
        order.insert(0, "due_on")
    return duties.select_related("trainee", "course").order_by(*order)
