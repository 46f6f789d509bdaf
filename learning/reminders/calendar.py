"""When people may be written to: in the hours of a working day, on the local clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from learning.models import DayOff

OPENS, CLOSES = time(8), time(17)
SATURDAY = 5


def is_working_moment(now: datetime) -> bool:
    local = timezone.localtime(now)
    return OPENS <= local.time() < CLOSES and is_working_day(local.date())


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and not DayOff.objects.filter(day=day).exists()


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
