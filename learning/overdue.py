"""Attempts whose time is over: the clock hands them in, with what was saved.

At the next request of their person, and every minute for those who never come back.
"""

from __future__ import annotations

from django.db import transaction

from learning.marking.counting import count_marked
from quizzes.models import Attempt
from quizzes.services import mark_attempt


@transaction.atomic
def hand_in_overdue(*, attempt: Attempt) -> bool:
    """Hand in as of the deadline and follow a pass through; whether this call did.

    Leaves an attempt that was handed in or given more time meanwhile.
    """
    attempt, won = mark_attempt(attempt=attempt, by_clock=True)
    if won:
        count_marked(attempt)
    return won


def hand_in_all_overdue() -> int:
    """Each in a transaction of its own. Safe to run as often as wanted."""
    overdue = Attempt.objects.overdue().select_related("quiz", "trainee")
    return sum(hand_in_overdue(attempt=each) for each in overdue.order_by("pk"))
