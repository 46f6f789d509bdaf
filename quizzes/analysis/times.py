"""How long a question stood open, where the browser told it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, F, Value, Window
from django.db.models.functions import RowNumber

from quizzes.analysis.sample import Sample


@dataclass(frozen=True)
class Times:
    answers: int  # whose time is known
    mean: timedelta
    median: timedelta


def times_by_version(sample: Sample) -> dict[int, Times]:
    """One query, which gives the one or two answers in the middle of each version."""
    of_version = F("version_id")
    half = F("known") / Value(2.0)
    middle = (
        sample.responses()
        .filter(seconds__gt=0)
        .annotate(
            place=Window(RowNumber(), partition_by=of_version, order_by="seconds"),
            known=Window(Count("pk"), partition_by=of_version),
            mean=Window(Avg("seconds"), partition_by=of_version),
        )
        .filter(place__gte=half, place__lte=half + Value(1.0))
        .values_list("version_id", "known", "mean", "seconds")
    )
    found: dict[int, Times] = {}
    for version, known, mean, seconds in middle:
        other = found[version].median if version in found else None
        here = timedelta(seconds=seconds)
        median = here if other is None else (other + here) / 2
        found[version] = Times(known, timedelta(seconds=float(mean)), median)
    return found
