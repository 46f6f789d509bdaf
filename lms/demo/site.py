"""The root of the site and its address."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from accounts.models import User


def set_up_site(*, by: User) -> int:
    """Name the site and its root page; how many things changed."""
    site = Site.objects.get(is_default_site=True)
    return name_site(site) + name_root(site.root_page, by)


def name_site(site: Site) -> int:
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or (443 if address.scheme == "https" else 80),
        "site_name": settings.SITE_NAME,
    }
    if all(getattr(site, name) == value for name, value in wanted.items()):
        return 0
    for name, value in wanted.items():
        setattr(site, name, value)
    site.save()
    return 1


def name_root(root: Page, by: User) -> int:
    if root.title == settings.SITE_NAME:
        return 0
    root.title = root.draft_title = settings.SITE_NAME
    root.slug = "trang-chu"
    root.save_revision(user=by).publish(user=by)
    return 1
