from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from departments.admin_forms import DepartmentForm, MembershipForm, indented
from departments.choosers import UnitChooserViewSet, unit_chooser
from departments.models import Department, Membership


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
        DateColumn("dissolved_on", label=_("Dissolved on")),
    ]
    list_filter = ["kind"]
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
        DateColumn("started_on", label=_("From")),
        DateColumn("ended_on", label=_("Last day")),
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
    items = (DepartmentViewSet("units"), MembershipViewSet("posts"))


@hooks.register("register_admin_viewset")
def register_organisation() -> OrganisationGroup:
    return OrganisationGroup()


@hooks.register("register_admin_viewset")
def register_unit_chooser() -> UnitChooserViewSet:
    return unit_chooser
