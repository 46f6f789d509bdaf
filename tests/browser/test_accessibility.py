"""Every kind of page, light and dark, on a phone and on a desk, under axe."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from lms.chromium import DESK, PHONE
from tests.browser.addresses import KINDS, Kind

pytestmark = pytest.mark.browser

# Every rule of axe, the "best practices" too, and this one that is off by itself.
ALL_RULES = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
NARROWEST = 320  # CSS pixels, WCAG 1.4.10: a page at 400 %


def faults(page: Any, options: dict[str, Any] = ALL_RULES) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def cut_off(page: Any) -> int:
    """By how many pixels the page must be scrolled sideways."""
    return page.evaluate(
        "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    )


def look_from_all_sides(page: Any) -> dict[str, Any]:
    """What is wrong, by the way it was looked at."""
    seen: dict[str, Any] = {}
    for width, viewport in [("desk", DESK), ("phone", PHONE)]:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="light")
        seen[width] = faults(page)
        page.emulate_media(color_scheme="dark")
        seen[f"{width}, dark"] = faults(page, COLOURS)
    page.set_viewport_size({"width": NARROWEST, "height": 600})
    seen["sideways"] = cut_off(page)
    return {way: wrong for way, wrong in seen.items() if wrong}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_stands_in_the_way(visit, site, kind: Kind):
    page = visit(kind.who, reduced_motion="reduce")
    address = kind.address(site)
    answer = page.goto(address)

    assert (answer.status, page.url) == (kind.status, site.url + address)
    assert look_from_all_sides(page) == {}
