from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from departments.permissions import headed_units, is_training_office
from learning.looks import note_look
from learning.reminders.heads import remind_my_people, reminded_today
from reports.asking import NotUnderstood
from reports.charts import trend_chart
from reports.forecast import forecast_of
from reports.letterhead import letterhead
from reports.permissions import person_or_404, scope_or_404
from reports.queries.choices import choices
from reports.queries.enrolments import (
    STATES,
    Wanted,
    count_enrolments,
    enrolment_rows,
    list_enrolments,
)
from reports.queries.overview import figures, units_above
from reports.queries.people import ASSIGNED, list_people
from reports.queries.person_rows import person_rows
from reports.queries.record import record_of
from reports.scope import Scope, State
from reports.services import Format, ask_for_export

ON_A_PAGE = 50


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """All this person answers for."""
    return _figures_page(request, "reports/overview.html", request.GET)


@require_safe
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = {**request.GET.dict(), "unit": str(pk)}
    return _figures_page(request, "reports/unit.html", asked)


@require_safe
def course(request: SignedInRequest, slug: str) -> HttpResponse:
    asked = {**request.GET.dict(), "course": slug}
    return _figures_page(request, "reports/course.html", asked)


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """The people behind a figure, to be searched and filtered."""
    scope = scope_or_404(request.user, request.GET)
    state, name = request.GET.get("state", ""), request.GET.get("q", "")[:80]
    if state and state not in {ASSIGNED, *State.values}:
        raise Http404
    page = _page(request, list_people(scope, state=state, name=name))
    context = {
        **_list_context(scope, page),
        "title": _("List of people"),
        "list_url": reverse("reports:people"),
        "rows": person_rows(scope, page.object_list),
        "state": state,
        "states": [(ASSIGNED, _("With a course")), *State.choices],
        "q": name,
    }
    return render(request, "reports/people.html", context)


@require_safe
def enrolments(request: SignedInRequest) -> HttpResponse:
    """The enrolments behind a figure; many of one person, if there are."""
    scope = scope_or_404(request.user, request.GET)
    try:
        wanted = Wanted.read(request.GET)
    except NotUnderstood:
        raise Http404 from None
    page = _page(
        request, list_enrolments(scope, wanted), count_enrolments(scope, wanted)
    )
    context = {
        **_list_context(scope, page),
        "title": _("List of enrolments"),
        "list_url": reverse("reports:enrolments"),
        "rows": enrolment_rows(scope, page.object_list),
        "wanted": wanted,
        "state": wanted.state,
        "states": STATES,
        "q": wanted.q,
    }
    return render(request, "reports/enrolments.html", context)


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request.user, pk)
    note_look(viewer=request.user, person=person)
    record = record_of(person, today=timezone.localdate())
    crumbs = [
        (reverse("reports:overview"), _("Reports")),
        (reverse("reports:people"), _("List of people")),
    ]
    context = {"person": person, "record": record, "crumbs": crumbs}
    return render(request, "reports/person.html", context)


@require_POST
def export(request: SignedInRequest) -> HttpResponse:
    """Ask for the report as a file. Pressed twice on one page it is one job."""
    form = request.POST.get("format", Format.XLSX)
    if form not in set(Format):
        raise Http404
    scope = scope_or_404(request.user, request.POST)
    now = timezone.localtime()
    token = request.POST.get("token", "") or f"{now:%Y-%m-%d %H:%M}"
    job = ask_for_export(user=request.user, scope=scope, token=token, form=form)
    return redirect("jobs:progress", job.pk)


@require_POST
def remind(request: SignedInRequest) -> HttpResponse:
    """A head writes to everybody in their units who is late or due soon."""
    if not headed_units(request.user).exists():
        raise Http404
    count = remind_my_people(head=request.user)
    if count is None:
        messages.info(request, _("Your people were reminded today already."))
    elif count:
        words = ngettext(
            "%(n)s person was reminded.", "%(n)s people were reminded.", count
        )
        messages.success(request, words % {"n": count})
    else:
        messages.info(request, _("Nobody is late or due within two weeks."))
    return redirect("reports:overview")


def _figures_page(
    request: SignedInRequest, template: str, asked: Mapping[str, str]
) -> HttpResponse:
    scope = scope_or_404(request.user, asked)
    shown = figures(scope)
    ahead = forecast_of(shown.trend, today=scope.today)
    head = letterhead(request.user, scope)
    now = timezone.localtime()
    context = {
        **_context(scope),
        "figures": shown,
        "units": shown.units if "all" in asked else shown.first_units,
        "trend": shown.trend,
        "forecast": ahead,
        "chart": trend_chart(shown.trend, ahead),
        "letterhead": head,
        "place_and_date": head.place_and_date(now.date()),
        "now": now,
        "token": uuid4().hex,
        # Whoever has a scope without being the office heads something.
        "may_remind": not scope.is_past and not is_training_office(request.user),
        "reminded": reminded_today(request.user),
    }
    return render(request, template, context)


def _page(
    request: SignedInRequest,
    rows: Sequence[Any] | QuerySet[Any],
    number: int | None = None,
) -> Page[Any]:
    """The page asked for; `number` is how many rows there are, where that is known
    without counting them."""
    paginator = Paginator(rows, ON_A_PAGE)
    if number is not None:
        paginator.count = number
    return paginator.get_page(request.GET.get("page"))


def _list_context(scope: Scope, page: Page[Any]) -> dict[str, Any]:
    crumbs = [(reverse("reports:overview"), _("Reports"))]
    return {**_context(scope), "crumbs": crumbs, "page": page}


def _context(scope: Scope) -> dict[str, Any]:
    return {
        "crumbs": _crumbs(scope),
        "scope": scope,
        "choices": choices(scope),
        "asked": QueryDict(urlencode(scope.asked)),
    }


def _crumbs(scope: Scope) -> list[tuple[str, str]]:
    """The way down to a unit or a course; nothing above all one answers for."""
    if scope.units == scope.tops and scope.course is None:
        return []
    units = [
        (reverse("reports:unit", args=[unit.pk]), unit.name)
        for unit in units_above(scope)
    ]
    return [(reverse("reports:overview"), _("Reports")), *units]
