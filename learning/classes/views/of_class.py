"""What the pages about one class have in common."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from learning.models import ClassSession, Registration, TrainingClass

STATE = Registration.State


class OfClass(PermissionCheckedMixin):
    """What is done with one class, for who may change classes."""

    permission_required = "change"
    kwargs: dict[str, Any]

    @cached_property
    def training_class(self) -> TrainingClass:
        return get_object_or_404(TrainingClass, pk=self.kwargs["pk"])

    @cached_property
    def session(self) -> ClassSession:
        sessions = ClassSession.objects.select_related("training_class")
        return get_object_or_404(
            sessions, pk=self.kwargs["session"], training_class=self.kwargs["pk"]
        )

    def seated(self) -> QuerySet[Registration]:
        seated = Registration.objects.filter(
            training_class=self.kwargs["pk"], state=STATE.SEATED
        )
        return seated.select_related("trainee", "department").order_by(
            "trainee__sort_key"
        )

    def breadcrumbs(self, here: str) -> list[dict[str, Any]]:
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse("training_classes:index"), "label": _("Classes")},
            {
                "url": reverse("training_classes:people", args=[self.kwargs["pk"]]),
                "label": str(self.training_class),
            },
            {"url": "", "label": here},
        ]
