"""Decisions on units in the admin: their list, and the facts of one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.templatetags.ui import vi_date
from departments.models import Reorganisation


class DraftsOnly(ModelPermissionPolicy):
    """A decision that was applied is on record: it is undone first, then written on."""

    def user_has_permission_for_instance(
        self, user: object, action: str, instance: Reorganisation
    ) -> bool:
        if action in {"change", "delete"} and not instance.is_draft:
            return False
        allowed: bool = super().user_has_permission_for_instance(user, action, instance)
        return allowed


def decision_url(decision: Reorganisation) -> str:
    return reverse("reorganising:decision", args=[decision.pk])


def effective(decision: Reorganisation) -> str:
    return vi_date(decision.effective_on)


class DecisionIndex(generic.IndexView):
    columns = [
        TitleColumn("__str__", label=_("Title"), get_url=decision_url),
        Column("effective_on", _("effective on"), effective, sort_key="effective_on"),
        Column("state", label=_("state"), accessor="get_state_display"),
        Column("act_count", label=_("Acts")),
    ]

    def get_base_queryset(self) -> QuerySet[Reorganisation]:
        return Reorganisation.objects.annotate(act_count=Count("acts"))


class OfDrafts:
    """Others are shut, also to who knows the address."""

    def get_object(self, queryset: Any = None) -> Reorganisation:
        found: Reorganisation = super().get_object(queryset)  # type: ignore[misc]
        if not found.is_draft:
            raise PermissionDenied
        return found


class ToTheDecision:
    """What comes after the facts is the decision's own page."""

    object: Reorganisation

    def get_success_url(self) -> str:
        return decision_url(self.object)


class AddDecision(ToTheDecision, generic.CreateView):
    pass


class EditDecision(OfDrafts, ToTheDecision, generic.EditView):
    pass


class DeleteDecision(OfDrafts, generic.DeleteView):
    pass


class ReorganisationViewSet(ModelViewSet):
    model = Reorganisation
    icon = "tasks"
    menu_label = _("Reorganisations")
    copy_view_enabled = False
    index_view_class = DecisionIndex
    add_view_class = AddDecision
    edit_view_class = EditDecision
    delete_view_class = DeleteDecision
    form_fields = ["number", "title", "decided_on", "effective_on", "note"]
    list_filter = ["state"]
    search_fields = ["number", "title"]
    ordering = ["-effective_on", "-pk"]

    @property
    def permission_policy(self) -> Any:
        return DraftsOnly(self.model)
