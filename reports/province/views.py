"""Pages of the training office over the whole province."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import StaffCategory
from departments.models import Department
from departments.permissions import is_training_office
from learning.models import Enrolment, TrainingPlan
from reports.charts import trend_chart
from reports.forecast import forecast_of
from reports.permissions import scope_or_404
from reports.province.gaps import Gap, gap_counts, gap_rows
from reports.province.heat import heat_map
from reports.province.hours import hours_rows, short_of_hours
from reports.province.plans import late_duties, plan_rows
from reports.queries.trend import trend
from reports.scope import Scope
from vietnamese.dates import training_year
from vietnamese.numbers import decimal_comma

ON_A_PAGE = 50
YEARS = 3
NO_CATEGORY = "none"  # as addresses call it


@dataclass(frozen=True)
class Row:
    """A line of a list: who or what, what is said of it, where it is mended."""

    name: str
    about: str
    address: str


@require_safe
def province(request: SignedInRequest) -> HttpResponse:
    """Plans, courses by unit, hours and the state of the data."""
    scope = _office_scope(request)
    year, current = scope.period.end.year, training_year(scope.today).end.year
    course = trend(scope)
    ahead = forecast_of(course, today=scope.today)
    context = {
        "crumbs": _crumbs(),
        "scope": scope,
        "year": str(year),
        "years": [str(current - back) for back in range(YEARS)],
        "trend": course,
        "forecast": ahead,
        "chart": trend_chart(course, ahead),
        "plans": plan_rows(year, scope.today),
        "heat": heat_map(scope),
        "hours": hours_rows(scope),
        "gaps": gap_counts(),
    }
    return render(request, "reports/province.html", context)


@require_safe
def gap(request: SignedInRequest, gap: str) -> HttpResponse:
    """The rows behind a figure on the state of the data."""
    _office_scope(request)
    if gap not in Gap.values:
        raise Http404
    return _list(request, str(Gap(gap).label), gap_rows(Gap(gap)))


@require_safe
def late_of_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    scope = _office_scope(request)
    plan = get_object_or_404(TrainingPlan, pk=pk)
    title = _("Overdue: %(plan)s") % {"plan": plan.title}
    return _list(request, title, late_duties(plan.pk, scope.today))


@require_safe
def short(request: SignedInRequest, category: str) -> HttpResponse:
    """Who has not reached the hours asked of their category."""
    scope = _office_scope(request)
    if category not in {*StaffCategory.values, NO_CATEGORY}:
        raise Http404
    category = category.removeprefix(NO_CATEGORY)
    label = StaffCategory(category).label if category else _("no category")
    title = _("Hours not reached yet: %(category)s") % {"category": label}
    return _list(request, title, short_of_hours(scope, category))


def _office_scope(request: SignedInRequest) -> Scope:
    """All the province; for heads as for strangers there is no such page."""
    if not is_training_office(request.user):
        raise Http404
    asked = {"period": request.GET.get("period", "")}
    scope = scope_or_404(request.user, asked)
    # Plans and targets of hours are a year's.
    if scope.period != training_year(scope.period.end):
        raise Http404
    return scope


def _list(request: SignedInRequest, title: str, found: Any) -> HttpResponse:
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    crumbs = [*_crumbs(), (reverse("reports:province"), _("The province"))]
    context = {"title": title, "page": page, "rows": _rows(page), "crumbs": crumbs}
    return render(request, "reports/province_rows.html", context)


def _crumbs() -> list[tuple[str, str]]:
    return [(reverse("reports:overview"), _("Reports"))]


def _rows(found: Iterable[Any]) -> list[Row]:
    return [_row(each) for each in found]


def _row(found: Any) -> Row:
    if isinstance(found, Department):
        edit = reverse("units:edit", args=[found.pk])
        return Row(found.name, found.get_kind_display(), edit)
    if isinstance(found, Enrolment):
        edit = reverse("enrolments:edit", args=[found.pk])
        return Row(found.trainee.full_name, found.course.title, edit)
    if hasattr(found, "trainee"):
        about = f"{found.course.title}, {found.due_on:%d/%m/%Y}"
        person = reverse("reports:person", args=[found.trainee_id])
        return Row(found.trainee.full_name, about, person)
    if hasattr(found, "earned"):
        hours = _("%(hours)s hours") % {"hours": decimal_comma(found.earned)}
        person = reverse("reports:person", args=[found.pk])
        return Row(found.full_name, hours, person)
    edit = reverse("wagtailusers_users:edit", args=[found.pk])
    about = ", ".join(filter(None, [found.username, found.birth_words]))
    return Row(found.full_name, about, edit)
