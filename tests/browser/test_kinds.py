"""Questions that are not choices, with scripts: typed, moved, ticked, and never lost."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from courses.models import CoursePage, LessonPage, ModulePage
from learning.services import enrol
from lms.chromium import DESK
from lms.demo.courses import CRISIS
from quizzes.kinds import KINDS
from quizzes.models import Attempt, Category, Question, Quiz, QuizQuestion
from quizzes.services import revise_question, start_attempt
from tests.browser.live import LiveSite, eventually
from tests.browser.quiz import kept_answers
from tests.browser.test_accessibility import look_from_all_sides

pytestmark = pytest.mark.browser

WHO = "hocvien"
KEPT = "[data-saved]"
CONTENTS = {
    "short": {"accepted": [{"text": "Hòa Bình"}]},
    "ordering": {"items": [{"text": "Một"}, {"text": "Hai"}, {"text": "Ba"}]},
    "matching": {
        "pairs": [{"left": "Một", "right": "Mẹ"}, {"left": "Hai", "right": "Cha"}],
        "distractors": [],
    },
    "gaps": {
        "text": "Một [[1]] hai [[2]].",
        "gaps": [{"accepted": ["và"]}, {"accepted": ["là"], "options": ["mà", "là"]}],
    },
    "hot_words": {
        "text": "Một hai ba.",
        "words": [
            {"start": 0, "end": 3, "correct": True},
            {"start": 4, "end": 7, "correct": False},
        ],
    },
    "essay": {"min_words": 3, "max_words": 5},
}
SHORT, ORDERING, MATCHING, GAPS, HOT, ESSAY = range(1, 7)


@pytest.fixture
def page(visit, site) -> Page:
    """At the first question of an attempt at one question of each kind."""
    address = site.ask(before_the_kinds)
    page = visit(WHO)
    page.goto(address)
    return page


def before_the_kinds() -> str:
    """In a course of their own, so that nobody else's is changed."""
    category = Category.objects.create(name=f"Các dạng {Category.objects.count()}")
    quiz = Quiz.objects.create(
        title="Đủ các dạng",
        pass_mark=50,
        shuffle=False,
        explanations=Quiz.Explanations.AFTER_HAND_IN,
    )
    for order, (kind, content) in enumerate(CONTENTS.items()):
        question = Question.objects.create(category=category)
        revise_question(
            question=question, kind=kind, text=f"Câu {kind}?", content=content
        )
        QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=order)
    courses = CoursePage.objects.get(slug=CRISIS).get_parent()
    slug = f"cac-dang-{quiz.pk}"
    course = courses.add_child(instance=CoursePage(title=slug, slug=slug, summary=slug))
    module = course.add_child(instance=ModulePage(title="Phần", slug="phan"))
    module.add_child(instance=LessonPage(title="Bài", slug="bai", quiz=quiz))
    person = User.objects.get(username=WHO)
    Attempt.objects.open().filter(trainee=person).delete()
    enrol(trainee=person, course=course)
    start_attempt(quiz=quiz, trainee=person)
    return reverse("learning:answer", args=[slug, "bai", 1])


def turn_to(page: Page, position: int) -> None:
    page.locator(f'.qmap button[value="{position}"]').click()


def fields(page: Page, position: int):
    return page.locator(f'[name="q{position}-answer"]')


def kept(site: LiveSite, position: int) -> list[str]:
    return kept_answers(site, WHO).get(position, [])


def key(kind: str) -> list[str]:
    return KINDS[kind].right_answer(KINDS[kind].tidied(CONTENTS[kind]))


def order(page: Page, *texts: str) -> None:
    """Move items up until they stand so."""
    for place, text in enumerate(texts):
        item = page.locator("[data-item]").filter(has_text=text)
        while item.evaluate("e => [...e.parentElement.children].indexOf(e)") > place:
            item.locator('[data-move="-1"]').click()


def test_what_is_typed_without_a_line_is_sent_when_it_is_back(page, site):
    page.context.set_offline(True)
    fields(page, SHORT).press_sequentially("hòa bình")
    turn_to(page, ORDERING)
    order(page, "Một", "Hai", "Ba")
    turn_to(page, GAPS)
    fields(page, GAPS).nth(0).fill("và")
    fields(page, GAPS).nth(1).select_option("là")
    expect(page.locator('[data-banner="offline"]')).to_be_visible()

    page.context.set_offline(False)

    assert eventually(lambda: kept(site, GAPS) == ["và", "là"])
    assert eventually(lambda: kept(site, ORDERING) == key("ordering"))
    assert eventually(lambda: kept(site, SHORT) == ["hòa bình"])


