"""A page of the admin that is made by a function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest


def admin_page(
    request: SignedInRequest,
    template: str,
    title: object,
    context: dict[str, Any],
    *,
    crumbs: Sequence[tuple[str, str]] = (),
    icon: str = "edit",
    status: int = 200,
) -> TemplateResponse:
    """With the admin's furniture; `crumbs` (address, words) lead back to the home."""
    home = (reverse("wagtailadmin_home"), _("Home"))
    way = [home, *crumbs, ("", str(title))]
    furniture = {
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in way],
        "header_title": str(title),
        "header_icon": icon,
    }
    return TemplateResponse(request, template, {**furniture, **context}, status=status)
