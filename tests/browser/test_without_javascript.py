"""Everything works where scripts do not run: an old phone, a filter, a bad line."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lms.chromium import PHONE, follow, sign_in
from lms.demo.courses import CRISIS, PRESS
from tests.browser.addresses import HEAD, TRAINEE
from tests.browser.live import WORKER_WITHIN, once
from tests.browser.quiz import answer_all, right_answers

pytestmark = [pytest.mark.browser, once]

READER = "admin"


@pytest.fixture
def plain(visit):
    """A phone that runs no scripts."""

    def open_browser(username: str = "") -> Page:
        return visit(username, java_script_enabled=False, viewport=PHONE)

    return open_browser


def test_one_signs_in_and_is_led_to_the_page_asked_for(plain, site):
    page = plain()
    page.goto(f"/khoa-hoc/{CRISIS}/")
    sign_in(page, TRAINEE, site.password)

    assert page.url == f"{site.url}/khoa-hoc/{CRISIS}/"


def test_one_enrols_reads_on_and_passes_a_quiz(plain, site):
    page = plain(READER)
    page.goto(f"/khoa-hoc/{PRESS}/")
    follow(page.get_by_role("button", name="Ghi danh"))
    lessons = 0
    while (done := page.locator(".pager form button")).count():
        expect(page.locator("article h1")).to_be_visible()
        follow(done)
        lessons += 1
    assert lessons > 1

    follow(page.locator(".pager a.btn:not(.btn--quiet)"))
    follow(page.get_by_role("button", name="Bắt đầu làm bài"))
    answer_all(page, right_answers(site, READER))

    expect(page.locator("#verdict")).to_contain_text("10,0")
    follow(page.locator("main section .btn").first)
    expect(page.locator("article h1")).to_be_visible()


def test_the_contents_of_a_course_open_on_a_phone(plain):
    page = plain(TRAINEE)
    page.goto(f"/khoa-hoc/{CRISIS}/")
    follow(page.locator("main a.btn--lg"))
    expect(page.locator(".outline").first).to_be_hidden()

    page.locator("details.fold--side summary").click()

    expect(page.locator(".outline").first).to_be_visible()


def test_one_searches_without_diacritics(plain):
    page = plain(TRAINEE)
    page.goto("/tim-kiem/")
    page.fill("[name=q]", "khung hoang")
    page.press("[name=q]", "Enter")

    expect(page.locator("main h3").first).to_be_visible()


def test_a_head_exports_and_the_page_looks_after_the_work_by_itself(plain):
    page = plain(HEAD)
    page.goto("/bao-cao/")
    page.get_by_role("button", name="Excel").click()
    page.wait_for_url("**/viec/*/")

    with page.expect_download(timeout=WORKER_WITHIN * 1000) as waiting:
        page.locator("main a.btn").click(timeout=WORKER_WITHIN * 1000)

    assert waiting.value.suggested_filename.endswith(".xlsx")
