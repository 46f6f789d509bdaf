"""What views and policies of the admin share."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class EditorMixin:
    """For views of the admin: their form is told, as `editor`, who is at work."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return {**kwargs, "editor": self.request.user}  # type: ignore[attr-defined]


class NoHands(ModelPermissionPolicy):
    """Rows that services write: never typed in and never deleted in the admin."""

    def user_has_permission(self, user: object, action: str) -> bool:
        if action in {"add", "delete"}:
            return False
        allowed: bool = super().user_has_permission(user, action)
        return allowed
