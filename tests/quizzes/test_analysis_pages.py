"""The trainer's pages about a quiz: who sees them, what they say, what they cost."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt
from quizzes.services import start_attempt
from tests.factories import (
    QuestionFactory,
    QuizFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
    options,
)
from tests.quizzes.taking import take

pytestmark = pytest.mark.django_db

# Ten for the figures; the rest is the admin around them: session, rights, menu.
ANALYSIS_QUERIES = 23
ATTEMPTS_QUERIES = 16
PAGES = ["quizzes:analysis", "quizzes:attempts", "quizzes:attempts_results"]


@pytest.fixture
def trainer(client):
    person = TrainerFactory()
    client.force_login(person)
    return person


@pytest.fixture
def quiz():
    return QuizFactory(title="Kiểm tra thử")


def page(client, name, quiz, **query):
    return client.get(reverse(f"quizzes:{name}", args=[quiz.pk]), query)


def text(response) -> str:
    return response.content.decode()


# --- who -------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("person", "status"),
    [
        (UserFactory, 302),
        (TrainerFactory, 200),
        (TrainingOfficerFactory, 200),
    ],
)
def test_trainers_and_the_office_see_it_and_trainees_do_not(
    client, quiz, name, person, status
):
    take(quiz, "ab")
    client.force_login(person())

    assert client.get(reverse(name, args=[quiz.pk])).status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_a_quiz_that_is_not_there_is_not_found(client, trainer, name):
    assert client.get(reverse(name, args=[999])).status_code == 404


def test_the_list_of_quizzes_and_the_quiz_lead_there(client, trainer, quiz):
    doors = [reverse(name, args=[quiz.pk]) for name in PAGES[:2]]

    for address in [
        reverse("quizzes:index"),
        reverse("quizzes:edit", args=[quiz.pk]),
    ]:
        shown = text(client.get(address))
        assert [door for door in doors if f'href="{door}"' in shown] == doors


# --- analysis --------------------------------------------------------------------


def test_a_quiz_nobody_took_says_what_will_be_here(client, trainer, quiz):
    start_attempt(quiz=quiz, trainee=UserFactory())

    response = page(client, "analysis", quiz)

    assert response.context["analysis"].attempts == 0
    assert "Chưa có lượt làm bài nào để phân tích" in text(response)


@pytest.mark.parametrize(("attempts", "warned"), [(19, True), (20, False)])
def test_fewer_than_twenty_attempts_are_warned_of(
    client, trainer, quiz, attempts, warned
):
    for n in range(attempts):
        take(quiz, ["aa", "ab", "bb"][n % 3])

    response = page(client, "analysis", quiz)

    assert (f"Mới có {attempts} lượt làm bài." in text(response)) is warned
    assert response.context["analysis"].is_small is warned


def test_the_page_shows_figures_in_words_and_drawn(client, trainer):
    quiz = QuizFactory(
        questions=[
            QuestionFactory(text=f"Câu {n}?", content=options("Đ", "S", "K", right="a"))
            for n in range(3)
        ]
    )
    for n in range(30):
        take(quiz, ["aaa", "aab", "abb"][n % 3])

    response = page(client, "analysis", quiz)
    shown = text(response)

    assert "Quá dễ: gần như ai cũng đúng" in shown
    assert "Phương án C không ai chọn" in shown
    assert [dot.item.number for dot in response.context["chart"].dots] == [2, 3]
    assert 'href="#question-2"' in shown
    assert "nhóm điểm cao 100 %, nhóm điểm thấp 0 %" in shown


def test_the_filters_of_the_page_narrow_what_is_counted(client, trainer, quiz):
    trainee = UserFactory()
    for answers in ["bb", "aa"]:
        take(quiz, answers, trainee)
    today = timezone.localdate()
    tomorrow = f"{today + timezone.timedelta(days=1):%d/%m/%Y}"

    def attempts(**query):
        return page(client, "analysis", quiz, **query).context["analysis"].attempts

    assert attempts() == 1
    assert attempts(attempts="all") == 2
    assert attempts(attempts="all", since=tomorrow) == 0
    assert attempts(attempts="all", until=f"{today:%d/%m/%Y}") == 2


def test_a_period_that_ends_before_it_begins_is_said_to(client, trainer, quiz):
    response = page(client, "analysis", quiz, since="02/01/2026", until="01/01/2026")

    assert "Ngày kết thúc trước ngày bắt đầu." in text(response)


@pytest.mark.parametrize(("questions", "attempts"), [(1, 1), (3, 3)])
def test_the_analysis_page_costs_the_same_for_one_and_three(
    client, trainer, questions, attempts, django_assert_num_queries
):
    quiz = QuizFactory(questions=QuestionFactory.create_batch(questions))
    for _n in range(attempts):
        take(quiz, "a" * questions)
    page(client, "analysis", quiz)  # warms content types

    with django_assert_num_queries(ANALYSIS_QUERIES):
        page(client, "analysis", quiz)


# --- attempts --------------------------------------------------------------------


def listed(client, quiz, **query) -> list[str]:
    attempts = page(client, "attempts", quiz, **query).context["object_list"]
    return sorted(attempt.trainee.full_name for attempt in attempts)


@pytest.mark.parametrize("words", ["sen hoang", "Hoàng", "SEN", "hoàng thị"])
def test_attempts_are_found_by_name_without_diacritics(client, trainer, quiz, words):
    take(quiz, "aa", UserFactory(full_name="Hoàng Thị Sen"))
    take(quiz, "aa", UserFactory(full_name="Lò Văn Pản"))

    assert listed(client, quiz, q=words) == ["Hoàng Thị Sen"]


def test_attempts_are_narrowed_by_result_and_period(client, trainer, quiz):
    take(quiz, "aa", UserFactory(full_name="Đạt"))
    take(quiz, "ab", UserFactory(full_name="Trượt"))
    start_attempt(quiz=quiz, trainee=UserFactory(full_name="Đang làm"))
    take(QuizFactory(), "aa", UserFactory(full_name="Bài khác"))

    assert listed(client, quiz) == ["Trượt", "Đang làm", "Đạt"]
    assert listed(client, quiz, result="passed") == ["Đạt"]
    assert listed(client, quiz, result="failed") == ["Trượt"]
    assert listed(client, quiz, result="open") == ["Đang làm"]
    assert listed(client, quiz, started_at_from="01/01/2020", result="passed") == [
        "Đạt"
    ]
    assert listed(client, quiz, started_at_to="01/01/2020") == []


def test_the_list_of_attempts_shows_marks_and_nobodys_answers(client, trainer):
    question = QuestionFactory(content=options("Đúng rồi", "Sai rồi", right="a"))
    quiz = QuizFactory(questions=[question, QuestionFactory(), QuestionFactory()])
    attempt = take(quiz, "aab", UserFactory(full_name="Nông Văn Tám"))
    began = attempt.handed_in_at - timezone.timedelta(minutes=8, seconds=10)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=began)

    shown = text(page(client, "attempts_results", quiz))

    cells = [cell.strip() for cell in re.findall("<td[^>]*>(.*?)</td>", shown, re.S)]
    began_words = f"{timezone.localtime(began):%H:%M %d/%m/%Y}"
    assert cells == ["Nông Văn Tám", "1", began_words, "9", "6,7", "Chưa đạt", "6,7"]
    assert "Đúng rồi" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_attempts_costs_the_same_for_one_and_three(
    client, trainer, quiz, count, django_assert_num_queries
):
    for _n in range(count):
        take(quiz, "ab")
    page(client, "attempts", quiz)

    with django_assert_num_queries(ATTEMPTS_QUERIES):
        page(client, "attempts", quiz)


# --- spreadsheets ----------------------------------------------------------------


@pytest.fixture
def sly_quiz():
    """What a spreadsheet would take for a formula."""
    content = options("+1", "@a", right="a")
    question = QuestionFactory(text="=HYPERLINK(1)", content=content)
    return QuizFactory(questions=[question])


def sheet(response) -> list[list[object]]:
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    return [list(row) for row in book.active.iter_rows()]


def csv(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_the_analysis_as_xlsx_has_a_line_for_each_option(client, trainer, sly_quiz):
    for answer in "aab":
        take(sly_quiz, answer)

    head, *lines = sheet(page(client, "analysis", sly_quiz, export="xlsx"))

    assert [cell.value for cell in head][:4] == [
        "STT",
        "Câu hỏi",
        "Phiên bản",
        "Lượt trả lời",
    ]
    assert [[cell.value for cell in line][:6] for line in lines] == [
        [1, "=HYPERLINK(1)", 1, 3, 0, 0.66667]
    ] * 2
    assert [line[1].data_type for line in lines] == ["s", "s"]
    assert [line[11].value for line in lines] == ["+1", "@a"]
    assert [line[13].value for line in lines] == [2, 1]


def test_cells_of_the_csv_that_look_like_formulas_are_text(client, trainer, sly_quiz):
    take(sly_quiz, "a")

    shown = csv(page(client, "analysis", sly_quiz, export="csv"))

    assert shown.startswith("\ufeffSTT,")
    assert ",'=HYPERLINK(1)," in shown
    assert ",'+1," in shown
    assert ",'@a," in shown


def test_attempts_as_a_spreadsheet_are_those_that_are_shown(client, trainer, quiz):
    take(quiz, "aa", UserFactory(full_name="=Nông Thị Tám"))
    attempt = take(quiz, "ab", UserFactory(full_name="Lò Văn Pản"))
    at = timezone.make_aware(timezone.datetime(2026, 11, 20, 8, 30))
    Attempt.objects.filter(pk=attempt.pk).update(
        started_at=at, handed_in_at=at + timezone.timedelta(minutes=7)
    )

    passed = csv(page(client, "attempts", quiz, export="csv", result="passed"))
    _head, line = sheet(page(client, "attempts", quiz, export="xlsx", result="failed"))

    assert len(passed.splitlines()) == 2
    assert "'=Nông Thị Tám,1," in passed
    assert [cell.value for cell in line] == [
        "Lò Văn Pản",
        1,
        timezone.make_naive(at),
        timezone.make_naive(at + timezone.timedelta(minutes=7)),
        7,
        5,
        "Chưa đạt",
        5,
    ]
