"""What became of a unit: its names, its places, and the decisions behind them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.admin_page import admin_page
from accounts.http import SignedInRequest
from departments.models import Department
from departments.past import past_of


@require_safe
def unit_past(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the office that keeps units."""
    may = request.user.has_perm("departments.change_department")
    unit = Department.objects.filter(pk=pk).first() if may else None
    if unit is None:
        raise Http404
    crumbs = [(reverse("units:index"), _("Units"))]
    context = {"unit": unit, "past": past_of(unit)}
    template = "departments/reorganising/unit_past.html"
    return admin_page(
        request, template, unit.name, context, crumbs=crumbs, icon="history"
    )
