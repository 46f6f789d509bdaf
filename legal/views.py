from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView
from wagtail.permissions import page_permission_policy

from legal.citations import pages_citing_ended_law


class OutdatedPagesView(PageReportView):
    """The list a trainer works off when the law has changed."""

    page_title = _("Pages that cite ended law")
    header_icon = "warning"
    index_url_name = "legal_outdated_pages"
    index_results_url_name = "legal_outdated_pages_results"
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self) -> Any:
        """Ended citations on pages this person may edit."""
        mine = page_permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        pages: Any = pages_citing_ended_law(timezone.localdate())
        return pages.filter(pk__in=mine.values("pk")).specific(defer=True)
