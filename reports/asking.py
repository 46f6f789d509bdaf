"""What the keys of an address or a job mean, before anybody's right to it is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Self

from accounts.models import StaffCategory
from reports.scope import View
from vietnamese.dates import Period, add_months, training_year
from vietnamese.periods import NoSuchPeriod, named_period

FIRST_YEAR = 2020
LONGEST = 5  # years


class NotUnderstood(ValueError):
    """No such day, period, number, category or view."""


@dataclass(frozen=True)
class Asked:
    """Over which days, seen from which day, by which organisation; of whom."""

    period: Period
    on: date | None
    view: View
    category: str
    alone: bool
    today: date

    @classmethod
    def read(cls, asked: Mapping[str, str], today: date) -> Self:
        """Raises NotUnderstood."""
        on = _day(asked.get("on", ""), today)
        if on and on > today:
            raise NotUnderstood(f"{on} is to come")
        return cls(
            period=_period(asked, on, today),
            on=on,
            view=View(_one_of(View.values, asked.get("view") or View.NOW)),
            category=_one_of(["", *StaffCategory.values], asked.get("category", "")),
            alone=_one_of(["", "0", "1"], asked.get("alone", "")) == "1",
            today=today,
        )

    @property
    def as_of(self) -> date:
        return self.on or min(self.today, self.period.end)


def number(text: str) -> int:
    """Digits of a size that every database takes. Raises NotUnderstood."""
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise NotUnderstood(text)
    return int(text)


def day_of(text: str) -> date | None:
    """None of nothing. Raises NotUnderstood, also of days at the ends of time, whose
    midnights no database can tell."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise NotUnderstood(text) from error
    if day.year in {MINYEAR, MAXYEAR}:
        raise NotUnderstood(text)
    return day


def _one_of(values: Collection[str], text: str) -> str:
    if text not in values:
        raise NotUnderstood(text)
    return text


def _day(text: str, today: date) -> date | None:
    """Of the years that reports tell of."""
    day = day_of(text)
    if day and not FIRST_YEAR <= day.year <= today.year + LONGEST:
        raise NotUnderstood(text)
    return day


def _period(asked: Mapping[str, str], on: date | None, today: date) -> Period:
    """The period asked for; of a day that is not in it, the training year."""
    period = _asked_period(asked, today)
    if period and period.start > today:
        raise NotUnderstood("nothing is known of what has not begun")
    if period and (on is None or period.start <= on <= period.end):
        return period
    return training_year(on or today)


def _asked_period(asked: Mapping[str, str], today: date) -> Period | None:
    """A period that has a name goes before days. One day alone is enough: up to today,
    or from the beginning of the training year."""
    if code := asked.get("period", ""):
        return _named(code)
    start = _day(asked.get("from", ""), today)
    end = _day(asked.get("to", ""), today)
    if start is None and end is None:
        return None
    end = end or today
    start = start or training_year(end).start
    if start > end or add_months(start, 12 * LONGEST) <= end:
        raise NotUnderstood(f"{start} to {end}")
    return Period(start, end)


def _named(code: str) -> Period:
    try:
        period = named_period(code)
    except NoSuchPeriod as error:
        raise NotUnderstood(code) from error
    if period.end.year < FIRST_YEAR:
        raise NotUnderstood(code)
    return period
