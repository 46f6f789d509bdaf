"""Pages of the training office over the whole province."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import StaffCategory
from departments.permissions import is_training_office
from learning.models import TrainingPlan
from reports.charts import trend_chart
from reports.forecast import forecast_of
from reports.permissions import scope_or_404
from reports.province.gaps import Gap, gap_counts, gap_rows
from reports.province.heat import heat_map
from reports.province.hours import HoursList, hours_list, hours_rows
from reports.province.plans import PlanList, plan_list, plan_rows
from reports.province.rows import row_of
from reports.queries.trend import trend
from reports.scope import Scope
from reports.summary.keeping import is_kept
from vietnamese.dates import training_year

ON_A_PAGE = 50
YEARS = 3
NO_CATEGORY = "none"  # as addresses call it


@require_safe
def province(request: SignedInRequest) -> HttpResponse:
    """Plans, courses by unit, hours and the state of the data."""
    scope = _office_scope(request)
    year, current = scope.period.end.year, training_year(scope.today).end.year
    kept = is_kept(scope)
    course = trend(scope, kept=kept)
    ahead = forecast_of(course, today=scope.today)
    context = {
        "crumbs": _crumbs(),
        "scope": scope,
        "asked": QueryDict(urlencode(scope.asked)),
        "year": str(year),
        "years": [str(current - back) for back in range(YEARS)],
        "trend": course,
        "forecast": ahead,
        "chart": trend_chart(course, ahead),
        "plans": plan_rows(year, scope.today),
        "heat": heat_map(scope, kept=kept),
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
def of_plan(request: SignedInRequest, pk: int, which: str) -> HttpResponse:
    """The rows behind a figure of a plan."""
    scope = _office_scope(request)
    plan = get_object_or_404(TrainingPlan, pk=pk)
    if which not in PlanList.values:
        raise Http404
    found = plan_list(plan.pk, PlanList(which), scope.today)
    return _list(request, f"{PlanList(which).label}: {plan.title}", found)


@require_safe
def of_category(request: SignedInRequest, category: str, which: str) -> HttpResponse:
    """The rows behind a figure of the hours of a category."""
    scope = _office_scope(request)
    if category not in {*StaffCategory.values, NO_CATEGORY}:
        raise Http404
    if which not in HoursList.values:
        raise Http404
    category = category.removeprefix(NO_CATEGORY)
    label = StaffCategory(category).label if category else _("no category")
    found = hours_list(scope, category, HoursList(which))
    return _list(request, f"{HoursList(which).label}: {label}", found)


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
    context = {
        "title": title,
        "page": page,
        "rows": list(map(row_of, page)),
        "crumbs": crumbs,
    }
    return render(request, "reports/province_rows.html", context)


def _crumbs() -> list[tuple[str, str]]:
    return [(reverse("reports:overview"), _("Reports"))]
