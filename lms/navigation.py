"""The main navigation: who sees which door."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from departments.permissions import sees_reports


@dataclass(frozen=True)
class NavItem:
    url: str
    label: str
    icon: str
    current: bool


def nav_items(request: HttpRequest) -> list[NavItem]:
    doors = [
        (reverse("learning:home"), _("Today"), "home"),
        (reverse("learning:catalogue"), _("Courses"), "cap"),
        ("/cam-nang/", _("Handbook"), "book"),
        (reverse("learning:certificates"), _("Certificates"), "award"),
    ]
    user = request.user
    if isinstance(user, User) and sees_reports(user):
        doors.append((reverse("reports:overview"), _("Reports"), "chart"))
    return [
        NavItem(url, label, icon, _is_current(request.path, url))
        for url, label, icon in doors
    ]


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
