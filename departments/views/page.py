"""Pages of the admin about one decision, made by functions."""

from __future__ import annotations

from typing import Any

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from departments.models import Reorganisation

Way = list[tuple[str, str]]


def decision_page(
    request: SignedInRequest,
    template: str,
    decision: Reorganisation,
    title: str,
    context: dict[str, Any],
) -> TemplateResponse:
    """With the way back to the decision and to the list of decisions."""
    way = [
        (reverse("reorganisations:index"), _("Reorganisations")),
        (reverse("reorganising:decision", args=[decision.pk]), decision.number),
    ]
    if title != decision.number:
        way.append(("", title))
    return admin_page(
        request, template, way, {"decision": decision, **context}, icon="site"
    )


def admin_page(
    request: SignedInRequest,
    template: str,
    way: Way,
    context: dict[str, Any],
    *,
    icon: str,
) -> TemplateResponse:
    steps = [(reverse("wagtailadmin_home"), _("Home")), *way]
    furniture = {
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in steps],
        "header_title": way[-1][1],
        "header_icon": icon,
    }
    return TemplateResponse(request, template, {**furniture, **context})
