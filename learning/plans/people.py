"""Whom a plan is for on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Min, Q

from accounts.models import User
from departments.models import Department, Membership
from learning.models import PlanTarget, TrainingPlan


def people_of(plan: TrainingPlan, *, on: date) -> dict[int, date]:
    """Active people the plan is for, and since when: a post's first day.

    Named people are in it from the plan's first day. Three queries.
    """
    targets = list(plan.targets.select_related("department__heir"))
    posts = Q(pk__in=[])
    for target in targets:
        if target.department:
            posts |= _posts_in(target)
    found = (
        Membership.objects.on(on)
        .filter(posts, user__is_active=True)
        .values_list("user")
        .annotate(since=Min("started_on"))
    )
    named = [target.person_id for target in targets if target.person_id]
    active = User.objects.active().filter(pk__in=named).values_list("pk", flat=True)
    return {**dict(found), **dict.fromkeys(active, plan.starts_on)}


def _posts_in(target: PlanTarget) -> Q:
    unit = _unit_today(target)
    if unit is None:
        return Q(pk__in=[])
    if target.with_below:
        posts = Q(department__path__range=unit.path_range)
    else:
        posts = Q(department=unit)
    if target.post:
        posts &= Q(post__iexact=target.post.strip())
    if target.heads_only:
        posts &= Q(is_head=True)
    return posts


def _unit_today(target: PlanTarget) -> Department | None:
    """A unit that was merged goes on in its heir."""
    unit = target.department
    return unit.heir if unit and unit.dissolved_on else unit