def test_a_page_loaded_again_in_the_middle_of_a_word_has_the_word(page, site):
    turn_to(page, ESSAY)
    fields(page, ESSAY).press_sequentially("Hồ Suối Lă")
    page.on("dialog", lambda dialog: dialog.accept())

    page.reload()

    expect(fields(page, ESSAY)).to_have_value("Hồ Suối Lă")
    assert eventually(lambda: kept(site, ESSAY)) == ["Hồ Suối Lă"]


def test_a_text_that_lost_to_a_newer_one_is_set_aside_to_be_copied(page, site):
    turn_to(page, ESSAY)
    newer = page.context.new_page()
    newer.goto(page.url)
    with newer.expect_response(f"**/cau/{ESSAY}/"):
        fields(newer, ESSAY).fill("Bản mới hơn.")
        fields(newer, ESSAY).blur()
    with page.expect_response(f"**/cau/{ESSAY}/"):
        fields(page, ESSAY).fill("Bản của cửa sổ cũ.")
        fields(page, ESSAY).blur()

    expect(fields(page, ESSAY)).to_have_value("Bản mới hơn.")
    aside = page.locator("[data-set-aside] textarea")
    expect(aside).to_have_value("Bản của cửa sổ cũ.")
    assert kept(site, ESSAY) == ["Bản mới hơn."]


def test_words_are_counted_as_they_are_typed_and_limits_said(page):
    turn_to(page, ESSAY)
    fields(page, ESSAY).fill("Một hai")

    expect(page.locator(".essay__count .is-off")).to_contain_text("2")
    remark = page.locator(f"#q{ESSAY}-remark")
    expect(remark).to_have_text("Ngắn hơn yêu cầu: ít nhất 3 từ.")
    fields(page, ESSAY).fill("Một hai ba")
    expect(remark).to_be_empty()


def test_items_are_moved_by_keyboard_and_announced(page, site):
    turn_to(page, ORDERING)
    first = page.locator("[data-item]").first
    text = first.locator(".order__text").inner_text()
    first.locator('[data-move="1"]').focus()

    page.keyboard.press("Enter")

    moved = page.locator("[data-item]").nth(1)
    expect(moved).to_contain_text(text)
    expect(moved.locator('[data-move="1"]')).to_be_focused()
    expect(page.locator("[data-moved]")).to_have_text(f"Vị trí 2 trên 3: {text}")
    expect(page.locator(KEPT)).to_be_visible()
    assert len(eventually(lambda: kept(site, ORDERING))) == 3
    page.get_by_role("button", name="Bỏ chọn").click()
    eventually(lambda: kept(site, ORDERING) == [])


def test_an_answer_taken_back_and_given_again_is_what_stands_there(page, site):
    turn_to(page, MATCHING)
    for select in fields(page, MATCHING).all():
        values = select.locator("option").evaluate_all("all => all.map(e => e.value)")
        select.select_option(
            next(value for value in values if value in key("matching"))
        )
    assert eventually(lambda: kept(site, MATCHING) == key("matching"))
    turn_to(page, HOT)
    fields(page, HOT).nth(0).press("Space")
    assert eventually(lambda: kept(site, HOT)) == key("hot_words")

    page.reload()

    expect(fields(page, HOT).nth(0)).to_be_checked()
    expect(page.locator("[data-answered-count]")).to_have_text("2")


def test_nothing_stands_in_the_way_of_any_kind_asked_or_explained(page, site):
    page.emulate_media(reduced_motion="reduce")
    wrong = {}
    for position, kind in enumerate(CONTENTS, start=1):
        page.set_viewport_size(DESK)  # where the map of questions is open
        turn_to(page, position)
        if kind == "gaps":
            fields(page, position).nth(0).fill("mà")
        if kind == "hot_words":
            fields(page, position).nth(1).press("Space")
        wrong[kind] = look_from_all_sides(page)
    page.set_viewport_size(DESK)
    turn_to(page, ORDERING)
    page.locator("[data-item]").first.locator('[data-move="1"]').click()
    eventually(lambda: kept(site, ORDERING))

    page.goto(page.url.replace(f"cau/{ORDERING}/", "nop-bai/"))
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/ket-qua/*/")
    for fold in page.locator("details.fold").all():
        fold.evaluate("(fold) => { fold.open = true; }")
    wrong["result"] = look_from_all_sides(page)
    assert {name: found for name, found in wrong.items() if found} == {}
