from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from departments.permissions import sees_reports, writes_content
from lms.navigation import nav_items
from notifications.models import Message


def site(request: HttpRequest) -> dict[str, Any]:
    """Product name, navigation and the unread count; asked for only if shown."""
    user = request.user
    return {
        "site_name": settings.SITE_NAME,
        "nav_items": SimpleLazyObject(lambda: nav_items(request)),
        "writes_content": SimpleLazyObject(
            lambda: isinstance(user, User) and writes_content(user)
        ),
        "sees_reports": SimpleLazyObject(
            lambda: isinstance(user, User) and sees_reports(user)
        ),
        "unread_count": SimpleLazyObject(
            lambda: (
                Message.objects.unread().filter(recipient_id=user.pk).count()
                if user.is_authenticated
                else 0
            )
        ),
    }
