"""What became of a unit: its names, its places, and the decisions behind them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from departments.models import Department
from departments.past import past_of
from departments.views.page import admin_page


@require_safe
def unit_past(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the office that keeps units."""
    may = request.user.has_perm("departments.change_department")
    unit = Department.objects.filter(pk=pk).first() if may else None
    if unit is None:
        raise Http404
    way = [(reverse("units:index"), _("Units")), ("", unit.name)]
    context = {"unit": unit, "past": past_of(unit)}
    template = "departments/reorganising/unit_past.html"
    return admin_page(request, template, way, context, icon="history")
