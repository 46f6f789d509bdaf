"""Figures that count people ("số người"), by unit and one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import connection
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

from departments.models import Department
from learning.models import Enrolment
from reports.scope import Scope, State
from vietnamese.name_search import name_patterns

Rows = QuerySet[Any, Any]
FACTS = (
    "user__full_name",
    "post",
    "department__name",
    "department__kind",
    "department__parent__name",
)
COUNTED = ("user_id", "enrolled", "done", "late", "state")


@dataclass(frozen=True)
class Counts:
    """How many people stand how, and how many enrolments ("lượt người") they have."""

    done: int = 0
    doing: int = 0
    todo: int = 0
    late: int = 0
    none: int = 0
    enrolments: int = 0

    def __add__(self, other: Counts) -> Counts:
        names = [field.name for field in fields(self)]
        return Counts(*(getattr(self, name) + getattr(other, name) for name in names))

    @property
    def people(self) -> int:
        """Those with a course to do; `none` stands beside it."""
        return self.done + self.doing + self.todo + self.late

    @property
    def percent(self) -> int:
        return percent(self.done, self.people)


@dataclass(frozen=True)
class UnitRow:
    """A line of the units table. `is_direct`: those in the top unit itself."""

    unit: Department
    counts: Counts
    is_direct: bool = False


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


def percent(part: int, whole: int) -> int:
    """Rounded, but 0 and 100 mean what they say: nobody and everybody."""
    if part in {0, whole}:
        return 100 if part and whole else 0
    return min(max((200 * part + whole) // (2 * whole), 1), 99)


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
        .values("user_id")
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


def unit_rows(scope: Scope) -> list[UnitRow]:
    """The units below, comparable, those with most people overdue first."""
    counts = _counts_by_row(scope)
    units = scope.units
    if scope.unit:
        units = (scope.unit, *Department.objects.filter(parent=scope.unit))
    rows = [
        UnitRow(unit, counts[unit.path], is_direct=unit == scope.unit) for unit in units
    ]
    return sorted(filter(_is_worth_a_line, rows), key=_most_late_first)


def _counts_by_row(scope: Scope) -> dict[str, Counts]:
    """Django cannot group what is grouped already: the outer half is written here."""
    inner = people(scope).annotate(row=scope.row_of("department__path"))
    sql, parameters = inner.query.sql_with_params()
    counts: dict[str, Counts] = defaultdict(Counts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT row, state, COUNT(*), SUM(enrolled) FROM ({sql}) AS person"  # noqa: S608
            " GROUP BY row, state",
            parameters,
        )
        for row, state, number, enrolments in cursor.fetchall():
            counts[row] += Counts(**{state: number}, enrolments=enrolments)
    return counts


def _is_worth_a_line(row: UnitRow) -> bool:
    """A unit that exists, even if empty; else only while it has people."""
    if row.is_direct or row.unit.dissolved_on:
        return bool(row.counts.people or row.counts.none)
    return True


def _most_late_first(row: UnitRow) -> tuple[int, bool, int, str]:
    counts = row.counts
    return -counts.late, not counts.people, counts.percent, row.unit.path


def list_people(scope: Scope, *, state: str = "", name: str = "") -> Rows:
    """The people behind a figure, in name order, as dictionaries for `person_rows`."""
    rows = people(scope)
    if state:
        rows = in_state(rows, scope, state)
    for pattern in name_patterns(name):
        rows = rows.filter(user__sort_key__regex=pattern)
    return _with_facts(rows, scope).order_by("user__sort_key", "user_id")


def longest_late(scope: Scope) -> Rows:
    """Whom to talk to first."""
    rows = _with_facts(in_state(people(scope), scope, State.LATE), scope)
    return rows.order_by("due_on", "user__sort_key", "user_id")


def in_state(rows: Rows, scope: Scope, state: str) -> Rows:
    if state == State.LATE:
        # Few are late: looking only at them spares counting for everybody else.
        late = Enrolment.objects.filter(scope.work(), scope.late())
        rows = rows.filter(user__in=late.values("trainee"))
    return rows.filter(state=state)


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
    return [
        PersonRow(
            pk=row["user_id"],
            name=row["user__full_name"],
            post=row["post"],
            unit=scope.unit_line(
                row["department__name"],
                row["department__kind"],
                row["department__parent__name"],
            ),
            state=row["state"],
            enrolled=row["enrolled"],
            done=row["done"],
            late=row["late"],
            due_on=row["due_on"],
            course=titles.get(row["course"], ""),
        )
        for row in rows
    ]
