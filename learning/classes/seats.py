"""Who gets a seat: the unit's quota first, then what is kept for nobody.

A quota holds for its unit and all below, unless a unit nearer to the person has one
of its own. Everybody else shares the seats that no quota takes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from departments.models import SEGMENT
from learning.models import ClassQuota, Registration, TrainingClass

STATE = Registration.State
COMMON = ""  # the pool of those without a quota


@dataclass(frozen=True)
class Seats:
    """The seats of a class as they are taken now."""

    total: int
    quotas: dict[str, int]  # by path of the unit
    taken: Counter[str]  # by pool

    def pool_of(self, path: str) -> str:
        """The path whose quota counts for a unit; COMMON without one."""
        for end in range(len(path), 0, -SEGMENT):
            if path[:end] in self.quotas:
                return path[:end]
        return COMMON

    def size_of(self, pool: str) -> int:
        if pool != COMMON:
            return self.quotas[pool]
        return max(self.total - sum(self.quotas.values()), 0)

    def has_room(self, path: str) -> bool:
        pool = self.pool_of(path)
        is_full = self.taken.total() >= self.total
        return not is_full and self.taken[pool] < self.size_of(pool)

    def take(self, path: str) -> None:
        self.taken[self.pool_of(path)] += 1

    @property
    def free(self) -> int:
        return max(self.total - self.taken.total(), 0)


def seats_of(training_class: TrainingClass) -> Seats:
    """Two queries."""
    quotas = ClassQuota.objects.filter(training_class=training_class)
    by_path = dict(quotas.values_list("department__path", "seats"))
    seats = Seats(training_class.seats, by_path, Counter())
    seated = Registration.objects.filter(
        training_class=training_class, state=STATE.SEATED
    )
    for path in seated.values_list("department__path", flat=True):
        seats.take(path or "")
    return seats
