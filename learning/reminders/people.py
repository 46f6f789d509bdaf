"""What a person is reminded of: 14, 7 and 1 days before the due day, weekly after it.

One message a day, whatever falls due. A day on which nobody is written to, or on
which the scheduler was down, is made up for on the next working day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.models import Enrolment, EnrolmentQuerySet
from learning.reminders.calendar import is_working_moment
from learning.reminders.rounds import last_day, run_round
from notifications.models import Message

KIND = "people"
DAYS_BEFORE = (14, 7, 1)
WEEK = 7
# After a long standstill people hear how things stand, not of each week missed.
CATCH_UP_DAYS = 14


def remind_people(*, now: datetime | None = None) -> int:
    """Write today's reminders, once; how many people were written to."""
    now = now or timezone.now()
    if not is_working_moment(now):
        return 0
    today = timezone.localdate(now)
    since = last_day(KIND) or today - timedelta(days=1)
    since = max(since, today - timedelta(days=CATCH_UP_DAYS))
    return (
        run_round(kind=KIND, day=today, messages=lambda: _messages(since, today)) or 0
    )


def _messages(since: date, today: date) -> Iterator[Message]:
    due: dict[int, list[Enrolment]] = defaultdict(list)
    for enrolment in _to_remind(since, today):
        due[enrolment.trainee_id].append(enrolment)
    for enrolments in due.values():
        yield message_for(enrolments, today, key="reminder")


def _to_remind(since: date, today: date) -> list[Enrolment]:
    """Enrolments with a reminding day after `since` and up to today."""
    days = [since + timedelta(days=n) for n in range(1, (today - since).days + 1)]
    due_days = {day + timedelta(days=before) for day in days for before in DAYS_BEFORE}
    weekdays = {(day.weekday() + 1) % WEEK + 1 for day in days}  # as databases count
    late = Q(due_on__lte=today - timedelta(days=WEEK), due_on__week_day__in=weekdays)
    # Made up for a day too late: it is over by now, but nobody was told.
    soon = Q(due_on__in=due_days)
    return list(open_with_due_day().filter(soon | late))


def open_with_due_day() -> EnrolmentQuerySet:
    """What active people still have to do by a day, in the order it is due."""
    return (
        Enrolment.objects.current()
        .unfinished()
        .filter(due_on__isnull=False, course__live=True, trainee__is_active=True)
        .select_related("course", "trainee")
        .order_by("due_on", "pk")
    )


def message_for(enrolments: list[Enrolment], today: date, *, key: str) -> Message:
    """One message on all of a person's courses that are due."""
    first = enrolments[0]
    late = [each for each in enrolments if each.is_late(today)]
    count = len(enrolments)
    if late:
        words = ngettext(
            "Overdue: %(count)s course", "Overdue: %(count)s courses", len(late)
        )
        subject = words % {"count": len(late)}
    else:
        words = ngettext(
            "Due by %(day)s: %(count)s course",
            "First due by %(day)s: %(count)s courses",
            count,
        )
        subject = words % {"day": _day(first.due_on), "count": count}
    return Message(
        recipient=first.trainee,
        key=f"{key}:{first.trainee_id}:{today}",
        subject=subject,
        body="\n".join(_line(each, today) for each in enrolments),
        url=reverse("learning:home"),
        mail_state=Message.Mail.WAITING,
    )


def _line(enrolment: Enrolment, today: date) -> str:
    words = (
        _("%(course)s: was due on %(day)s.")
        if enrolment.is_late(today)
        else _("%(course)s: due on %(day)s.")
    )
    return words % {"course": enrolment.course.title, "day": _day(enrolment.due_on)}


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
