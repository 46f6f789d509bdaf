"""Units compared by how their people stand ("số người")."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace

from django.db import connection
from django.db.models import F, Sum

from departments.organisation import Unit
from reports.models import UnitFigures
from reports.queries.people import people
from reports.scope import Scope
from reports.summary.keeping import is_kept
from reports.summary.reading import PEOPLE, WORK, asked_and_together, in_units


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

    unit: Unit
    counts: Counts
    is_direct: bool = False

    @property
    def alone(self) -> str | None:
        """What an address says so that only these people are meant."""
        return "1" if self.is_direct else None


def percent(part: int, whole: int) -> int:
    """Rounded, but 0 and 100 mean what they say: nobody and everybody."""
    if part in {0, whole}:
        return 100 if part and whole else 0
    return min(max((200 * part + whole) // (2 * whole), 1), 99)


def unit_rows(scope: Scope, *, kept: bool | None = None) -> list[UnitRow]:
    """The units below, comparable, those with most people overdue first."""
    if kept is None:
        kept = is_kept(scope)
    counts = _kept(scope) if kept else _counts_by_row(scope)
    rows = [
        UnitRow(unit, counts[unit.path], is_direct=unit == scope.unit)
        for unit in scope.rows
    ]
    return sorted(filter(_is_worth_a_line, rows), key=_most_late_first)


def _kept(scope: Scope) -> dict[str, Counts]:
    counts: dict[str, Counts] = defaultdict(Counts)
    if not scope.units:
        return counts  # there is nothing to group by
    asked, together = asked_and_together(scope)
    figures = in_units(scope, UnitFigures.objects.filter(asked | together))
    sums = (
        figures.annotate(unit=F("department_id"))
        .annotate(row=scope.row_of())
        .values("row")
        .annotate(
            everybody=Sum(PEOPLE, filter=together),
            done=Sum("people_done", filter=asked, default=0),
            doing=Sum("people_doing", filter=asked, default=0),
            todo=Sum("people_todo", filter=asked, default=0),
            late=Sum("people_late", filter=asked, default=0),
            enrolments=Sum(WORK, filter=asked, default=0),
        )
        .order_by()
    )
    for row in sums:
        path, everybody = row.pop("row"), row.pop("everybody")
        counted = Counts(**row)
        counts[path] = replace(counted, none=everybody - counted.people)
    return counts


def _counts_by_row(scope: Scope) -> dict[str, Counts]:
    """Django cannot group what is grouped already: the outer half is written here."""
    counts: dict[str, Counts] = defaultdict(Counts)
    if not scope.units:
        return counts  # what cannot hold anybody has no SQL
    inner = people(scope).annotate(row=scope.row_of())
    sql, parameters = inner.query.sql_with_params()
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
    if row.is_direct or row.unit.is_gone:
        return bool(row.counts.people or row.counts.none)
    return True


def _most_late_first(row: UnitRow) -> tuple[int, bool, int, str]:
    counts = row.counts
    return -counts.late, not counts.people, counts.percent, row.unit.path
