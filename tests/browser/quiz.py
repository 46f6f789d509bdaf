"""A person at a quiz, who knows the right answers when that is wanted."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from courses.models import CoursePage
from learning.services import enrol, finish_lesson
from quizzes.models import Attempt
from tests.browser.live import LiveSite

Key = dict[int, list[str]]  # position → the options to choose


def before_the_quiz(username: str, slug: str) -> str:
    """Put the person before the first quiz of the course; its address."""
    person = User.objects.get(username=username)
    course = CoursePage.objects.get(slug=slug)
    enrolment = enrol(trainee=person, course=course)
    for lesson in course.lessons():
        if lesson.quiz_id:
            return reverse("learning:take_quiz", args=(slug, lesson.slug))
        finish_lesson(enrolment=enrolment, lesson=lesson, at=timezone.now())
    raise LookupError(slug)


def start_quiz(page: Page) -> None:
    """Unless an attempt is open already: its address then leads to the questions."""
    start = page.get_by_role("button", name="Bắt đầu làm bài")
    if start.count():
        start.click()


def right_answers(site: LiveSite, username: str) -> Key:
    """Of the open attempt, as the versions it was made with have them."""

    def find() -> Key:
        attempt = Attempt.objects.open().get(trainee__username=username)
        responses = attempt.responses.select_related("version")
        return {each.position: chosen(each.version.options, True) for each in responses}

    return site.ask(find)


def wrong_answers(site: LiveSite, username: str) -> Key:
    def find() -> Key:
        attempt = Attempt.objects.open().get(trainee__username=username)
        responses = attempt.responses.select_related("version")
        return {
            each.position: chosen(each.version.options, False)[:1] for each in responses
        }

    return site.ask(find)


def single_choices(site: LiveSite, username: str) -> list[int]:
    """Positions of the questions with one answer and more than two options."""

    def find() -> list[int]:
        attempt = Attempt.objects.open().get(trainee__username=username)
        single = attempt.responses.filter(version__kind="single")
        return list(single.values_list("position", flat=True))

    return site.ask(find)


def chosen(options: list[dict[str, Any]], is_right: bool) -> list[str]:
    return [each["id"] for each in options if each["correct"] is is_right]


def kept_answers(site: LiveSite, username: str) -> Key:
    """What the server has of the open attempt."""

    def find() -> Key:
        attempt = Attempt.objects.open().get(trainee__username=username)
        kept = attempt.responses.exclude(answer=None)
        return dict(kept.values_list("position", "answer"))

    return site.ask(find)


def choose(page: Page, position: int, values: list[str]) -> None:
    for value in values:
        page.check(f'[name="q{position}-answer"][value="{value}"]')


def is_chosen(page: Page, position: int, values: list[str]) -> None:
    for value in values:
        box = page.locator(f'[name="q{position}-answer"][value="{value}"]')
        expect(box).to_be_checked()


def answer_all(page: Page, key: Key) -> None:
    """Question after question, then hand in."""
    for position, values in sorted(key.items()):
        expect(page.locator("[data-here]")).to_contain_text(f"Câu {position} ")
        choose(page, position, values)
        turn_to_next(page)
    hand_in(page, answered=len(key), total=len(key))


def turn_to_next(page: Page) -> None:
    """A page of its own without scripts, the next part of the page with them."""
    page.click("[data-following]:visible, [data-last]:visible")


def hand_in(page: Page, *, answered: int, total: int) -> None:
    page.wait_for_url("**/bai-kiem-tra/nop-bai/")
    expect(page.locator("h1")).to_contain_text(re.compile(rf"\b{answered}\b"))
    expect(page.locator(".qmap a")).to_have_count(total)
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/bai-kiem-tra/ket-qua/*/")
