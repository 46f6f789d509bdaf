"""Chromium against the site as `make run` starts it, with sixty people in it.

Everything lives as long as this package's tests, no longer: Playwright's event
loop would keep Django's ORM from working in the tests that come after.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from lms.chromium import DESK, PROGRAMME, launch, sign_in
from lms.rehearsal import rehearsal
from tests.browser.live import (
    LiveSite,
    copy_migrated_database,
    own_database,
    own_services,
)

PEOPLE = 60
PATIENCE = 15_000  # ms


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    if not PROGRAMME.exists():
        pytest.skip(f"no Chromium at {PROGRAMME}: install it, or set CHROMIUM")
    api.expect.set_options(timeout=PATIENCE)
    with api.sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(
    django_db_setup, chromium, tmp_path_factory, django_db_blocker
) -> Iterator[LiveSite]:
    folder = tmp_path_factory.mktemp("site")
    services = own_services(os.environ)
    if connection.vendor == "sqlite":
        copy_migrated_database(folder)
    with rehearsal(folder, people=PEOPLE, services=services) as url:
        yield LiveSite(url, own_database(folder), django_db_blocker.unblock)


@pytest.fixture
def visit(chromium, site) -> Iterator[Callable[..., Any]]:
    """Open a browser for a person (or nobody); afterwards it must not have complained."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_browser(username: str = "", **options: Any) -> Any:
        if username and username not in site.signed_in:
            site.signed_in[username] = cookies_of(chromium, site, username)
        context = chromium.new_context(
            base_url=site.url,
            locale="vi-VN",
            storage_state=site.signed_in.get(username),
            **{"viewport": DESK, **options},
        )
        context.set_default_timeout(PATIENCE)
        listen(context, site.url, complaints)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()
    assert complaints == []


def cookies_of(chromium: Any, site: LiveSite, username: str) -> Any:
    """Sign in once; the tests after that come with the same session."""
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/accounts/login/")
    sign_in(page, username, site.password)
    state = context.storage_state()
    context.close()
    return state


def listen(context: Any, own: str, complaints: list[str]) -> None:
    """Errors of scripts, whatever the content policy refused, a server that fell
    over, a file that is not there, and anything fetched from elsewhere."""

    def message(said: Any) -> None:
        # The answers themselves are looked at below.
        if said.type == "error" and "Failed to load resource" not in said.text:
            complaints.append(f"{said.page.url if said.page else ''}: {said.text}")

    def response(answer: Any) -> None:
        missing = answer.status == 404 and answer.request.resource_type != "document"
        if answer.status >= 500 or missing:
            complaints.append(f"{answer.status} {answer.url}")

    def request(asked: Any) -> None:
        parts = urlsplit(asked.url)
        if parts.scheme in ("http", "https") and parts.netloc != urlsplit(own).netloc:
            complaints.append(f"fetched from elsewhere: {asked.url}")

    context.on("console", message)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("response", response)
    context.on("request", request)
