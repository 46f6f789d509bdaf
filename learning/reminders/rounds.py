"""A round of messages is written once, whoever runs it and however often it is killed.

The row that says it was done is written in the transaction of its messages: both
stand, or neither does and the next run writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date

from django.db import IntegrityError, transaction

from learning.models import ReminderRun
from notifications.models import Message
from notifications.services import tell_many


def run_round(
    *, kind: str, day: date, messages: Callable[[], Iterable[Message]]
) -> int | None:
    """Write the round's messages; how many, or None if it was run before."""
    if was_run(kind, day):
        return None
    # Of two that run at the same time the constraint lets one through.
    with suppress(IntegrityError), transaction.atomic():
        run = ReminderRun.objects.create(kind=kind, day=day)
        written = list(messages())
        tell_many(written)
        run.messages = len(written)
        run.save(update_fields=["messages"])
        return run.messages
    return None


def was_run(kind: str, day: date) -> bool:
    return ReminderRun.objects.filter(kind=kind, day=day).exists()


def last_day(kind: str) -> date | None:
    return (
        ReminderRun.objects.filter(kind=kind)
        .order_by("-day")
        .values_list("day", flat=True)
        .first()
    )
