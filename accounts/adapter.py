from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from the training office; nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Signing in and out need no banner: the page that follows says it."""
        if message_template and message_template.endswith(
            ("logged_in.txt", "logged_out.txt")
        ):
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def authenticate(
        self, request: HttpRequest, **credentials: Any
    ) -> AbstractBaseUser | None:
        """The staff code is as good as the sign-in name."""
        if typed := credentials.get("username"):
            credentials["username"] = User.objects.username_of(typed)
        return super().authenticate(request, **credentials)

    def post_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=365 * 24 * 3600,
            samesite="Lax",
        )
        return response
