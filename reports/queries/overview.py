"""Everything the page of a scope shows."""

from __future__ import annotations

from dataclasses import dataclass

from departments.organisation import Unit
from reports.models import UnitLate
from reports.queries.courses import CourseRow, course_rows
from reports.queries.late import longest_late
from reports.queries.person_rows import PersonRow, person_rows
from reports.queries.trend import Trend, trend
from reports.queries.units import Counts, UnitRow, unit_rows
from reports.scope import Scope
from reports.summary.keeping import is_kept

FIRST_UNITS = 16
FIRST_LATE = UnitLate.KEPT
WORST_UNITS = 2


@dataclass(frozen=True)
class Figures:
    total: Counts
    units: tuple[UnitRow, ...]
    courses: tuple[CourseRow, ...]
    trend: Trend
    late: tuple[PersonRow, ...]  # the first few

    @property
    def worst_units(self) -> tuple[UnitRow, ...]:
        """Where most of the late people are, if there is a choice to be named."""
        late = [row for row in self.units if row.counts.late and not row.is_direct]
        return tuple(late[:WORST_UNITS]) if len(self.units) > 1 else ()

    @property
    def worst_late(self) -> int:
        return sum(row.counts.late for row in self.worst_units)

    @property
    def first_units(self) -> tuple[UnitRow, ...]:
        """Enough to see where to begin, when there are too many for one look."""
        many = len(self.units) > FIRST_UNITS * 3 // 2
        return self.units[:FIRST_UNITS] if many else self.units

    @property
    def has_units(self) -> bool:
        """More than the unit itself."""
        return any(not row.is_direct for row in self.units)


def figures(scope: Scope) -> Figures:
    kept = is_kept(scope)
    units = unit_rows(scope, kept=kept)
    total = sum((row.counts for row in units), Counts())
    courses = course_rows(scope, kept=kept)
    titles = {row.pk: row.title for row in courses}
    late = longest_late(scope, most=FIRST_LATE, kept=kept) if total.late else []
    return Figures(
        total=total,
        units=tuple(units),
        courses=tuple(courses),
        trend=trend(scope, kept=kept),
        late=tuple(person_rows(scope, late, titles)),
    )


def units_above(scope: Scope) -> list[Unit]:
    """The way from a top unit down to the unit of the page, without the latter."""
    unit = scope.unit
    if unit is None or unit in scope.tops:
        return []
    tops = tuple(top.path for top in scope.tops)
    above = scope.organisation.above(unit)
    return [one for one in above if one.path.startswith(tops)]
