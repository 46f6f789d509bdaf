"""The preview of a plan in the admin, from which it is put in force or closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from accounts.http import SignedInRequest
from learning.models import TrainingPlan
from learning.plans.preview import preview_plan
from learning.plans.services import (
    PlanIsEmpty,
    PlanIsNotADraft,
    activate_plan,
    close_plan,
)

PREVIEW = _("What it does")


class PlanPreview(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Whom the plan means and what it would give them; POST puts it in force or ends it."""

    permission_required = "change"
    page_title = PREVIEW
    header_icon = "calendar-check"
    template_name = "learning/plans/preview.html"

    @cached_property
    def plan(self) -> TrainingPlan:
        return get_object_or_404(TrainingPlan, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.plan)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse("training_plans:index"), "label": _("Training plans")},
            {
                "url": reverse("training_plans:edit", args=[self.plan.pk]),
                "label": str(self.plan),
            },
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        preview = preview_plan(self.plan, today=today)
        return super().get_context_data(
            plan=self.plan, preview=preview, today=today, **kwargs
        )

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        if request.POST.get("do") == "close":
            close_plan(plan=self.plan)
            messages.success(request, _now("Closed. What is done stays on record."))
            return redirect("training_plans:index")
        return self._activate(request)

    def _activate(self, request: SignedInRequest) -> HttpResponse:
        try:
            job = activate_plan(plan=self.plan, by=request.user)
        except PlanIsEmpty:
            messages.error(
                request,
                _now("Not in force: the plan needs a course and somebody to do it."),
            )
            return redirect("training_plans:preview", self.plan.pk)
        except PlanIsNotADraft:
            messages.info(request, _now("The plan is in force already, or closed."))
            return redirect("training_plans:preview", self.plan.pk)
        messages.success(request, _now("In force. People find it on their first page."))
        if job:
            return redirect("jobs:progress", job.pk)
        return redirect("training_plans:preview", self.plan.pk)
