"""Pages of the admin about the bank's questions, made by functions."""

from __future__ import annotations

from typing import Any

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_page import admin_page
from accounts.http import SignedInRequest


def bank_page(
    request: SignedInRequest,
    template: str,
    title: object,
    context: dict[str, Any],
    *,
    icon: str = "help",
    status: int = 200,
) -> TemplateResponse:
    """With the way back by the list of questions."""
    crumbs = [(reverse("questions:index"), _("Questions"))]
    return admin_page(
        request, template, title, context, crumbs=crumbs, icon=icon, status=status
    )
