from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from accounts.choosers import person_chooser
from courses.models import CoursePage
from learning.hours.admin import (
    ExemptionViewSet,
    HoursTargetViewSet,
    OutsideTrainingViewSet,
)
from learning.models import Enrolment, LessonCompletion


class EnrolmentForm(WagtailAdminModelForm):
    """Puts one person on a course; person and course stay as they are."""

    course = forms.ModelChoiceField(
        label=_("Course"), queryset=CoursePage.objects.live()
    )

    class Meta:
        model = Enrolment
        fields = ["trainee", "course", "due_on"]
        widgets = {"trainee": person_chooser.widget_class}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["trainee"], self.fields["course"]


class EnrolmentViewSet(ModelViewSet):
    model = Enrolment
    icon = "tasks"
    menu_label = _("Enrolments")
    copy_view_enabled = False
    list_display = [
        "trainee",
        Column("course", label=_("Course")),
        DateColumn("due_on", label=_("Due on")),
        DateColumn("started_at", label=_("Started")),
        DateColumn("completed_at", label=_("Completed")),
    ]
    list_filter = ["due_on", "completed_at"]
    search_fields = ["trainee__folded_name", "trainee__full_name", "trainee__username"]
    ordering = ["trainee__sort_key"]

    def get_form_class(self, for_update: bool = False) -> type[EnrolmentForm]:
        return EnrolmentForm


class TrainingGroup(ViewSetGroup):
    menu_label = _("Training")
    menu_icon = "calendar-check"
    menu_order = 220
    items = (
        EnrolmentViewSet("enrolments"),
        OutsideTrainingViewSet("outside_training"),
        ExemptionViewSet("exemptions"),
        HoursTargetViewSet("hours_targets"),
    )


@hooks.register("register_admin_viewset")
def register_training() -> TrainingGroup:
    return TrainingGroup()


@hooks.register("before_delete_page")
def keep_pages_people_have_records_on(
    request: HttpRequest, page: Page
) -> HttpResponse | None:
    """Deleting a lesson would delete what people did. Unpublishing does not."""
    below = page.get_descendants(inclusive=True).values("pk")
    used = (
        LessonCompletion.objects.filter(lesson__in=below).exists()
        or Enrolment.objects.filter(course__in=below).exists()
    )
    if not used:
        return None
    messages.error(
        request,
        gettext(
            "People have records on this page, so it cannot be deleted. "
            "Unpublish it: what they did stays, and nobody new sees it."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
