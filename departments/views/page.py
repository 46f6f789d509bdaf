"""Pages of the admin about one decision, made by functions."""

from __future__ import annotations

from typing import Any

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_page import admin_page
from accounts.http import SignedInRequest
from departments.models import Reorganisation


def decision_page(
    request: SignedInRequest,
    template: str,
    decision: Reorganisation,
    title: str,
    context: dict[str, Any],
) -> TemplateResponse:
    """With the way back to the decision and to the list of decisions."""
    crumbs = [(reverse("reorganisations:index"), _("Reorganisations"))]
    if title != decision.number:
        address = reverse("reorganising:decision", args=[decision.pk])
        crumbs.append((address, decision.number))
    context = {"decision": decision, **context}
    return admin_page(request, template, title, context, crumbs=crumbs, icon="site")
