from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from departments.permissions import is_training_office
from staffing.models import StaffList
from staffing.views import checking, invitations, lists


class StaffListViewSet(ModelViewSet):
    model = StaffList
    icon = "clipboard-list"
    menu_label = _("Lists of staff")
    copy_view_enabled = False
    index_view_class = lists.ListIndex
    add_view_class = lists.UploadList
    form_fields = ["department"]
    list_display = [
        TitleColumn("file_name", label=_("File"), url_name="staff_lists:check"),
        Column("department", label=_("Unit")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("uploaded_by", label=_("Uploaded by")),
        DateColumn("uploaded_at", label=_("Uploaded")),
        DateColumn("applied_at", label=_("Applied")),
    ]
    search_fields = ["file_name"]
    ordering = ["-pk"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """No form changes a list: it is checked and applied, or dropped."""
        kept = {"index", "index_results", "add"}
        own = [each for each in super().get_urlpatterns() if each.name in kept]
        return [
            *own,
            path("<int:pk>/", checking.CheckList.as_view(), name="check"),
            path("<int:pk>/result/", lists.result, name="result"),
        ]


class FirstSignInItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_training_office(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_viewset")
def register_staffing() -> StaffListViewSet:
    return StaffListViewSet("staff_lists", add_to_admin_menu=True, menu_order=510)


@hooks.register("register_admin_menu_item")
def first_sign_in() -> MenuItem:
    return FirstSignInItem(
        _("First sign-in"),
        reverse_lazy("first_sign_in"),
        name="first-sign-in",
        icon_name="key",
        order=520,
    )


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    people = invitations.WaitingPeople
    results = people.as_view(results_only=True)
    return [
        path("first-sign-in/", people.as_view(), name="first_sign_in"),
        path("first-sign-in/results/", results, name="first_sign_in_results"),
        path(
            "first-sign-in/links/", invitations.send_links, name="first_sign_in_links"
        ),
        path(
            "first-sign-in/codes/", invitations.print_codes, name="first_sign_in_codes"
        ),
    ]
