"""Chromium as Debian packages it, driven by Playwright: no browser to download."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Playwright, ViewportSize

PROGRAMME = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",  # root in a container has none; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 360, "height": 780}
DESK: ViewportSize = {"width": 1280, "height": 900}


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=PROGRAMME, args=OPTIONS)


def sign_in(page: Page, username: str, password: str) -> None:
    """Through the form on the page, as a person does; ends behind it."""
    page.fill("[name=login]", username)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def follow(link: Locator) -> None:
    """Press what leads to another page, and be there."""
    with link.page.expect_navigation():
        link.click()
