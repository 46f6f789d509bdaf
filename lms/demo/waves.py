"""When people were put on courses: the training waves of two years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from departments.models import Kind
from lms.demo.courses import CRISIS, PRESS

PROVINCIAL = frozenset({Kind.DEPARTMENT, Kind.PARTY, Kind.ORGANISATION})
LOCAL = frozenset({Kind.COMMUNE})


@dataclass(frozen=True)
class Wave:
    """One call for one course; days are counted back from today."""

    course: str
    kinds: frozenset[Kind]
    days_ago: int
    days_given: int
    share: float  # of the people called who had not been before

    def begins(self, today: date) -> date:
        return today - timedelta(days=self.days_ago)

    def due(self, today: date) -> date:
        return self.begins(today) + timedelta(days=self.days_given)

    def is_over(self) -> bool:
        return self.days_given < self.days_ago


WAVES = [
    Wave(PRESS, PROVINCIAL, days_ago=595, days_given=90, share=0.7),
    Wave(PRESS, LOCAL, days_ago=430, days_given=100, share=0.7),
    Wave(CRISIS, PROVINCIAL, days_ago=395, days_given=110, share=0.6),
    Wave(CRISIS, LOCAL, days_ago=255, days_given=120, share=0.55),
    Wave(PRESS, PROVINCIAL | LOCAL, days_ago=100, days_given=90, share=1.0),
    Wave(CRISIS, PROVINCIAL | LOCAL, days_ago=45, days_given=65, share=0.75),
]


def waves_for(
    kind: str, joined: date, left: date, *, today: date, rng: Random
) -> list[Wave]:
    """The calls a person follows: one for each course at most, one at least."""
    chosen: dict[str, Wave] = {}
    calls = [
        wave
        for wave in WAVES
        if kind in wave.kinds and joined <= wave.begins(today) < left
    ]
    for wave in calls:
        if wave.course not in chosen and rng.random() < wave.share:
            chosen[wave.course] = wave
    return list(chosen.values()) or calls[:1] or [own_wave(joined, today)]


def own_wave(joined: date, today: date) -> Wave:
    """Whoever came between two calls is put on the first course on arrival."""
    days_ago = (today - joined).days - 1
    return Wave(PRESS, frozenset(), days_ago=days_ago, days_given=90, share=1)


def office_hours(day: date, rng: Random) -> datetime:
    """A moment at which people study: on a working day, some in the evening."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    hour = rng.choice([8, 8, 9, 10, 14, 14, 15, 16, 20])
    at = time(hour, rng.randrange(60), rng.randrange(60))
    return timezone.make_aware(datetime.combine(day, at))
