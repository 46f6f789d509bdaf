"""Training plans in the admin: write, look at what would happen, put in force, close."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.columns import DayColumn
from learning.models import Assignment, Prerequisite, TrainingPlan
from learning.plans.views import PREVIEW, PlanPreview

STATE = TrainingPlan.State


def preview_button(plan: TrainingPlan, kind: type[Button] = Button) -> Button:
    url = reverse("training_plans:preview", args=[plan.pk])
    return kind(PREVIEW, url=url, icon_name="view", priority=15)


class PlanIndex(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[TrainingPlan]:
        of_state = Assignment.State
        done = Q(
            assignments__state__in=[of_state.DONE, of_state.EXEMPT, of_state.EQUIVALENT]
        )
        released = Q(assignments__state=of_state.RELEASED)
        plans: QuerySet[TrainingPlan] = super().get_base_queryset()
        return plans.annotate(
            duties=Count("assignments", filter=~released),
            fulfilled=Count("assignments", filter=done),
        )

    def get_list_more_buttons(self, instance: TrainingPlan) -> list[Any]:
        return [*super().get_list_more_buttons(instance), preview_button(instance)]


class EditPlan(generic.EditView):
    @property
    def header_buttons(self) -> list[Any]:
        return [preview_button(self.object, HeaderButton)]


class AddPlan(generic.CreateView):
    def get_success_url(self) -> str:
        return reverse("training_plans:preview", args=[self.object.pk])

    def save_instance(self) -> TrainingPlan:
        self.form.instance.created_by = self.request.user
        plan: TrainingPlan = super().save_instance()
        return plan


class KeepsWhatPeopleHave(ModelPermissionPolicy):
    """A plan that gave duties is closed, not deleted."""

    def user_has_permission_for_instance(
        self, user: object, action: str, instance: TrainingPlan
    ) -> bool:
        if action == "delete" and instance.state != STATE.DRAFT:
            return False
        allowed: bool = super().user_has_permission_for_instance(user, action, instance)
        return allowed


class TrainingPlanViewSet(ModelViewSet):
    model = TrainingPlan
    icon = "calendar-check"
    menu_label = _("Training plans")
    copy_view_enabled = False
    index_view_class = PlanIndex
    add_view_class = AddPlan
    edit_view_class = EditPlan
    list_display = [
        "title",
        "year",
        DayColumn("due_on", label=_("Due on")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("duties", label=_("Duties")),
        Column("fulfilled", label=_("Fulfilled")),
    ]
    list_filter = ["year", "state"]
    search_fields = ["title", "decision_number"]
    panels = [
        FieldPanel("title"),
        FieldRowPanel(
            [FieldPanel("year"), FieldPanel("starts_on"), FieldPanel("due_on")]
        ),
        FieldRowPanel([FieldPanel("decision_number"), FieldPanel("decided_on")]),
        MultiFieldPanel(
            [
                InlinePanel(
                    "courses",
                    label=_("Course"),
                    min_num=1,
                    panels=[
                        FieldPanel("course"),
                        FieldRowPanel(
                            [
                                FieldPanel("is_compulsory"),
                                FieldPanel("due_on"),
                                FieldPanel("renew_months"),
                            ]
                        ),
                    ],
                ),
                FieldPanel("electives_required"),
            ],
            heading=_("Courses"),
        ),
        InlinePanel(
            "targets",
            heading=_("Whom it is for"),
            label=_("Unit or person"),
            min_num=1,
            panels=[
                FieldPanel("department"),
                FieldRowPanel(
                    [
                        FieldPanel("with_below"),
                        FieldPanel("heads_only"),
                        FieldPanel("post"),
                    ]
                ),
                FieldPanel("person"),
            ],
        ),
        FieldPanel("note"),
    ]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return KeepsWhatPeopleHave(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        preview = PlanPreview.as_view(permission_policy=self.permission_policy)
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/preview/", preview, name="preview"),
        ]


class PrerequisiteViewSet(ModelViewSet):
    model = Prerequisite
    icon = "order"
    menu_label = _("Prerequisites")
    copy_view_enabled = False
    form_fields = ["course", "needs"]
    list_display = [
        Column("course", label=_("Course")),
        Column("needs", label=_("has to be finished before")),
    ]
