"""Who sees whom. Pages, exports, jobs and mails all ask here."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from accounts.models import User
from departments.models import (
    SEGMENT,
    Act,
    Department,
    DepartmentQuerySet,
    Membership,
    MembershipQuerySet,
    Reorganisation,
)

TRAINING_OFFICE = "Training office"
TRAINERS = "Trainers"


def is_training_office(user: User) -> bool:
    """The office that runs the programme sees the whole province."""
    return user.is_superuser or TRAINING_OFFICE in user.group_names


def writes_content(user: User) -> bool:
    """Who finds the door to the authoring side."""
    return is_training_office(user) or TRAINERS in user.group_names


def headed_units(user: User) -> DepartmentQuerySet:
    """The units this person heads today, not yet with those below."""
    posts = Membership.objects.filter(user=user).heads().on(timezone.localdate())
    return Department.objects.existing().filter(pk__in=posts.values("department"))


def visible_units(user: User) -> DepartmentQuerySet:
    """Units whose people this person may see: what they head and all below."""
    if is_training_office(user):
        return Department.objects.all()
    return Department.objects.within(*headed_units(user))


def sees_reports(user: User) -> bool:
    """Who has figures of others at all: heads, deputies and the training office."""
    return is_training_office(user) or headed_units(user).exists()


def heads_over(person: User) -> MembershipQuerySet:
    """The posts by which heads and deputies see this person today, from the top.

    `visible_units` the other way round; the training office sees everybody.
    """
    paths = Membership.objects.filter(user=person).current()
    above = {
        path[:end]
        for path in paths.values_list("department__path", flat=True)
        for end in range(SEGMENT, len(path) + 1, SEGMENT)
    }
    heads = Membership.objects.heads().on(timezone.localdate())
    return heads.filter(
        department__path__in=above,
        department__dissolved_on=None,
        user__is_active=True,
    ).order_by("department__path", "user__sort_key")


def decision_or_404(user: User, pk: int) -> Reorganisation:
    """A decision on units, for the office that keeps them."""
    decisions = Reorganisation.objects.filter(pk=pk)
    may = user.has_perm("departments.change_reorganisation")
    decision = decisions.first() if may else None
    if decision is None:
        raise Http404
    return decision


def act_or_404(user: User, pk: int, act: int) -> Act:
    decision = decision_or_404(user, pk)
    row = decision.acts.filter(pk=act).select_related("reorganisation").first()
    if row is None:
        raise Http404
    return row


def visible_unit_or_404(user: User, pk: int) -> Department:
    unit = visible_units(user).filter(pk=pk).first()
    if unit is None:
        raise Http404
    return unit
