"""Who marks is told what waits: at most once a day, on working days.

Told when something new was handed in since the last round; in the week's first round
also of what still waits, since people wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from departments.permissions import TRAINERS, TRAINING_OFFICE
from learning.models import ReminderRun
from learning.reminders.calendar import is_working_moment, monday_of
from learning.reminders.rounds import run_round
from notifications.models import Message
from quizzes.waiting import QuizLine, quizzes_to_mark

KIND = "markers"


def tell_markers(*, now: datetime | None = None) -> int:
    """The round of the day; how many were told."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    if not is_working_moment(now):
        return 0
    last = ReminderRun.objects.filter(kind=KIND).order_by("-run_at").first()
    since = last.run_at if last and last.day >= monday_of(today) else None
    return run_round(kind=KIND, day=today, messages=lambda: _told(today, since)) or 0


def _told(today: date, since: datetime | None) -> Iterator[Message]:
    markers = User.objects.active().filter(groups__name__in=[TRAINERS, TRAINING_OFFICE])
    for person in markers.distinct():
        lines = [line for line in quizzes_to_mark(person) if line.mine]
        if any(
            since is None or (line.newest and line.newest > since) for line in lines
        ):
            yield _message(person, lines, today)


def _message(person: User, lines: list[QuizLine], today: date) -> Message:
    count = sum(line.mine for line in lines)
    subject = ngettext(
        "%(count)s answer waits to be marked",
        "%(count)s answers wait to be marked",
        count,
    )
    return Message(
        recipient=person,
        key=f"marking-waits:{person.pk}:{today}",
        subject=subject % {"count": count},
        body="\n".join(
            _("%(quiz)s: %(count)s") % {"quiz": line.title, "count": line.mine}
            for line in lines
        ),
        url=reverse("marking:queue"),
        mail_state=Message.Mail.WAITING,
    )
