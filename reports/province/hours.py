"""Hours of the year against what it asks, by category of staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    DecimalField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    TextChoices,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffCategory, User, UserQuerySet
from learning.models import HoursEntry, HoursTarget
from reports.queries.units import percent
from reports.scope import Scope

NONE = Decimal(0)


class HoursList(TextChoices):
    """The figures of a category. Values stand in addresses."""

    PEOPLE = "nguoi", _("Staff")
    LEARNERS = "da-hoc", _("People trained")
    TIMES = "luot", _("Times trained")
    REACHED = "dat", _("Hours reached")
    MISSING = "chua-dat", _("Hours not reached yet")


@dataclass
class HoursRow:
    """A category: its people, those who learnt ("số người") and how often ("số lượt")."""

    category: str
    target: Decimal | None
    people: int = 0
    learners: int = 0
    times: int = 0
    hours: Decimal = NONE
    reached: int = 0

    @property
    def label(self) -> str:
        return str(StaffCategory(self.category).label) if self.category else ""

    @property
    def average(self) -> Decimal:
        return self.hours / self.people if self.people else NONE

    @property
    def missing(self) -> int:
        return self.people - self.reached if self.target is not None else 0

    @property
    def percent(self) -> int:
        return percent(self.reached, self.people)

    def add(self, hours: Decimal, times: int) -> None:
        self.learners += 1
        self.times += times
        self.hours += hours
        self.reached += bool(self.target and hours >= self.target)


def hours_rows(scope: Scope) -> list[HoursRow]:
    """Three queries: who there is, what they earned, what the year asks."""
    targets = _targets(scope)
    people = _people(scope)
    numbers = dict(
        people.order_by().values_list("staff_category").annotate(n=Count("pk"))
    )
    rows = {
        category: HoursRow(category, target_for(category, targets), number)
        for category, number in numbers.items()
    }
    earned = (
        _entries(scope)
        .filter(trainee__in=people)
        .order_by()
        .values_list("trainee__staff_category", "trainee")
        .annotate(hours=Sum("hours"), times=Count("pk"))
    )
    for category, _person, hours, times in earned.iterator():
        rows[category].add(hours, times)
    for row in rows.values():
        if row.target == NONE:
            row.reached = row.people
    return [rows[key] for key in [*StaffCategory.values, ""] if key in rows]


def hours_list(scope: Scope, category: str, which: HoursList) -> QuerySet[Any]:
    """The people behind a figure with the hours they have; or what gave the hours."""
    people = _people(scope).filter(staff_category=category)
    entries = _entries(scope)
    if which is HoursList.TIMES:
        times = entries.filter(trainee__in=people).select_related("trainee")
        return times.order_by("trainee__sort_key", "trainee", "earned_on", "pk")
    known = people.in_name_order().annotate(earned=_earned(entries))
    if which is HoursList.PEOPLE:
        return known
    if which is HoursList.LEARNERS:
        return known.filter(pk__in=entries.values("trainee"))
    target = target_for(category, _targets(scope))
    if target is None:
        return known.none()
    if which is HoursList.REACHED:
        return known.filter(earned__gte=target)
    return known.filter(earned__lt=target)


def _earned(entries: QuerySet[HoursEntry]) -> Coalesce:
    sums = entries.filter(trainee=OuterRef("pk")).order_by().values("trainee")
    earned = Subquery(
        sums.annotate(total=Sum("hours")).values("total"), output_field=DecimalField()
    )
    return Coalesce(earned, NONE, output_field=DecimalField())


def target_for(category: str, targets: Mapping[str, Decimal]) -> Decimal | None:
    return targets.get(category, targets.get(""))


def _targets(scope: Scope) -> dict[str, Decimal]:
    targets = HoursTarget.objects.filter(year=scope.period.end.year)
    return dict(targets.values_list("category", "hours"))


def _people(scope: Scope) -> UserQuerySet:
    return User.objects.get_queryset().filter(pk__in=scope.posts().values("user"))


def _entries(scope: Scope) -> QuerySet[HoursEntry]:
    until = min(scope.as_of, scope.period.end)
    return HoursEntry.objects.counted().filter(
        earned_on__range=(scope.period.start, until)
    )
