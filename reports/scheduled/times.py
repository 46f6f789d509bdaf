"""Which period a report is due for, and on which morning the next one comes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import cast

from django.utils import timezone

from learning.models import DayOff
from learning.reminders.calendar import SATURDAY
from reports.models import ScheduledReport
from vietnamese.dates import Period, training_year
from vietnamese.periods import (
    Kind,
    codes_of_year,
    kind_of,
    last_ended,
    named_period,
)


def due_period(report: ScheduledReport, today: date) -> str:
    """The code of the period that ended last, or nothing if it ended before the report
    was asked for. After a standstill that is one period, not each of those missed."""
    code = last_ended(_kind(report.every), today)
    made_on = timezone.localdate(report.created_at)
    return code if named_period(code).end >= made_on else ""


def running_period(every: str, today: date) -> Period:
    """The period of that kind that has this day."""
    codes = codes_of_year(training_year(today).end.year)
    periods = [named_period(code) for code in codes if kind_of(code) == every]
    return next(period for period in periods if period.start <= today <= period.end)


def next_day(every: str, today: date, days_off: Collection[date]) -> date:
    """The first working day after the period that runs."""
    day = running_period(every, today).end + timedelta(days=1)
    while day.weekday() >= SATURDAY or day in days_off:
        day += timedelta(days=1)
    return day


def coming_days_off(today: date) -> frozenset[date]:
    days = DayOff.objects.filter(day__gte=today).values_list("day", flat=True)
    return frozenset(days)


def _kind(every: str) -> Kind:
    return cast(Kind, every)
