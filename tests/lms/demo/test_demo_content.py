"""Every demo page opens, and what it teaches keeps the rules of the house."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page, Revision

from courses.models import CoursePage, LessonPage
from handbooks.models import (
    HandbookPage,
    MessageTemplatePage,
    ProcedurePage,
    RoleCardPage,
)
from handbooks.searchable import SearchablePage
from learning.models import Enrolment
from learning.services import enrol
from legal.citations import pages_citing_ended_law
from legal.models import LegalReference
from lms.demo.courses import CRISIS, PRACTICE, PRESS
from lms.demo.folder import CONTENT
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionVersion, Quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_demo")]

LINK = re.compile(r'href="(/[^"#]*)')
ELSEWHERE = ("/static/", "/media/", "/accounts/logout", "/cms/")
OWN_WORDS = 300
HISTORY = re.compile(
    "hết hiệu lực|hết áp dụng|áp dụng đến hết|thay (thế|bằng|Nghị định|Luật)"
)
WITH_QUIZ_ONLY = "kiem-tra-cuoi-khoa"
ESSAY = "viet-thong-bao-ban-dau"


@pytest.fixture
def reader(client, trainee):
    """The demo trainee on every course and done, so that every lesson is open."""
    enrol(trainee=trainee, course=CoursePage.objects.get(slug=PRACTICE))
    for enrolment in Enrolment.objects.of(trainee):
        for lesson in enrolment.course.lessons():
            enrolment.complete_lesson(lesson, at=timezone.now())
    client.force_login(trainee)
    return client


def words(page: SearchablePage) -> int:
    return len(page.search_text().split())


def lessons() -> list[LessonPage]:
    return list(LessonPage.objects.live().order_by("path"))


def searchable_pages() -> list[SearchablePage]:
    pages = Page.objects.live().specific()
    return [page for page in pages if isinstance(page, SearchablePage)]


# --- every page opens -------------------------------------------------------


def test_every_page_that_can_be_reached_opens(reader):
    """From the home page, the catalogue, the handbook and search, link by link."""
    to_open = ["/", "/khoa-hoc/", "/cam-nang/", "/tim-kiem/?q=khung+hoang"]
    to_open += quiz_addresses()
    to_open += [page.url for page in Page.objects.live().filter(depth__gt=2)]
    answers: dict[str, int] = {}
    while to_open:
        here = to_open.pop()
        if here in answers:
            continue
        response = reader.get(here, follow=True)
        answers[here] = response.status_code
        if response.get("Content-Type", "").startswith("text/html"):
            found = LINK.findall(response.content.decode())
            to_open += [each for each in found if not each.startswith(ELSEWHERE)]
    assert {each for each, status in answers.items() if status != 200} == set()
    assert lesson_addresses() <= set(answers)
    assert len([each for each in answers if each.startswith("/cam-nang/")]) >= 30


def address(name: str, lesson: LessonPage) -> str:
    return reverse(f"learning:{name}", args=[lesson.course().slug, lesson.slug])


def lesson_addresses() -> set[str]:
    return {address("lesson", lesson) for lesson in lessons()}


def quiz_addresses() -> list[str]:
    return [address("take_quiz", lesson) for lesson in lessons() if lesson.quiz]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("khung hoang", "Xử lý thông tin và ứng phó khủng hoảng"),
        ("họp báo", "họp báo"),
        ("tin sai su that", "Xử lý tin sai sự thật gây hoang mang"),
    ],
)
def test_search_finds_the_demo_with_and_without_marks(reader, asked, found):
    page = reader.get("/tim-kiem/", {"q": asked}).content.decode()
    assert found in strip_tags(page)


# --- pages as the admin has them --------------------------------------------


def test_every_page_has_a_published_revision_and_belongs_to_the_trainer():
    for page in Page.objects.live().filter(depth__gt=2):
        assert page.live_revision is not None, page.title
        assert page.live_revision_id == page.latest_revision_id
        assert page.owner.username == "giangvien"
        assert page.has_unpublished_changes is False
    assert Revision.objects.filter(user__username="giangvien").exists()


def test_addresses_are_those_of_the_product():
    assert CoursePage.objects.get(slug=PRESS).get_parent().slug == "khoa-hoc"
    assert HandbookPage.objects.get().slug == "cam-nang"


def test_modules_and_lessons_keep_the_order_of_their_files():
    for course in CoursePage.objects.exclude(slug=PRACTICE):
        titles = [module.title for module in course.get_children()]
        numbers = [lesson.path for lesson in course.lessons()]
        assert len(titles) == len(set(titles)) >= 3
        assert numbers == sorted(numbers)
        last = course.lessons().last()
        assert last.slug == WITH_QUIZ_ONLY


# --- courses ----------------------------------------------------------------


@pytest.mark.parametrize("slug", [PRESS, CRISIS])
def test_a_course_is_big_enough_to_teach(slug):
    course = CoursePage.objects.get(slug=slug)
    assert course.get_children().live().count() >= 3
    assert course.lessons().count() >= 9
    assert len(course.objectives) >= 4
    assert course.hours > 0


def test_every_lesson_teaches_in_enough_words():
    short = {
        lesson.slug: words(lesson)
        for lesson in lessons()
        if words(lesson) < OWN_WORDS and lesson.slug != WITH_QUIZ_ONLY
    }
    assert short == {}


def test_every_module_ends_with_a_quiz_and_every_course_with_a_final_one():
    for course in CoursePage.objects.exclude(slug=PRACTICE):
        modules = course.get_children().live()
        for module in modules:
            last = LessonPage.objects.child_of(module).order_by("path").last()
            assert last.quiz is not None, module.title
        quizzes = course.lessons().exclude(quiz=None).values_list("quiz", flat=True)
        assert len(set(quizzes)) == len(quizzes) == modules.count() + 1


def test_lessons_show_examples_drawings_and_checks():
    for course in CoursePage.objects.exclude(slug=PRACTICE):
        blocks = Counter(
            block.block_type for lesson in course.lessons() for block in lesson.body
        )
        assert blocks["image"] >= 5
        assert blocks["check"] >= 9
        assert blocks["pair"] >= 5
        assert blocks["procedure"] >= 1


def test_every_drawing_has_a_text_alternative():
    for lesson in lessons():
        for block in lesson.body:
            if block.block_type == "image":
                assert len(block.value["alt"]) > 30
                assert block.value["image"].file.size > 0


def test_every_check_has_a_right_answer_and_a_reason_for_each():
    for lesson in lessons():
        for block in lesson.body:
            if block.block_type == "check":
                options = block.value["options"]
                assert sum(option["correct"] for option in options) >= 1
                assert all(option["why"] for option in options)


def test_tables_fit_a_phone_and_have_a_head():
    for lesson in lessons():
        for block in lesson.body:
            if block.block_type == "table":
                table = block.value["table"]
                assert table["first_row_is_table_header"] is True
                assert {len(row) for row in table["data"]} <= {2, 3, 4}


# --- questions --------------------------------------------------------------


def test_there_are_enough_questions_each_with_its_explanation():
    current = QuestionVersion.objects.filter(question__in=Question.objects.usable())
    assert current.count() >= 60
    assert current.filter(explanation="").count() == 0
    for version in current:
        assert KINDS[version.kind].faults(version.content) == []


def test_every_quiz_has_questions_to_draw_and_a_pass_mark_to_reach():
    for quiz in Quiz.objects.all():
        assert quiz.lessons.count() == 1, quiz.title
        if not quiz.lessons.filter(slug=ESSAY).exists():
            assert quiz.quiz_questions.count() >= (quiz.draw or 5), quiz.title
        assert 50 <= quiz.pass_mark <= 90


# --- handbook ---------------------------------------------------------------


def test_the_handbook_has_the_procedure_of_twelve_steps_and_four_levels():
    procedure = ProcedurePage.objects.get(slug="xu-ly-tin-sai-su-that-gay-hoang-mang")
    assert len(procedure.steps) == 12
    handbook = HandbookPage.objects.get()
    numbers = sorted(level.value["number"] for level in handbook.levels)
    assert numbers == [1, 2, 3, 4]


def test_the_handbook_has_role_cards_and_templates():
    assert RoleCardPage.objects.live().count() == 8
    assert MessageTemplatePage.objects.live().count() == 13


def test_every_step_says_who_does_it_and_what_its_time_rests_on():
    for procedure in ProcedurePage.objects.all():
        for step in procedure.steps:
            assert step.value["role"] is not None
            assert step.value["basis"]
            if step.value["basis"] == "law":
                assert step.value["legal"] is not None


# --- law --------------------------------------------------------------------


def test_nothing_cites_a_law_that_has_ended():
    today = timezone.localdate()
    assert list(pages_citing_ended_law(today)) == []
    ended = LegalReference.objects.ended(today)
    assert ended.count() >= 4
    assert QuestionVersion.objects.filter(legal_reference__in=ended).count() == 0


def test_an_ended_law_is_named_as_history_only():
    """Near its number stands that it has ended, or what follows it."""
    for law in LegalReference.objects.ended(timezone.localdate()):
        short, heir = law.number.split("/NĐ")[0], law.replaced_by.number
        for text in all_texts():
            for found in re.finditer(re.escape(short), text):
                near = text[max(0, found.start() - 160) : found.end() + 160]
                assert heir in near or HISTORY.search(near), near


def all_texts() -> list[str]:
    asked = QuestionVersion.objects.values_list("text", "explanation")
    pages = [page.search_text() for page in searchable_pages()]
    return pages + [f"{text} {why}" for text, why in asked]


def test_what_rests_on_the_law_cites_it():
    for lesson in lessons():
        for block in lesson.body:
            if block.block_type == "callout" and block.value["basis"] == "law":
                assert block.value["legal"] is not None, lesson.title


def test_every_legal_text_says_when_it_was_checked():
    assert LegalReference.objects.filter(checked_on=None).count() == 0


# --- text -------------------------------------------------------------------


def test_content_is_written_in_composed_letters():
    for path in CONTENT.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.relative_to(
            settings.BASE_DIR
        )
