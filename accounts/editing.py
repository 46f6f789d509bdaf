from __future__ import annotations

from typing import Any


class EditorMixin:
    """For views of the admin: their form is told, as `editor`, who is at work."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return {**kwargs, "editor": self.request.user}  # type: ignore[attr-defined]
