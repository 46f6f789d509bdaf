"""Time that runs out in the browser, a clock gone wrong, answers checked one by one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from courses.models import CoursePage, LessonPage, ModulePage
from learning.services import enrol
from lms.demo.courses import CRISIS
from quizzes.models import Attempt, Category, Question, Quiz, QuizQuestion
from quizzes.services import revise_question, start_attempt
from tests.browser.live import LiveSite, eventually
from tests.browser.quiz import choose, kept_answers, right_answers

pytestmark = pytest.mark.browser

WHO = "hocvien"


@pytest.fixture
def begin(visit, site):
    """Open an attempt at a quiz of two questions with these rules."""

    def open_page(**rules) -> Page:
        address = site.ask(lambda: before_a_quiz(**rules))
        page = visit(WHO)
        page.goto(address)
        return page

    return open_page


def before_a_quiz(**rules) -> str:
    """In a course of its own, so that nobody else's is changed."""
    quiz = Quiz.objects.create(title="Đủ giờ", shuffle=False, **rules)
    category = Category.objects.create(name=f"Đủ giờ {quiz.pk}")
    for n in range(2):
        question = Question.objects.create(category=category)
        options = [{"text": "Đúng", "correct": True}, {"text": "Sai"}, {"text": "Khác"}]
        revise_question(
            question=question,
            kind="single",
            text=f"Câu hỏi {n}?",
            content={"options": options},
            explanation="Vì vậy.",
        )
        QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=n)
    slug = f"du-gio-{quiz.pk}"
    courses = CoursePage.objects.get(slug=CRISIS).get_parent()
    course = courses.add_child(instance=CoursePage(title=slug, slug=slug, summary=slug))
    module = course.add_child(instance=ModulePage(title="Phần", slug="phan"))
    module.add_child(instance=LessonPage(title="Bài", slug="bai", quiz=quiz))
    person = User.objects.get(username=WHO)
    Attempt.objects.open().filter(trainee=person).delete()
    enrol(trainee=person, course=course)
    start_attempt(quiz=quiz, trainee=person)
    return reverse("learning:answer", args=[slug, "bai", 1])


def let_end_in(site: LiveSite, seconds: int) -> None:
    at = timezone.now() + timedelta(seconds=seconds)
    mine = Attempt.objects.filter(trainee__username=WHO).open()
    site.ask(lambda: mine.update(deadline_at=at))


def latest(site: LiveSite) -> Attempt:
    mine = Attempt.objects.filter(trainee__username=WHO)
    return site.ask(lambda: mine.latest("started_at"))


def test_at_the_end_the_page_hands_in_with_the_last_answer(begin, site):
    page = begin(time_limit=10)
    key = right_answers(site, WHO)
    let_end_in(site, 6)
    page.reload()
    choose(page, 1, key[1])

    page.wait_for_url("**/ket-qua/1/")

    expect(page.locator("main")).to_contain_text("Hết giờ: bài được nộp tự động")
    attempt = latest(site)
    assert (attempt.timed_out, attempt.score) == (True, 50)
    assert attempt.handed_in_at == attempt.deadline_at


def test_a_clock_a_day_fast_hands_nothing_in(begin, site):
    page = begin(time_limit=10)
    page.clock.install()
    page.reload()
    expect(page.locator("[data-timer-left]")).to_contain_text("Còn 10 phút")

    with page.expect_response(re.compile("nop-bai")):
        page.clock.fast_forward("24:00:00")

    page.wait_for_url("**/cau/1/")
    assert latest(site).is_open
    expect(page.locator("[data-timer-left]")).to_contain_text("Còn")


def test_the_time_left_is_said_at_moments_and_shown_when_it_matters(begin, site):
    page = begin(time_limit=20)
    page.clock.install()
    page.reload()
    said, strip = page.locator("[data-timer-said]"), page.locator("[data-timer]")
    assert not said.text_content()

    page.clock.run_for(10 * 60 * 1000 + 2000)
    expect(said).to_contain_text("Còn 10 phút")
    assert "timeleft--soon" not in strip.get_attribute("class")

    page.clock.run_for(5 * 60 * 1000)
    expect(said).to_contain_text("Còn 5 phút")
    expect(strip).to_have_class(re.compile("timeleft--soon"))


@pytest.mark.parametrize("layout", Quiz.Layout.values)
def test_a_checked_answer_shows_its_reason_and_stands(begin, site, layout):
    page = begin(explanations=Quiz.Explanations.AFTER_EACH, layout=layout)
    key = right_answers(site, WHO)
    choose(page, 1, key[1])

    page.locator('[name="q1-do"][value="check"]').click()

    question = page.locator('[data-position="1"]')
    expect(question).to_contain_text("Vì vậy.")
    expect(question.locator('[name="q1-answer"]')).to_have_count(0)
    assert eventually(lambda: kept_answers(site, WHO).get(1)) == key[1]
    question.locator('[name="q1-do"][value="flag"]').click()
    expect(page.locator("[data-count]")).to_contain_text("1/2")


def test_on_one_page_every_answer_is_saved_as_it_is_given(begin, site):
    page = begin(layout=Quiz.Layout.ALL, asks_confidence=True)
    key = right_answers(site, WHO)

    for position in (1, 2):
        choose(page, position, key[position])
    page.check('[name="q2-confidence"][value="3"]')
    page.locator('.qmap button[value="2"]').click()

    assert eventually(lambda: len(kept_answers(site, WHO))) == 2
    expect(page.locator('[data-position="2"] .q')).to_be_focused()
    page.reload()
    expect(page.locator('[name="q2-confidence"][value="3"]')).to_be_checked()
    page.locator(".pager button").click()
    page.wait_for_url("**/nop-bai/")
