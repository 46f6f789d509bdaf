"""What the doors for files share."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from accounts.http import SignedInRequest
from quizzes.importing.exporting import MEDIA_TYPES


def must(request: SignedInRequest, *acts: str) -> None:
    if not any(request.user.has_perm(f"quizzes.{act}_question") for act in acts):
        raise PermissionDenied


def attachment(data: bytes, format_: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[format_])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
