"""People one by one ("số người"): how each stands, and the lists behind the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FilteredRelation,
    Min,
    QuerySet,
    Value,
    When,
)

from departments.models import Membership
from learning.models import Enrolment
from reports.scope import Scope, State
from vietnamese.name_search import name_patterns

Rows = QuerySet[Any, Any]
FACTS = ("user__full_name", "post")
COUNTED = ("user_id", "unit", "enrolled", "done", "late", "state")


@dataclass(frozen=True)
class PersonRow:
    pk: int
    name: str
    post: str
    unit: str
    state: str
    enrolled: int
    done: int
    late: int
    due_on: date | None  # the earliest that is overdue
    course: str  # the one that is overdue, or one of them
    is_open: bool = True  # the reader may open the person's record


def people(scope: Scope) -> Rows:
    """One row per person of the scope with the counts of their work and the state.

    A person is overdue with one overdue course, done when all courses are done.
    """
    return (
        scope.posts()
        .annotate(
            work=FilteredRelation(
                "user__enrolments", condition=scope.work("user__enrolments__")
            )
        )
        .values("user_id", "unit")
        .annotate(
            enrolled=Count("work"),
            done=Count("work", filter=scope.done("work__")),
            late=Count("work", filter=scope.late("work__")),
            begun=Count("work", filter=scope.begun("work__")),
        )
        .annotate(
            state=Case(
                When(enrolled=0, then=Value(State.NONE)),
                When(late__gt=0, then=Value(State.LATE)),
                When(done=F("enrolled"), then=Value(State.DONE)),
                When(begun__gt=0, then=Value(State.DOING)),
                default=Value(State.TODO),
                output_field=CharField(),
            )
        )
    )


def list_people(scope: Scope, *, state: str = "", name: str = "") -> Rows:
    """The people behind a figure, in name order, as dictionaries for `person_rows`."""
    rows = _named(_of_state(scope, state), name)
    return _with_facts(rows, scope).order_by("user__sort_key", "user_id")


def count_people(scope: Scope, *, state: str = "", name: str = "") -> int:
    """How many `list_people` lists; without a state nobody's work need be looked at."""
    rows = _of_state(scope, state) if state else scope.posts()
    return _named(rows, name).count()


def _of_state(scope: Scope, state: str) -> Rows:
    rows = people(scope)
    if state == State.LATE:
        # Few are late: looking only at them spares counting for everybody else.
        late = Enrolment.objects.filter(scope.work(), scope.late())
        rows = rows.filter(user__in=late.values("trainee"))
    return rows.filter(state=state) if state else rows


def _named(rows: Rows, name: str) -> Rows:
    for pattern in name_patterns(name):
        rows = rows.filter(user__sort_key__regex=pattern)
    return rows


def longest_late(scope: Scope) -> Rows:
    """Whom to talk to first."""
    rows = _with_facts(_of_state(scope, State.LATE), scope)
    return rows.order_by("due_on", "user__sort_key", "user_id")


def _with_facts(rows: Rows, scope: Scope) -> Rows:
    late = scope.late("work__")
    return rows.values(*COUNTED, *FACTS).annotate(
        due_on=Min("work__due_on", filter=late),
        course=Min("work__course", filter=late),
    )


def person_rows(
    scope: Scope,
    rows: Iterable[dict[str, Any]],
    titles: Mapping[int, str] | None = None,
) -> list[PersonRow]:
    """The rows of a list; `titles` names the courses, where the list shows them."""
    titles = titles or {}
    rows = list(rows)
    shut = _beyond_sight(scope, [row["user_id"] for row in rows])
    return [
        PersonRow(
            pk=row["user_id"],
            name=row["user__full_name"],
            post=row["post"],
            unit=scope.unit_line(row["unit"]),
            state=row["state"],
            enrolled=row["enrolled"],
            done=row["done"],
            late=row["late"],
            due_on=row["due_on"],
            course=titles.get(row["course"], ""),
            is_open=row["user_id"] not in shut,
        )
        for row in rows
    ]


def _beyond_sight(scope: Scope, people: list[int]) -> set[int]:
    """Who counted here on that day and has gone where the reader sees nobody: the
    figures of the day stand, what the person does today is not theirs to read."""
    if scope.sight is None or not scope.is_past:
        return set()
    near = Membership.objects.current().filter(
        user__in=people, department__in=scope.sight
    )
    return set(people) - set(near.values_list("user", flat=True))
