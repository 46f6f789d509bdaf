"""What a lesson costs on a weak line, counted by Chromium itself.

Everything is counted: the page, its answer's headers, style, script, icons and both
web fonts. Pages are compressed by `lms.middleware.CompressedPages` (see there why
that is safe), static files when they are collected.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning.services import enrol, finish_lesson
from lms.chromium import follow
from lms.demo.courses import CRISIS
from tests.browser.addresses import lessons
from tests.browser.live import once

pytestmark = [pytest.mark.browser, once]

WHO = "giangvien"
WITHOUT_MEDIA = 5  # and so is the lesson after it
FIRST_VISIT = 60_000  # bytes
NEXT_LESSON = 10_000
NEXT_REQUESTS = 2


@dataclass
class Wire:
    """What went over the network since the last `clear`."""

    requests: list[str] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    sizes: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def asked(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]
        self.requests.append(f"{event['request']['method']} {event['request']['url']}")
        if "redirectResponse" in event:
            size = event["redirectResponse"]["encodedDataLength"]
            self.sizes["redirect"] += int(size)

    def cached(self, event: dict[str, Any]) -> None:
        address = self.addresses[event["requestId"]]
        self.requests = [each for each in self.requests if not each.endswith(address)]

    def answered(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self.cached(event)

    def arrived(self, event: dict[str, Any]) -> None:
        address = self.addresses.get(event["requestId"], "?")
        name = address.rsplit("/", 1)[-1] or "page"
        self.sizes[name] += int(event["encodedDataLength"])

    def clear(self) -> None:
        self.requests.clear()
        self.sizes.clear()

    @property
    def total(self) -> int:
        return sum(self.sizes.values())


def listen(page: Any) -> Wire:
    wire = Wire()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", wire.asked)
    session.on("Network.requestServedFromCache", wire.cached)
    session.on("Network.responseReceived", wire.answered)
    session.on("Network.loadingFinished", wire.arrived)
    return wire


def study_up_to(number: int) -> str:
    """Put the person before a lesson of the course; its address."""
    person = User.objects.get(username=WHO)
    enrolment = enrol(trainee=person, course=CoursePage.objects.get(slug=CRISIS))
    *before, here = lessons(CRISIS)[:number]
    for each in before:
        finish_lesson(enrolment=enrolment, lesson=each, at=timezone.now())
    return reverse("learning:lesson", args=(CRISIS, here.slug))


def test_a_lesson_is_light_and_the_next_one_lighter(visit, site, capsys):
    page = visit(WHO)
    wire = listen(page)

    page.goto(site.ask(lambda: study_up_to(WITHOUT_MEDIA)), wait_until="networkidle")
    first, parts = wire.total, dict(wire.sizes)
    fonts = [name for name in parts if name.endswith(".woff2")]
    assert len(fonts) == 2
    assert first <= FIRST_VISIT, parts

    wire.clear()
    follow(page.locator(".pager form button"))
    page.wait_for_load_state("networkidle")
    with capsys.disabled():
        print(f"\nfirst visit {first} B {parts}")  # noqa: T201
        print(f"next lesson {wire.total} B in {len(wire.requests)} requests")  # noqa: T201
    assert len(wire.requests) <= NEXT_REQUESTS, wire.requests
    assert wire.total <= NEXT_LESSON, dict(wire.sizes)


def test_pages_and_the_files_they_load_travel_compressed(visit, site):
    page = visit("hocvien")
    encodings = {}
    page.on("response", lambda answer: encodings.update(encoding_of(answer)))

    page.goto("/", wait_until="networkidle")

    assert encodings == {"/": "gzip", ".css": "br", ".js": "br", ".svg": "br"}


def encoding_of(answer: Any) -> dict[str, str]:
    path = PurePath(urlsplit(answer.url).path)
    if path.suffix == ".woff2":  # compressed in itself
        return {}
    return {path.suffix or "/": answer.headers.get("content-encoding", "none")}
