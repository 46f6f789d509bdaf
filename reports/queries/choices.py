"""What may be chosen on the page of a scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from accounts.models import StaffCategory
from departments.models import Reorganisation
from reports.periods import words_of
from reports.queries.named import Named, named_in
from reports.scope import Scope, View
from vietnamese.dates import Period, training_year
from vietnamese.periods import (
    Kind,
    code_of,
    codes_of_year,
    kind_of,
    last_ended,
    named_period,
)

YEARS = 3
EVES = 3
KINDS: Final[dict[Kind, object]] = {
    "year": _("Years"),
    "half": _("Half-years"),
    "nine months": _("Nine months"),
    "quarter": _("Quarters"),
    "month": _("Months"),
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool
    is_below: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Eve:
    """The last day of an organisation that a decision changed."""

    day: date
    decision: str


@dataclass(frozen=True)
class Choices:
    periods: tuple[Group, ...]
    units: tuple[Option, ...]
    courses: tuple[Option, ...]
    plans: tuple[Option, ...]
    categories: tuple[Option, ...]
    views: tuple[Option, ...]
    eves: tuple[Eve, ...]


def choices(scope: Scope) -> Choices:
    """The filters: periods, the top units and those one level below, courses, plans,
    categories of staff, and the days before units were last changed."""
    named = named_in(scope)
    return Choices(
        periods=_periods(scope),
        units=_units(scope),
        courses=_courses(scope, named),
        plans=_plans(scope, named),
        categories=_categories(scope, named),
        views=tuple(
            Option(
                "" if view is View.NOW else view.value,
                str(view.label),
                view is scope.view,
            )
            for view in View
        ),
        eves=_eves(scope),
    )


def _periods(scope: Scope) -> tuple[Group, ...]:
    """The last years, the parts of this one that have begun, and of each kind the last
    that is over; the newest first."""
    chosen = code_of(scope.period)
    year = training_year(scope.today).end.year
    codes = {str(year - back) for back in range(YEARS)} | {*codes_of_year(year)}
    codes |= {last_ended(kind, scope.today) for kind in KINDS} | {chosen} - {""}
    begun: dict[Kind, list[tuple[Period, Option]]] = {kind: [] for kind in KINDS}
    for code in codes:
        period = named_period(code)
        if period.start <= scope.today:
            option = Option(code, words_of(period), code == chosen)
            begun[kind_of(code)].append((period, option))
    return tuple(
        Group(
            str(label), tuple(option for _period, option in sorted(begun[kind])[::-1])
        )
        for kind, label in KINDS.items()
    )


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


def _courses(scope: Scope, named: list[Named]) -> tuple[Option, ...]:
    chosen = scope.course
    return _options(
        [(one.value, one.label) for one in named if one.kind == "course"],
        (chosen.slug, chosen.title) if chosen else None,
    )


def _plans(scope: Scope, named: list[Named]) -> tuple[Option, ...]:
    chosen = scope.plan
    return _options(
        [(one.value, one.label) for one in named if one.kind == "plan"],
        (str(chosen.pk), chosen.title) if chosen else None,
    )


def _options(
    pairs: list[tuple[str, str]], chosen: tuple[str, str] | None
) -> tuple[Option, ...]:
    """What is chosen stands there even if it is offered no more."""
    if chosen and chosen not in pairs:
        pairs = [*pairs, chosen]
    return tuple(
        Option(value, label, (value, label) == chosen) for value, label in pairs
    )


def _categories(scope: Scope, named: list[Named]) -> tuple[Option, ...]:
    """None where nobody has one."""
    if not scope.category and not any(one.has_categories for one in named):
        return ()
    return tuple(
        Option(code, str(label), code == scope.category)
        for code, label in StaffCategory.choices
    )
