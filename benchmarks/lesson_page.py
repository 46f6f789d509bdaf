"""CPU of a signed-in view of a lesson, its text kept, against the same bytes ready-made.

In process, through the whole WSGI application; compression is left to the server, as in
the figures this is held against. The baseline is a bare view behind the same middleware
and sign-in that answers with the finished page: what no lesson page can undercut.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks import Result
from benchmarks.environment import province
from benchmarks.measuring import interleaved_cpu_ms, number_of_queries

if TYPE_CHECKING:
    from accounts.models import User

GOAL = 2000  # microseconds
MOST_QUERIES = 4
Get = Callable[[], bytes]


def run() -> Result:
    province(people=60)
    lesson = getter(lesson_of_the_longest_course())
    page = lesson()
    add_bare_view(page)
    bare = getter("/bare/")
    if bare() != page:
        raise RuntimeError("The baseline does not answer with the page.")
    queries = number_of_queries(lesson)
    if queries > MOST_QUERIES:
        raise RuntimeError(f"{queries} queries, at most {MOST_QUERIES} are allowed.")
    value, baseline = interleaved_cpu_ms(lesson, bare)
    return Result(
        value=value * 1000,
        unit=f"µs of CPU, with {queries} queries",
        goal=GOAL,
        baseline=baseline * 1000,
    )


def lesson_of_the_longest_course() -> str:
    """The address of its first lesson, with the demo trainee enrolled."""
    from courses.models import CoursePage  # noqa: PLC0415 - Django is set up now
    from learning.services import enrol  # noqa: PLC0415

    course = max(CoursePage.objects.live(), key=lambda each: each.lessons().count())
    enrol(trainee=trainee(), course=course)
    return f"/hoc/{course.slug}/{course.lessons()[0].slug}/"


def trainee() -> User:
    from accounts.models import User  # noqa: PLC0415

    return User.objects.get(username="hocvien")


def add_bare_view(page: bytes) -> None:
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415
    from django.urls import clear_url_caches, path  # noqa: PLC0415

    from lms import urls  # noqa: PLC0415

    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse(page)

    urls.urlpatterns.insert(0, path("bare/", bare))
    clear_url_caches()


def getter(address: str) -> Get:
    """GET the address as the demo trainee, as a server would ask for it."""
    from django.test import Client  # noqa: PLC0415

    from lms.wsgi import application  # noqa: PLC0415

    client = Client()
    client.force_login(trainee())
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
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
