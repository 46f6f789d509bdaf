"""Classes in the admin of the training office."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.columns import DayColumn
from learning.classes.services import fill_free_seats
from learning.classes.views import (
    PEOPLE,
    ClassPeople,
    SessionCode,
    SessionList,
    SessionSheet,
)
from learning.models import Registration, TrainingClass


def people_button(found: TrainingClass, kind: type[Button] = Button) -> Button:
    url = reverse("training_classes:people", args=[found.pk])
    return kind(PEOPLE, url=url, icon_name="group", priority=15)


class ClassIndex(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[TrainingClass]:
        seated = Q(registrations__state=Registration.State.SEATED)
        classes: QuerySet[TrainingClass] = super().get_base_queryset()
        return classes.annotate(
            seated=Count("registrations", filter=seated, distinct=True),
            begins=Min("sessions__starts_at"),
        )

    def get_list_more_buttons(self, instance: TrainingClass) -> list[Any]:
        return [*super().get_list_more_buttons(instance), people_button(instance)]


class EditClass(generic.EditView):
    @property
    def header_buttons(self) -> list[Any]:
        return [people_button(self.object, HeaderButton)]

    def save_instance(self) -> TrainingClass:
        """More seats or quotas than before seat those who wait."""
        found: TrainingClass = super().save_instance()
        fill_free_seats(training_class=found)
        return found


class KeepsRegistrations(ModelPermissionPolicy):
    """A class that people registered for is cancelled, not deleted."""

    def user_has_permission_for_instance(
        self, user: object, action: str, instance: TrainingClass
    ) -> bool:
        if action == "delete" and instance.registrations.exists():
            return False
        allowed: bool = super().user_has_permission_for_instance(user, action, instance)
        return allowed


class TrainingClassViewSet(ModelViewSet):
    model = TrainingClass
    icon = "group"
    menu_label = _("Classes")
    copy_view_enabled = False
    index_view_class = ClassIndex
    edit_view_class = EditClass
    list_display = [
        "title",
        DayColumn("begins", label=_("Begins")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("seated", label=_("With a seat")),
        "seats",
    ]
    list_filter = ["state"]
    search_fields = ["title", "decision_number", "place"]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("decision_number"), FieldPanel("state")]),
        FieldPanel("place"),
        FieldPanel("course"),
        FieldPanel("about"),
        FieldRowPanel(
            [
                FieldPanel("seats"),
                FieldPanel("register_until"),
                FieldPanel("needed_percent"),
            ]
        ),
        InlinePanel(
            "sessions",
            heading=_("Sessions of the class"),
            label=_("Session"),
            min_num=1,
            panels=[
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("lecturer"), FieldPanel("hours")]),
            ],
        ),
        InlinePanel(
            "quotas",
            heading=_("Seats by unit"),
            label=_("Unit"),
            panels=[FieldPanel("department"), FieldPanel("seats")],
        ),
    ]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return KeepsRegistrations(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        may = {"permission_policy": self.permission_policy}
        one = "<int:pk>/sessions/<int:session>"
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/people/", ClassPeople.as_view(**may), name="people"),
            path(
                "<int:pk>/people/results/",
                ClassPeople.as_view(**may, results_only=True),
                name="people_results",
            ),
            path(f"{one}/list/", SessionList.as_view(**may), name="session_list"),
            path(f"{one}/sheet/", SessionSheet.as_view(**may), name="session_sheet"),
            path(f"{one}/code/", SessionCode.as_view(**may), name="session_code"),
        ]
