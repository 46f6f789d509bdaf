"""Enrolments one by one ("số lượt người"): the lists behind figures that count them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import F, Q, QuerySet

from learning.models import Enrolment
from reports.asking import NotUnderstood, day_of, number
from reports.queries.listing import POST, state_of
from reports.queries.person_rows import beyond_sight
from reports.scope import Scope, State, midnight
from reports.summary.keeping import is_kept
from reports.summary.reading import work_by_state
from vietnamese.name_search import name_patterns

Rows = QuerySet[Any, Any]
STATES = [(state.value, state.label) for state in State if state is not State.NONE]


@dataclass(frozen=True)
class Wanted:
    """Which of the enrolments of a scope; each empty one says nothing."""

    state: str = ""
    q: str = ""
    person: int | None = None
    done_from: date | None = None
    done_to: date | None = None
    due_to: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Raises NotUnderstood."""
        state = asked.get("state", "")
        if state and state not in dict(STATES):
            raise NotUnderstood(state)
        person = asked.get("person", "")
        return cls(
            state=state,
            q=asked.get("q", "")[:80],
            person=number(person) if person else None,
            done_from=day_of(asked.get("done_from", "")),
            done_to=day_of(asked.get("done_to", "")),
            due_to=day_of(asked.get("due_to", "")),
        )

    @property
    def asked(self) -> dict[str, str]:
        """As an address says it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: str(value)
            for name, value in values.items()
            if value not in {"", None}
        }

    def condition(self, scope: Scope) -> Q:
        wanted = Q(state=self.state) if self.state else Q()
        if self.person is not None:
            wanted &= Q(trainee=self.person)
        if self.done_from or self.done_to:
            wanted &= scope.done()
        if self.done_from:
            wanted &= Q(completed_at__gte=midnight(self.done_from))
        if self.done_to:
            after = self.done_to + timedelta(days=1)
            wanted &= Q(completed_at__lt=midnight(after))
        if self.due_to:
            wanted &= Q(due_on__lte=self.due_to)
        for pattern in name_patterns(self.q):
            wanted &= Q(trainee__sort_key__regex=pattern)
        return wanted


@dataclass(frozen=True)
class EnrolmentRow:
    person: int
    name: str
    post: str
    unit: str
    course: str
    state: str
    due_on: date | None
    completed_at: datetime | None
    is_open: bool  # the reader may open the person's record


def list_enrolments(scope: Scope, wanted: Wanted) -> Rows:
    """In the order of names, as dictionaries for `enrolment_rows`."""
    return (
        Enrolment.objects.filter(
            scope.work(), trainee__memberships__in=scope.posts().values("pk")
        )
        .annotate(
            state=state_of(scope), unit=scope.unit_of(POST), post=F(f"{POST}post")
        )
        .filter(wanted.condition(scope))
        .order_by("trainee__sort_key", "trainee", "course__title", "pk")
        .values(
            "trainee_id",
            "trainee__full_name",
            "post",
            "unit",
            "course__title",
            "state",
            "due_on",
            "completed_at",
        )
    )


def count_enrolments(scope: Scope, wanted: Wanted) -> int:
    """How many `list_enrolments` lists; kept ready, if only a state is asked for."""
    if wanted == Wanted(state=wanted.state) and is_kept(scope):
        return work_by_state(scope, wanted.state)
    return list_enrolments(scope, wanted).count()


def enrolment_rows(scope: Scope, rows: Iterable[dict[str, Any]]) -> list[EnrolmentRow]:
    rows = list(rows)
    shut = beyond_sight(scope, [row["trainee_id"] for row in rows])
    return [
        EnrolmentRow(
            person=row["trainee_id"],
            name=row["trainee__full_name"],
            post=row["post"],
            unit=scope.unit_line(row["unit"]),
            course=row["course__title"],
            state=row["state"],
            due_on=row["due_on"],
            # What happened after the day of the figures is not told.
            completed_at=row["completed_at"] if row["state"] == State.DONE else None,
            is_open=row["trainee_id"] not in shut,
        )
        for row in rows
    ]
