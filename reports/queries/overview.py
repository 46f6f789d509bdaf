"""Everything the page of a scope shows, and what may be chosen on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from courses.models import CoursePage
from departments.models import Reorganisation
from departments.organisation import Unit
from reports.models import UnitLate
from reports.queries.courses import CourseRow, course_rows
from reports.queries.people import (
    PersonRow,
    longest_late,
    person_rows,
)
from reports.queries.trend import Trend, trend
from reports.queries.units import Counts, UnitRow, unit_rows
from reports.scope import Scope
from reports.summary.keeping import is_kept
from vietnamese.dates import training_year

FIRST_UNITS = 16
FIRST_LATE = UnitLate.KEPT
WORST_UNITS = 2
YEARS = 3
EVES = 3


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


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool
    is_below: bool = False


@dataclass(frozen=True)
class Eve:
    """The last day of an organisation that a decision changed."""

    day: date
    decision: str


@dataclass(frozen=True)
class Choices:
    years: tuple[Option, ...]
    units: tuple[Option, ...]
    courses: tuple[Option, ...]
    eves: tuple[Eve, ...]


def choices(scope: Scope) -> Choices:
    """The filters: the last years, the top units and those one level below, courses,
    and the days before units were last changed."""
    return Choices(_years(scope), _units(scope), _courses(scope), _eves(scope))


def _years(scope: Scope) -> tuple[Option, ...]:
    chosen = scope.year.end.year
    current = training_year(scope.today).end.year
    years = sorted({*range(current, current - YEARS, -1), chosen}, reverse=True)
    return tuple(Option(str(year), str(year), year == chosen) for year in years)


def _units(scope: Scope) -> tuple[Option, ...]:
    chosen = scope.about or scope.unit
    units = [
        unit
        for top in scope.tops
        for unit in [top, *scope.organisation.below(top)]
        if not unit.is_gone
    ]
    if chosen and chosen not in units:
        # A unit from deeper down, so that the form says where one is.
        units.append(chosen)
    return tuple(
        Option(str(unit.pk), unit.name, unit == chosen, is_below=unit not in scope.tops)
        for unit in units
    )


def _eves(scope: Scope) -> tuple[Eve, ...]:
    decisions = Reorganisation.objects.applied().filter(effective_on__lte=scope.today)
    rows = decisions.values_list("effective_on", "number", "title")
    return tuple(
        Eve(day - timedelta(days=1), f"{number}, {title}")
        for day, number, title in rows[:EVES]
    )


def _courses(scope: Scope) -> tuple[Option, ...]:
    chosen = scope.course.slug if scope.course else ""
    courses = CoursePage.objects.live().order_by("title").values_list("slug", "title")
    options = [Option(slug, title, slug == chosen) for slug, title in courses]
    if scope.course and not scope.course.live:
        options.append(Option(chosen, scope.course.title, is_chosen=True))
    return tuple(options)


def units_above(scope: Scope) -> list[Unit]:
    """The way from a top unit down to the unit of the page, without the latter."""
    unit = scope.unit
    if unit is None or unit in scope.tops:
        return []
    tops = tuple(top.path for top in scope.tops)
    above = scope.organisation.above(unit)
    return [one for one in above if one.path.startswith(tops)]
