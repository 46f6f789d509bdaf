from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.columns import DayColumn
from legal.citations import ended_law_cited_by
from legal.models import LegalReference
from legal.views import OutdatedPagesView


class LegalReferenceViewSet(SnippetViewSet):
    model = LegalReference
    icon = "folder-open-inverse"
    menu_label = _("Legal references")
    menu_order = 400
    add_to_admin_menu = True
    list_display = [
        "number",
        "title",
        DayColumn("effective_from", label=_("In force from")),
        DayColumn("effective_to", label=_("Until")),
        Column("replaced_by.number", label=_("Replaced by")),
        DayColumn("checked_on", label=_("Last checked on")),
    ]
    ordering = ["-effective_from"]


register_snippet(LegalReferenceViewSet)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path(
            "reports/outdated-law/",
            OutdatedPagesView.as_view(),
            name="legal_outdated_pages",
        ),
        path(
            "reports/outdated-law/results/",
            OutdatedPagesView.as_view(results_only=True),
            name="legal_outdated_pages_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return MenuItem(
        _("Pages that cite ended law"),
        reverse("legal_outdated_pages"),
        icon_name="warning",
        order=50,
    )


@hooks.register("before_edit_page")
def warn_of_ended_law(request: HttpRequest, page: Page) -> None:
    """Whoever opens a page in the editor is told which of its sources ended."""
    if request.method != "GET":
        return
    for law in ended_law_cited_by(page, timezone.localdate()):
        heir = (
            law.replaced_by.number if law.replaced_by else gettext("no successor known")
        )
        messages.warning(
            request,
            gettext("This page cites %(number)s, which no longer applies (%(heir)s).")
            % {"number": law.number, "heir": heir},
        )
