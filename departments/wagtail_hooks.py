from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import LogActionRegistry

from accounts.columns import DayColumn
from accounts.templatetags.ui import vi_date
from departments.admin_filters import UnitFilters
from departments.admin_forms import DepartmentForm, MembershipForm, indented
from departments.admin_reorganisations import ReorganisationViewSet
from departments.choosers import UnitChooserViewSet, unit_chooser
from departments.models import Department, Membership
from departments.views import urls


def past_button(unit: Department, kind: type[Button] = Button) -> Button:
    url = reverse("reorganising:unit_past", args=[unit.pk])
    return kind(_("What became of it"), url=url, icon_name="history", priority=15)


class UnitIndex(generic.IndexView):
    filterset_class = UnitFilters

    def get_list_more_buttons(self, instance: Department) -> list[Any]:
        return [*super().get_list_more_buttons(instance), past_button(instance)]


class EditUnit(generic.EditView):
    @property
    def header_buttons(self) -> list[Any]:
        return [past_button(self.object, HeaderButton)]


class DepartmentViewSet(ModelViewSet):
    model = Department
    icon = "site"
    add_to_admin_menu = False
    copy_view_enabled = False
    menu_label = _("Units")
    list_display = [
        Column("name", label=_("Name"), accessor=indented),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        "code",
        Column(
            "dissolved_on", _("Dissolved on"), lambda unit: vi_date(unit.dissolved_on)
        ),
    ]
    index_view_class = UnitIndex
    edit_view_class = EditUnit
    search_fields = ["name", "short_name", "code"]
    list_per_page = 100
    ordering = ["path"]

    def get_form_class(self, for_update: bool = False) -> type[DepartmentForm]:
        return DepartmentForm


class MembershipViewSet(ModelViewSet):
    model = Membership
    icon = "group"
    copy_view_enabled = False
    menu_label = _("Posts")
    list_display = [
        "user",
        "department",
        "post",
        BooleanColumn("is_head", label=_("Heads the unit")),
        DayColumn("started_on", label=_("From")),
        DayColumn("ended_on", label=_("Last day")),
    ]
    list_filter = ["is_head", "is_primary"]
    search_fields = ["user__folded_name", "user__full_name", "department__name", "post"]
    ordering = ["department__path", "-is_head", "user__sort_key"]

    def get_form_class(self, for_update: bool = False) -> type[MembershipForm]:
        return MembershipForm


class OrganisationGroup(ViewSetGroup):
    menu_label = _("Organisation")
    menu_icon = "site"
    menu_order = 500
    items = (
        DepartmentViewSet("units"),
        MembershipViewSet("posts"),
        ReorganisationViewSet("reorganisations"),
    )


@hooks.register("register_admin_viewset")
def register_organisation() -> OrganisationGroup:
    return OrganisationGroup()


@hooks.register("register_admin_urls")
def register_decisions() -> list[URLPattern | URLResolver]:
    return [path("reorganising/", include(urls))]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("departments.apply", _("Apply"), _("Decision applied"))
    actions.register_action("departments.undo", _("Undo"), _("Decision undone"))


@hooks.register("register_admin_viewset")
def register_unit_chooser() -> UnitChooserViewSet:
    return unit_chooser
