from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from reports.models import UnitFigures
from reports.scope import Scope, State

WORK = F("work_done") + F("work_doing") + F("work_todo") + F("work_late")
PEOPLE = (
    F("people_done")
    + F("people_doing")
    + F("people_todo")
    + F("people_late")
    + F("people_none")
)


def in_units(scope: Scope, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Kept rows of the units of a scope and of those below them."""
    return rows if scope.whole else rows.filter(scope.within())


def asked_and_together(scope: Scope) -> tuple[Q, Q]:
    """Which kept rows are of the course asked about, and which of all together: who
    is without that course is known only from both."""
    together = Q(course=None)
    return Q(course=scope.course.pk) if scope.course else together, together


def work_by_state(scope: Scope, state: str) -> int:
    """How many enrolments stand so; without a state, all."""
    asked, _together = asked_and_together(scope)
    figures = in_units(scope, UnitFigures.objects.filter(asked))
    number = F(f"work_{state}") if state else WORK
    return int(figures.aggregate(number=Sum(number, default=0))["number"])


def people_by_state(scope: Scope) -> dict[str, int]:
    asked, together = asked_and_together(scope)
    counts = in_units(scope, UnitFigures.objects.filter(asked | together)).aggregate(
        everybody=Sum(PEOPLE, filter=together, default=0),
        **{
            state.value: Sum(f"people_{state.value}", filter=asked, default=0)
            for state in (State.DONE, State.DOING, State.TODO, State.LATE)
        },
    )
    everybody = counts.pop("everybody")
    return {**counts, State.NONE.value: everybody - sum(counts.values())}
