"""How completions came in over the training year, beside what fell due."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Func, IntegerField, Q

from reports.queries.units import percent
from reports.scope import Scope

DAYS = 7
SECONDS = DAYS * 24 * 3600


@dataclass(frozen=True)
class Week:
    """Enrolments done and due by the end of a week. Of weeks to come only what
    falls due is known."""

    ends_on: date
    done: int | None
    due: int
    total: int

    @property
    def done_percent(self) -> int | None:
        return None if self.done is None else percent(self.done, self.total)

    @property
    def due_percent(self) -> int:
        return percent(self.due, self.total)


@dataclass(frozen=True)
class Trend:
    starts_on: date
    ends_on: date
    as_of: date
    total: int
    done: int
    due: int  # before `as_of`
    due_before: int  # before the year began
    this_week: int  # completed in the week that runs on `as_of`
    weeks: tuple[Week, ...]

    @property
    def done_percent(self) -> int:
        return percent(self.done, self.total)

    @property
    def due_percent(self) -> int:
        return percent(self.due, self.total)

    @property
    def week_starts_on(self) -> date:
        return self.as_of - timedelta((self.as_of - self.starts_on).days % DAYS)


class Row(NamedTuple):
    """Enrolments that share their two weeks; weeks count from the year's first day."""

    done_week: int | None
    due_week: int | None
    total: int
    done: int
    due: int
    due_in_year: int  # or before it


class Epoch(Func):
    """Seconds since 1970 of a date or moment, without a call to Python per row."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(STRFTIME('%%%%s', %(expressions)s) AS integer)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        seconds = "EXTRACT(EPOCH FROM CAST(%(expressions)s AS timestamptz))"
        template = f"CAST(FLOOR({seconds}) AS bigint)"
        return self.as_sql(compiler, connection, template=template, **extra)


def trend(scope: Scope) -> Trend:
    """Enrolments by the week they were completed and the week they fell due."""
    done: Counter[int] = Counter()
    due: Counter[int] = Counter()
    due_so_far = total = 0
    for row in _by_week(scope):
        total += row.total
        due_so_far += row.due
        if row.done_week is not None:
            done[row.done_week] += row.done
        if row.due_week is not None:
            due[max(row.due_week, -1)] += row.due_in_year
    current = (scope.as_of - scope.year.start).days // DAYS
    return Trend(
        starts_on=scope.year.start,
        ends_on=scope.year.end,
        as_of=scope.as_of,
        total=total,
        done=done.total(),
        due=due_so_far,
        due_before=due[-1],
        this_week=done[current],
        weeks=_weeks(scope, done, due, total, current),
    )


def _by_week(scope: Scope) -> list[Row]:
    """One query: few rows, since many enrolments share their two weeks."""
    start = datetime.combine(scope.year.start, time.min, UTC)
    rows = (
        scope.enrolments()
        .annotate(
            done_week=_week("completed_at", scope.begins_at),
            due_week=_week("due_on", start),
        )
        .values("done_week", "due_week")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=scope.done()),
            due=Count("pk", filter=scope.due()),
            due_in_year=Count("pk", filter=Q(due_on__lte=scope.year.end)),
        )
        .order_by()
    )
    first = int(scope.begins_at.timestamp()) // SECONDS
    first_due = int(start.timestamp()) // SECONDS
    return [
        Row(
            done_week=_less(row["done_week"], first),
            due_week=_less(row["due_week"], first_due),
            total=row["total"],
            done=row["done"],
            due=row["due"],
            due_in_year=row["due_in_year"],
        )
        for row in rows
    ]


def _week(field: str, start: datetime) -> Any:
    """Weeks as they begin on the first day of the year, numbered from 1970."""
    return (Epoch(F(field)) - int(start.timestamp()) % SECONDS) / SECONDS


def _less(week: int | None, first: int) -> int | None:
    return None if week is None else week - first


def _weeks(
    scope: Scope, done: Counter[int], due: Counter[int], total: int, current: int
) -> tuple[Week, ...]:
    weeks = []
    done_so_far, due_so_far = 0, due[-1]
    for number in range((scope.year.end - scope.year.start).days // DAYS + 1):
        last = scope.year.start + timedelta(days=DAYS * number + DAYS - 1)
        done_so_far += done[number]
        due_so_far += due[number]
        known = done_so_far if number <= current else None
        weeks.append(Week(min(last, scope.year.end), known, due_so_far, total))
    return tuple(weeks)
