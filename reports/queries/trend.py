"""How completions came in over the period, beside what fell due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from reports.models import UnitFigures, UnitWeek
from reports.queries.units import percent
from reports.queries.weeks import DAYS, done_week, due_week
from reports.scope import Scope
from reports.summary.keeping import is_kept
from reports.summary.reading import WORK, in_units

WEEKS_OF_A_YEAR = 53
FOUR = 4


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
    due_before: int  # before the period began
    this_week: int  # completed in the week that runs on `as_of`
    weeks: tuple[Week, ...]

    @property
    def done_percent(self) -> int:
        return percent(self.done, self.total)

    @property
    def due_percent(self) -> int:
        return percent(self.due, self.total)

    @property
    def is_long(self) -> bool:
        return len(self.weeks) > WEEKS_OF_A_YEAR

    @property
    def points(self) -> tuple[Week, ...]:
        """What is drawn: every week, or, of more than a year, every fourth and the
        last."""
        if not self.is_long:
            return self.weeks
        last = len(self.weeks) - 1
        kept = {*range(FOUR - 1, last, FOUR), self._current, last}
        return tuple(self.weeks[number] for number in sorted(kept))

    @property
    def _current(self) -> int:
        return (self.as_of - self.starts_on).days // DAYS

    @property
    def week_starts_on(self) -> date:
        return self.as_of - timedelta((self.as_of - self.starts_on).days % DAYS)


class Row(NamedTuple):
    """Enrolments that share their two weeks; weeks count from the period's first day."""

    done_week: int | None
    due_week: int | None
    total: int
    done: int
    due: int
    due_in_time: int  # or before it


@dataclass
class Sums:
    done: Counter[int] = field(default_factory=Counter)
    due: Counter[int] = field(default_factory=Counter)
    due_so_far: int = 0
    total: int = 0


def trend(scope: Scope, *, kept: bool | None = None) -> Trend:
    """Enrolments by the week they were completed and the week they fell due.

    Of one course weeks are not kept: its enrolments are few enough to be counted.
    """
    if kept is None:
        kept = is_kept(scope)
    sums = _kept(scope) if kept and not scope.course else _counted(scope)
    current = (scope.as_of - scope.period.start).days // DAYS
    return Trend(
        starts_on=scope.period.start,
        ends_on=scope.period.end,
        as_of=scope.as_of,
        total=sums.total,
        done=sums.done.total(),
        due=sums.due_so_far,
        due_before=sums.due[-1],
        this_week=sums.done[current],
        weeks=_weeks(scope, sums.done, sums.due, sums.total, current),
    )


def _kept(scope: Scope) -> Sums:
    sums = Sums()
    rows = in_units(scope, UnitWeek.objects.values("week"))
    for row in rows.annotate(done=Sum("completed"), due=Sum("fell_due")).order_by():
        sums.done[row["week"]] = row["done"]
        sums.due[row["week"]] = row["due"]
    together = in_units(scope, UnitFigures.objects.filter(course=None)).aggregate(
        due=Sum("work_due", default=0), total=Sum(WORK, default=0)
    )
    sums.due_so_far, sums.total = together["due"], together["total"]
    return sums


def _counted(scope: Scope) -> Sums:
    sums = Sums()
    for row in _by_week(scope):
        sums.total += row.total
        sums.due_so_far += row.due
        if row.done_week is not None:
            sums.done[row.done_week] += row.done
        if row.due_week is not None:
            sums.due[max(row.due_week, -1)] += row.due_in_time
    return sums


def _by_week(scope: Scope) -> Iterator[Row]:
    """One query: few rows, since many enrolments share their two weeks."""
    rows = (
        scope.enrolments()
        .annotate(done_week=done_week(scope), due_week=due_week(scope))
        .values("done_week", "due_week")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=scope.done()),
            due=Count("pk", filter=scope.due()),
            due_in_time=Count("pk", filter=Q(due_on__lte=scope.period.end)),
        )
        .order_by()
    )
    return (Row(**row) for row in rows)


def _weeks(
    scope: Scope, done: Counter[int], due: Counter[int], total: int, current: int
) -> tuple[Week, ...]:
    weeks = []
    done_so_far, due_so_far = 0, due[-1]
    for number in range((scope.period.end - scope.period.start).days // DAYS + 1):
        last = scope.period.start + timedelta(days=DAYS * number + DAYS - 1)
        done_so_far += done[number]
        due_so_far += due[number]
        known = done_so_far if number <= current else None
        weeks.append(Week(min(last, scope.period.end), known, due_so_far, total))
    return tuple(weeks)
