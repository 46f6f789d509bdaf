"""Pages asked for in process, through the whole WSGI application, as a server would.

Compression is left to the server. The baseline of a page is a bare view behind the same
middleware and sign-in that answers with the finished page: what no page can undercut.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

Get = Callable[[], bytes]


def getter(address: str, *, username: str) -> Get:
    """GET the address, signed in as this demo account."""
    from django.test import Client  # noqa: PLC0415 - Django is set up now

    from accounts.models import User  # noqa: PLC0415
    from lms.wsgi import application  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get(username=username))
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "HTTP_COOKIE": cookies,
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }

    def start(*_: Any) -> Callable[[bytes], object]:
        return lambda _: None

    def get() -> bytes:
        response = application({**environ, "wsgi.input": io.BytesIO()}, start)
        body = b"".join(response)
        response.close()
        return body

    return get


def bare_getter(page: bytes, *, username: str) -> Get:
    """GET the same bytes, ready-made."""
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415
    from django.urls import clear_url_caches, path  # noqa: PLC0415

    from lms import urls  # noqa: PLC0415

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(page)

    urls.urlpatterns.insert(0, path("bare/", bare))
    clear_url_caches()
    get = getter("/bare/", username=username)
    if get() != page:
        raise RuntimeError("The baseline does not answer with the page.")
    return get
