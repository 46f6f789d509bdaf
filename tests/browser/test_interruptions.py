"""An answer is never lost: reloaded, in two tabs, without a line, signed out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lms.chromium import sign_in
from lms.demo.courses import PRESS
from tests.browser.live import LiveSite, eventually
from tests.browser.quiz import (
    Key,
    before_the_quiz,
    choose,
    is_chosen,
    kept_answers,
    right_answers,
    single_choices,
    start_quiz,
)

pytestmark = pytest.mark.browser

WHO = "phongdaotao"
KEPT = "[data-saved]"
WAITING = "[data-waiting]"


@pytest.fixture
def page(visit, site) -> Page:
    """At the first question of an open attempt."""
    address = site.ask(lambda: before_the_quiz(WHO, PRESS))
    page = visit(WHO)
    page.goto(address)
    start_quiz(page)
    page.goto(f"{address}cau/1/")
    return page


@pytest.fixture
def places(page, site) -> list[int]:
    """Questions with one answer out of several."""
    return single_choices(site, WHO)


@pytest.fixture
def answers(page, site) -> Key:
    return right_answers(site, WHO)


def turn_to(page: Page, position: int) -> None:
    page.locator(f'.qmap button[value="{position}"]').click()


def kept(site: LiveSite, position: int) -> list[str]:
    return kept_answers(site, WHO).get(position, [])


def test_an_answer_is_there_after_the_page_is_loaded_again(page, places, answers, site):
    n = places[0]
    turn_to(page, n)
    choose(page, n, answers[n])
    expect(page.locator(KEPT)).to_be_visible()
    assert eventually(lambda: kept(site, n)) == answers[n]

    page.reload()

    is_chosen(page, n, answers[n])


def test_of_two_tabs_the_newer_answer_stays_and_the_older_tab_says_so(
    page, places, site
):
    n = places[1]
    turn_to(page, n)
    newer = page.context.new_page()
    newer.goto(page.url)
    first, second, *_ = options(newer, n)

    with newer.expect_response(f"**/cau/{n}/"):
        choose(newer, n, [first])
    with page.expect_response(f"**/cau/{n}/"):
        # Pressed, not "checked": the page may put the newer answer back at once.
        page.click(f'[name="q{n}-answer"][value="{second}"]')

    expect(page.locator('[data-banner="newer"]')).to_be_visible()
    is_chosen(page, n, [first])
    assert kept(site, n) == [first]


def options(page: Page, position: int) -> list[str]:
    boxes = page.locator(f'[name="q{position}-answer"]').all()
    return [box.get_attribute("value") for box in boxes]


def test_without_a_line_answers_wait_and_are_sent_when_it_is_back(
    page, places, answers, site
):
    one, other = places[2:4]
    turn_to(page, one)
    page.context.set_offline(True)
    choose(page, one, answers[one])
    expect(page.locator('[data-banner="offline"]')).to_be_visible()
    expect(page.locator(WAITING)).to_be_visible()
    turn_to(page, other)  # and one goes on meanwhile
    choose(page, other, answers[other])

    page.context.set_offline(False)

    expect(page.locator(KEPT)).to_be_visible()
    expect(page.locator('[data-banner="offline"]')).to_be_hidden()
    assert eventually(lambda: kept(site, other)) == answers[other]
    assert kept(site, one) == answers[one]


def test_signed_out_in_the_middle_one_comes_back_to_the_question_and_its_answer(
    page, places, answers, site
):
    n = places[-1]
    turn_to(page, n)
    page.context.clear_cookies(name="sessionid")
    choose(page, n, answers[n])
    expect(page.locator('[data-banner="signed-out"]')).to_be_visible()
    assert kept(site, n) == []

    page.click("[data-sign-in]")
    sign_in(page, WHO, site.password)

    expect(page).to_have_url(re.compile(rf"/cau/{n}/$"))
    is_chosen(page, n, answers[n])
    assert eventually(lambda: kept(site, n)) == answers[n]
