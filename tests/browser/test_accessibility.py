"""Every kind of page, light and dark, on a phone and on a desk, under axe."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from lms.chromium import DESK, PHONE, follow
from lms.demo.courses import CRISIS
from tests.browser.addresses import HEAD, KINDS, TRAINEE, Kind
from tests.browser.live import WORKER_WITHIN, once
from tests.browser.quiz import before_the_quiz, start_quiz

pytestmark = [pytest.mark.browser, once]

WHO = "admin"

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


def show_whole(page: Any, viewport: Any) -> None:
    """So high that nothing lies under the bar at the foot: axe does not scroll."""
    page.set_viewport_size(viewport)
    height = page.evaluate("() => document.scrollingElement.scrollHeight")
    page.set_viewport_size({**viewport, "height": height})


def look_from_all_sides(page: Any) -> dict[str, Any]:
    """What is wrong, by the way it was looked at."""
    seen: dict[str, Any] = {}
    for width, viewport in [("desk", DESK), ("phone", PHONE)]:
        page.emulate_media(color_scheme="light")
        show_whole(page, viewport)
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


def test_nothing_stands_in_the_way_of_a_quiz(visit, site):
    """Its pages exist only while, and after, somebody takes it."""
    page = visit(WHO, reduced_motion="reduce")
    address = site.ask(lambda: before_the_quiz(WHO, CRISIS))
    page.goto(address)
    wrong = {"start": look_from_all_sides(page)}

    start_quiz(page)
    page.goto(f"{address}cau/2/")
    page.locator('[name="q2-answer"]').first.check()
    page.click("[name=q2-do][value=flag]")
    wrong["question"] = look_from_all_sides(page)

    page.goto(f"{address}nop-bai/")
    wrong["summary"] = look_from_all_sides(page)

    follow(page.get_by_role("button", name="Nộp bài"))
    for fold in page.locator("details.fold").all()[1:]:
        fold.evaluate("(fold) => { fold.open = true; }")
    wrong["result"] = look_from_all_sides(page)

    page.goto(address)
    wrong["start, after an attempt"] = look_from_all_sides(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_nothing_stands_in_the_way_of_the_daily_review(visit):
    """A question, its explanation, and the day's end."""
    page = visit(TRAINEE, reduced_motion="reduce")
    page.goto("/on-tap/")
    wrong = {"question": look_from_all_sides(page)}
    follow(page.locator(".pager .btn--quiet"))  # "I do not remember"
    wrong["explanation"] = look_from_all_sides(page)
    while not page.url.endswith("/on-tap/"):
        follow(page.locator(".pager .btn").first)

    wrong["end of the day"] = look_from_all_sides(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_nothing_stands_in_the_way_of_watching_a_job(visit):
    page = visit(HEAD, reduced_motion="reduce")
    page.goto("/bao-cao/")
    page.get_by_role("button", name="Excel").click()
    page.wait_for_url("**/viec/*/")
    page.locator("main a.btn").wait_for(timeout=WORKER_WITHIN * 1000)

    assert look_from_all_sides(page) == {}
