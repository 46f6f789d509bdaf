from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class AdminContentSecurityPolicy:
    """The Wagtail admin's own inline scripts are let through under /cms/ only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        elif getattr(request, "is_dummy", False):
            # Wagtail's preview of a page stands in a frame of the admin.
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        return response


class CompressedPages(GZipMiddleware):
    """Pages travel compressed; files keep their length and their byte ranges.

    What BREACH needs is not there: the session's cookie stays at home in requests
    from other sites (SameSite=Lax), the CSRF token is masked anew in every answer,
    and Django pads each with a random length.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response
