"""The admin's own face: the product's colour and a menu a trainer understands."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.models import CourseIndexPage
from handbooks.models import HandbookPage
from lms.admin_home import CarePanel

# Doors of Wagtail that lead nowhere in this product.
HIDDEN = {"help"}


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


class PageDoor(MenuItem):
    """A menu item that opens one part of the page tree."""

    def __init__(self, model: type, label: object, **kwargs: object) -> None:
        super().__init__(label, "", **kwargs)
        self.model = model

    def is_shown(self, request: HttpRequest) -> bool:
        page = self.model.objects.only("pk").first()  # type: ignore[attr-defined]
        if page is None:
            return False
        self.url = reverse("wagtailadmin_explore", args=[page.pk])
        return request.user.has_perm("wagtailadmin.access_admin")


@hooks.register("register_admin_menu_item")
def courses() -> MenuItem:
    return PageDoor(
        CourseIndexPage,
        _("Courses"),
        name="courses",
        icon_name="folder-open-1",
        order=90,
    )


@hooks.register("register_admin_menu_item")
def handbook() -> MenuItem:
    return PageDoor(
        HandbookPage, _("Handbook"), name="handbook", icon_name="warning", order=95
    )


@hooks.register("register_admin_menu_item")
def back_to_site() -> MenuItem:
    return MenuItem(
        _("To the site"),
        reverse("learning:catalogue"),
        name="site",
        icon_name="home",
        order=1000,
    )


@hooks.register("construct_main_menu")
def hide_unused_doors(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN]


@hooks.register("construct_homepage_panels")
def show_what_needs_care(request: HttpRequest, panels: list[CarePanel]) -> None:
    panels.append(CarePanel())
