"""A person's account of one training year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from learning.models import HoursEntry, HoursTarget
from vietnamese.dates import Period


@dataclass(frozen=True)
class Account:
    year: int
    period: Period
    entries: list[HoursEntry]  # the newest first
    target: Decimal | None  # None: nothing is set for this person

    @property
    def total(self) -> Decimal:
        return sum((entry.hours for entry in self.entries), Decimal(0))

    @property
    def courses(self) -> int:
        online = HoursEntry.Source.COURSE
        return sum(entry.source == online for entry in self.entries)

    @property
    def missing(self) -> Decimal:
        return max((self.target or Decimal(0)) - self.total, Decimal(0))

    @property
    def is_met(self) -> bool:
        return self.target is not None and not self.missing


def account_of(person: User, period: Period) -> Account:
    """Two queries."""
    year = period.end.year
    entries = HoursEntry.objects.counted().filter(
        trainee=person, earned_on__range=period
    )
    return Account(year, period, list(entries), target_of(person, year))


def target_of(person: User, year: int) -> Decimal | None:
    """What the year asks of the person's category, else of everybody."""
    targets = dict(
        HoursTarget.objects.filter(
            year=year, category__in={person.staff_category, ""}
        ).values_list("category", "hours")
    )
    return targets.get(person.staff_category, targets.get(""))
