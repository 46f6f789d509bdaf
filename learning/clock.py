"""The time an open attempt has left, by the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from quizzes.models import Attempt

HOUR, DAY = 3600, 86400


@dataclass(frozen=True)
class Clock:
    deadline_at: datetime
    seconds: int  # left, never below 0
    total: int  # what the attempt had at its start

    @property
    def minutes(self) -> int:
        """Begun minutes count whole."""
        return -(-self.seconds // 60)

    @property
    def hours(self) -> int:
        return self.seconds // HOUR

    @property
    def counts_hours(self) -> bool:
        return self.seconds >= 2 * HOUR

    @property
    def is_far(self) -> bool:
        """So far away that a clock beside the questions would only be in the way."""
        return self.seconds >= DAY


def clock_of(attempt: Attempt) -> Clock | None:
    """None where there is no deadline."""
    if attempt.deadline_at is None:
        return None
    left = attempt.deadline_at - timezone.now()
    total = attempt.deadline_at - attempt.started_at
    return Clock(
        deadline_at=attempt.deadline_at,
        seconds=max(0, left // timedelta(seconds=1)),
        total=total // timedelta(seconds=1),
    )
