"""The main job, end to end, as the people of the province would do it.

A trainee studies a course, fails and passes its quizzes and receives the certificate;
a stranger checks it; the head of the unit sees the completion and sends it up.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from certificates.models import Certificate
from courses.models import CoursePage
from lms.chromium import follow
from lms.demo.courses import PRESS
from quizzes.models import Attempt
from tests.browser.addresses import HEAD, TRAINEE
from tests.browser.live import WORKER_WITHIN, LiveSite, eventually
from tests.browser.quiz import (
    answer_all,
    choose,
    hand_in,
    right_answers,
    wrong_answers,
)

pytestmark = pytest.mark.browser

NAME = "Hoàng Thị Sen"


def test_from_the_first_lesson_to_the_report_of_the_head(visit, site, tmp_path):
    head = visit(HEAD)
    before = figures_of_course(head)

    trainee = visit(TRAINEE)
    study(trainee, site)
    certificate, address = receive_certificate(trainee, site, tmp_path)
    check_as_a_stranger(visit(), address, certificate)

    after = figures_of_course(head)
    assert (after[0] - before[0], after[1] - before[1]) == (1, 0)
    rows = export(head, tmp_path)
    assert [row for row in rows if NAME in row] == [
        row for row in rows if certificate.number in row
    ]


# --- the trainee --------------------------------------------------------------


def study(page: Page, site: LiveSite) -> None:
    """From the first page after signing in to the end of the course."""
    page.goto("/")
    follow(page.get_by_role("link", name=title_of(site, PRESS)).first)
    follow(page.locator("main a.btn--lg"))
    quizzes = 0
    while next_step(page).count():
        is_quiz = page.locator(".pager form").count() == 0
        follow(next_step(page))
        if is_quiz:
            take_quiz(page, site, is_first=quizzes == 0)
            quizzes += 1
            onwards = page.get_by_role("link", name=re.compile("^Sang bài"))
            if onwards.count():
                follow(onwards)
    expect(page.get_by_role("link", name="Tải giấy chứng nhận")).to_be_visible()
    assert quizzes == site.ask(lambda: quizzes_of(PRESS))


def next_step(page: Page) -> Locator:
    """The one button a lesson ends with: done and on, or to its quiz."""
    return page.locator(".pager .btn:not(.btn--quiet)")


def take_quiz(page: Page, site: LiveSite, *, is_first: bool) -> None:
    follow(page.get_by_role("button", name="Bắt đầu làm bài"))
    if is_first:
        answer_all(page, wrong_answers(site, TRAINEE))
    else:
        hand_in_too_early(page, site)
    expect(page.locator("#verdict")).to_contain_text("chưa đạt")
    explanation = site.ask(last_explanation)
    assert explanation in page.locator("main").text_content()

    follow(page.get_by_role("button", name="Làm lại"))
    answer_all(page, right_answers(site, TRAINEE))
    expect(page.locator("#verdict")).to_have_text(re.compile(r"^Kết quả: 10,0.*, đạt$"))


def hand_in_too_early(page: Page, site: LiveSite) -> None:
    """One wrong answer, and the summary says what is missing."""
    key = wrong_answers(site, TRAINEE)
    choose(page, 1, key[1])
    expect(page.locator("[data-saved]")).to_be_visible()
    page.locator("aside [name=go][value=hand_in]").click()
    hand_in(page, answered=1, total=len(key))


def receive_certificate(
    page: Page, site: LiveSite, folder: Path
) -> tuple[Certificate, str]:
    """And the address of its QR code, which is printed beside it."""
    certificate = eventually(lambda: site.ask(pdf_of_trainee))
    page.goto("/chung-nhan-cua-toi/")
    expect(page.locator("main")).to_contain_text(certificate.number)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải bản PDF").click()
    paper = folder / "chung-nhan.pdf"
    waiting.value.save_as(paper)
    assert paper.read_bytes()[:5] == b"%PDF-"
    text = pypdf.PdfReader(paper).pages[0].extract_text()
    assert certificate.number in text
    return certificate, re.search(r"http\S+", text).group()


def check_as_a_stranger(page: Page, address: str, certificate: Certificate) -> None:
    """Without an account."""
    page.goto(address)
    expect(page.locator(".verdict h2")).to_have_text("Còn hiệu lực")
    expect(page.locator("main")).to_contain_text(certificate.number)
    expect(page.locator("main")).to_contain_text(NAME)


# --- the head -----------------------------------------------------------------


def figures_of_course(page: Page) -> tuple[int, int]:
    """How many have finished, and of how many."""
    page.goto(f"/bao-cao/khoa/{PRESS}/")
    done, people, *_ = re.findall(r"\d+", page.locator(".say").inner_text())
    return int(done), int(people)


def export(page: Page, folder: Path) -> list[tuple[Any, ...]]:
    """Ask for the workbook, watch it being made, open it."""
    page.get_by_role("button", name="Excel").click()
    page.wait_for_url("**/viec/*/")
    with page.expect_download(timeout=WORKER_WITHIN * 1000) as waiting:
        page.locator("main a.btn").click(timeout=WORKER_WITHIN * 1000)
    assert waiting.value.suggested_filename.endswith(".xlsx")
    paper = folder / "bao-cao.xlsx"
    waiting.value.save_as(paper)
    book = load_workbook(BytesIO(paper.read_bytes()), read_only=True)
    return list(book["Danh sách"].iter_rows(values_only=True))


# --- what the database knows ---------------------------------------------------


def title_of(site: LiveSite, slug: str) -> str:
    return site.ask(lambda: CoursePage.objects.get(slug=slug).title)


def quizzes_of(slug: str) -> int:
    return CoursePage.objects.get(slug=slug).lessons().exclude(quiz=None).count()


def last_explanation() -> str:
    """Of the first question of the attempt just handed in that was not right."""
    attempt = Attempt.objects.filter(trainee__username=TRAINEE).latest("handed_in_at")
    missed = attempt.responses.exclude(mark=1).select_related("version").first()
    return missed.version.explanation


def pdf_of_trainee() -> Certificate | None:
    mine = Certificate.objects.filter(trainee__username=TRAINEE)
    return mine.exclude(pdf="").first()
