from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from accounts.choosers import person_chooser
from accounts.columns import DayColumn
from accounts.models import User
from courses.models import CoursePage
from learning.classes.admin import TrainingClassViewSet
from learning.hours.admin import (
    ExemptionViewSet,
    HoursTargetViewSet,
    OutsideTrainingViewSet,
)
from learning.marking import admin_urls as marking
from learning.models import Enrolment, LessonCompletion
from learning.plans.admin import PrerequisiteViewSet, TrainingPlanViewSet
from learning.regrading import admin_urls as regrading
from learning.reminders.admin import DayOffViewSet
from quizzes.doors import question_door
from quizzes.models import Question
from quizzes.permissions import may_write


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
        DayColumn("due_on", label=_("Due on")),
        DayColumn("started_at", label=_("Started")),
        DayColumn("completed_at", label=_("Completed")),
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
        TrainingPlanViewSet("training_plans"),
        TrainingClassViewSet("training_classes"),
        EnrolmentViewSet("enrolments"),
        OutsideTrainingViewSet("outside_training"),
        ExemptionViewSet("exemptions"),
        HoursTargetViewSet("hours_targets"),
        PrerequisiteViewSet("prerequisites"),
        DayOffViewSet("days_off"),
    )


@hooks.register("register_admin_viewset")
def register_training() -> TrainingGroup:
    return TrainingGroup()


@hooks.register("register_admin_urls")
def register_marking() -> list[URLPattern | URLResolver]:
    return [
        path("marking/", include(marking)),
        path("regrades/", include(regrading)),
    ]


@question_door
def correcting_door(user: User, question: Question) -> HeaderButton | None:
    """To those who may correct marks given with this question."""
    if not (user.has_perm("quizzes.add_regrade") and may_write(user, question)):
        return None
    url = reverse("regrading:correct", args=[question.pk])
    return HeaderButton(_("Correct marks"), url=url, icon_name="rotate", priority=30)


class ForMarkers(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("quizzes.add_marking"))


@hooks.register("register_admin_menu_item")
def marking_door() -> MenuItem:
    url = reverse_lazy("marking:queue")
    return ForMarkers(_("Marking"), url, name="marking", icon_name="edit", order=212)


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
