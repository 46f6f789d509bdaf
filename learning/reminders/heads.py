"""What a head is told: one message a week, and a button to remind their people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from departments.models import SEGMENT, Membership
from departments.permissions import visible_units
from learning.models import Enrolment, ReminderRun
from learning.reminders.calendar import is_working_moment, monday_of
from learning.reminders.people import message_for, open_with_due_day
from learning.reminders.rounds import run_round
from notifications.models import Message

KIND = "heads"
SOON_DAYS = 14


def write_to_heads(*, now: datetime | None = None) -> int:
    """The summary of the week; how many were told.

    On its first working day, or on the next one if the scheduler was down: the round
    is the week's, named by its Monday.
    """
    now = now or timezone.now()
    if not is_working_moment(now):
        return 0
    today = timezone.localdate(now)
    week = monday_of(today)
    return run_round(kind=KIND, day=week, messages=lambda: _summaries(today)) or 0


def _summaries(today: date) -> Iterator[Message]:
    late, soon = _people_by_unit(today)
    for head, paths in _heads(today).items():
        mine = _without_those_below(paths)
        n_late = sum(late[path] for path in mine)
        n_soon = sum(soon[path] for path in mine)
        if n_late or n_soon:
            yield _summary(head, n_late, n_soon, today)


def _summary(head: User, late: int, soon: int, today: date) -> Message:
    return Message(
        recipient=head,
        key=f"head-summary:{head.pk}:{monday_of(today)}",
        subject=_("Your units this week: %(late)s people overdue, %(soon)s due soon")
        % {"late": late, "soon": soon},
        body=_(
            "Overdue: %(late)s people. Due within %(days)s days: %(soon)s people."
            " The report names them, and one button reminds them."
        )
        % {"late": late, "soon": soon, "days": SOON_DAYS},
        url=reverse("reports:overview"),
        mail_state=Message.Mail.WAITING,
    )


def _heads(today: date) -> dict[User, list[str]]:
    posts = (
        Membership.objects.heads()
        .on(today)
        .filter(user__is_active=True, department__dissolved_on=None)
    )
    heads: dict[User, list[str]] = defaultdict(list)
    for post in posts.select_related("user", "department"):
        heads[post.user].append(post.department.path)
    return heads


def _without_those_below(paths: list[str]) -> list[str]:
    return [
        path
        for path in set(paths)
        if not any(path != other and path.startswith(other) for other in paths)
    ]


def _people_by_unit(today: date) -> tuple[Counter[str], Counter[str]]:
    """People overdue, and people with something due soon, of a unit and all below."""
    posts = Membership.objects.current().primary()
    by_unit = (
        posts.filter(user__enrolments__in=open_with_due_day().values("pk"))
        .values_list("department__path")
        .annotate(
            late=Count("user", distinct=True, filter=_late(today)),
            soon=Count("user", distinct=True, filter=_soon(today)),
        )
    )
    late: Counter[str] = Counter()
    soon: Counter[str] = Counter()
    for path, n_late, n_soon in by_unit:
        for end in range(SEGMENT, len(path) + 1, SEGMENT):
            late[path[:end]] += n_late
            soon[path[:end]] += n_soon
    return late, soon


def _late(today: date) -> Q:
    return Q(user__enrolments__due_on__lt=today)


def _soon(today: date) -> Q:
    until = today + timedelta(days=SOON_DAYS)
    return Q(user__enrolments__due_on__range=(today, until))


def reminded_today(head: User, *, today: date | None = None) -> ReminderRun | None:
    today = today or timezone.localdate()
    return ReminderRun.objects.filter(kind=_button(head), day=today).first()


def remind_my_people(*, head: User, today: date | None = None) -> int | None:
    """Write to everybody in the head's units who is late or due soon.

    How many; None if this head did so today already. Somebody under two heads who
    both press hears once a day.
    """
    today = today or timezone.localdate()
    return run_round(
        kind=_button(head), day=today, messages=lambda: _wishes(head, today)
    )


def _button(head: User) -> str:
    return f"head:{head.pk}"


def _wishes(head: User, today: date) -> Iterator[Message]:
    posts = Membership.objects.current().filter(department__in=visible_units(head))
    until = today + timedelta(days=SOON_DAYS)
    theirs = open_with_due_day().filter(
        trainee__in=posts.values("user"), due_on__lte=until
    )
    due: dict[int, list[Enrolment]] = defaultdict(list)
    for enrolment in theirs.exclude(trainee=head):
        due[enrolment.trainee_id].append(enrolment)
    for enrolments in due.values():
        yield message_for(enrolments, today, key="wished")
