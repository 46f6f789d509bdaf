from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from jobs.models import Job


class WatchOnly(ModelPermissionPolicy):
    """Jobs are asked for by the product; here they are watched."""

    def user_has_permission(self, user: object, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, "view")


class JobIndexView(generic.IndexView):
    columns = [
        TitleColumn(
            "title",
            label=_("Work"),
            get_url=lambda job: reverse("jobs:progress", args=[job.pk]),
        ),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("requested_by", label=_("Asked for by")),
        Column("tries", label=_("Tries")),
        DateColumn("created_at", label=_("Created")),
    ]


class JobViewSet(ModelViewSet):
    model = Job
    icon = "cogs"
    menu_label = _("Background work")
    menu_order = 700
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = JobIndexView
    list_filter = ["state", "kind"]
    search_fields = ["title"]
    form_fields = ["title"]
    ordering = ["-created_at"]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return WatchOnly(self.model)


@hooks.register("register_admin_viewset")
def register_jobs() -> JobViewSet:
    return JobViewSet("jobs_admin")
