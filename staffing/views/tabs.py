"""The rows of a list by what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from staffing.plan import Status

NEEDING = (Status.UNIT, Status.PERSON, Status.REFUSED)
OTHER = "other"  # rows that are no person
Outcome = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Tab:
    key: str
    label: Any
    count: int
    is_current: bool
    needs_care: bool


def tabs_of(outcome: Outcome, asked: str) -> list[Tab]:
    """Those that hold rows; the one asked for is current, else the first."""
    counts = Counter(map(tab_of, outcome))
    labels = [*((s.value, s.label) for s in Status), (OTHER, _("other rows"))]
    shown = [(key, label) for key, label in labels if counts[key]]
    keys = [key for key, _label in shown]
    current = asked if asked in keys else next(iter(keys), "")
    return [
        Tab(key, label, counts[key], key == current, key in NEEDING)
        for key, label in shown
    ]


def tab_of(told: dict[str, Any]) -> str:
    return told["status"] or OTHER
