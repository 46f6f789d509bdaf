from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from departments.models import Membership
from departments.permissions import is_training_office
from reports.models import ScheduledReport
from reports.permissions import scope_or_404
from reports.queries.choices import choices
from reports.scheduled.forms import ScheduleForm
from reports.scheduled.listing import offers, rows_of
from reports.scheduled.permissions import own_report_or_404, own_reports, posts_for
from reports.scheduled.services import schedule_report, stop
from reports.scheduled.times import coming_days_off, next_day
from reports.scope import Scope

# What stays the same from one period to the next.
LASTING = ("unit", "course", "plan", "category")
ON_A_PAGE = 50
STOPPED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def scheduled(request: SignedInRequest) -> HttpResponse:
    """What is sent by itself, and to whom; and a form for one more.

    The address says of which unit and course, as on the pages of figures.
    """
    today = timezone.localdate()
    asked = {key: request.GET[key] for key in LASTING if request.GET.get(key)}
    scope = scope_or_404(request.user, asked)
    unit = scope.unit or next(iter(scope.tops), None)
    posts = posts_for(request.user, unit, today) if unit else Membership.objects.none()
    what = {**asked, "unit": str(unit.pk)} if unit else asked
    form = ScheduleForm(
        request.POST or None, posts=posts, asked=what, initial=_wished(request)
    )
    if unit and form.is_valid():
        return _save(request, form, what)
    context = {
        **_lists(request, scope),
        "scope": scope,
        "unit": unit,
        "choices": choices(scope),
        "form": form,
        "query": urlencode(asked),
        "crumbs": [(reverse("reports:overview"), _("Reports"))],
    }
    status = 400 if form.is_bound else 200
    return render(request, "reports/scheduled.html", context, status=status)


def _wished(request: SignedInRequest) -> dict[str, str]:
    return {key: request.GET[key] for key in ("every", "form") if key in request.GET}


def _save(
    request: SignedInRequest, form: ScheduleForm, asked: dict[str, str]
) -> HttpResponse:
    today = timezone.localdate()
    report, is_new = schedule_report(**form.cleaned_data, asked=asked, by=request.user)
    words = (
        _("Saved. The first report comes on %(day)s.")
        if is_new
        else _("This report is sent already. The next one comes on %(day)s.")
    )
    day = next_day(report.every, today, coming_days_off(today))
    messages.success(request, words % {"day": date_format(day, "SHORT_DATE_FORMAT")})
    return redirect("reports:scheduled")


def _lists(request: SignedInRequest, scope: Scope) -> dict[str, Any]:
    user, reports, today = request.user, own_reports(request.user), scope.today
    page = Paginator(reports.running().order_by("-pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    stopped = reports.exclude(stopped_at=None).order_by("-stopped_at", "-pk")[:STOPPED]
    return {
        "page": page,
        "rows": rows_of(page.object_list, user=user, today=today),
        "stopped": rows_of(stopped, user=user, today=today),
        "offers": rows_of(offers(user, scope), user=user, today=today),
        "is_office": is_training_office(user),
    }


@require_POST
def stop_scheduled(request: SignedInRequest, pk: int) -> HttpResponse:
    report = own_report_or_404(request.user, pk)
    stop(report=report, reason=ScheduledReport.Reason.BY_HAND)
    messages.success(request, _("Stopped. Nothing more is sent."))
    return redirect("reports:scheduled")
