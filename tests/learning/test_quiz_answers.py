"""Answering an open attempt: by a form, by a script, and by somebody who should not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learning.services import enrol
from quizzes.models import Attempt, Response
from quizzes.services import mark_attempt, save_answer, start_attempt
from tests.factories import (
    LessonPageFactory,
    QuestionFactory,
    QuizFactory,
    UserFactory,
    options,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(course):
    course.is_sequential = False
    course.save()
    module = course.get_children().get()
    return LessonPageFactory(parent=module, slug="kiem-tra", quiz=QuizFactory())


@pytest.fixture
def attempt(course, lesson, trainee) -> Attempt:
    enrol(trainee=trainee, course=course)
    return start_attempt(quiz=lesson.quiz, trainee=trainee)


@pytest.fixture
def page(lesson, course):
    """The address of a page of the quiz, by the name of its view."""
    return lambda name, *args: reverse(
        f"learning:{name}", args=[course.slug, lesson.slug, *args]
    )


def given(n: int, *answer: str, attempt=1, saves=0, go: object = "", do="") -> dict:
    """What the form of question `n` sends."""
    fields = {f"q{n}-attempt": attempt, f"q{n}-saves": saves, f"q{n}-do": do, "go": go}
    return {**fields, f"q{n}-answer": list(answer)}


def by_script(client: Client, address: str, data: dict) -> tuple[int, dict]:
    response = client.post(address, data, headers={"Accept": "application/json"})
    return response.status_code, response.json()


def kept(attempt: Attempt) -> list[list[str] | None]:
    return list(attempt.responses.values_list("answer", flat=True))


# --- one question ----------------------------------------------------------------------


def test_a_question_is_shown_with_its_options_and_never_with_its_answers(
    signed_in, attempt, page
):
    response = signed_in.get(page("answer", 1))

    source = response.content.decode()
    assert attempt.responses.first().version.text in source
    assert source.count('name="q1-answer"') == 3
    assert "checked" not in source
    assert "Vì quy định nói vậy." not in source  # the explanation
    assert "correct" not in source
    assert "no-store" in response["Cache-Control"]


def test_the_other_questions_wait_switched_off(signed_in, attempt, page):
    source = signed_in.get(page("answer", 2)).content.decode()

    assert 'data-position="1" hidden disabled>' in source
    assert 'data-position="2">' in source


def test_an_answer_given_before_is_shown(signed_in, attempt, page):
    saved = save_answer(response=attempt.responses.first(), values=["b"])

    source = signed_in.get(page("answer", 1)).content.decode()

    assert 'value="b" checked>' in source
    assert 'name="q1-saves" value="1"' in source
    assert f"Đã lưu lúc {timezone.localtime(saved.saved_at):%H:%M}" in source


def test_several_answers_are_boxes_and_one_is_a_circle(
    signed_in, lesson, trainee, course, page
):
    content = options("Đúng", "Đúng nữa", "Sai", right="ab")
    several = QuestionFactory(kind="multiple", content=content)
    lesson.quiz = QuizFactory(questions=[several, QuestionFactory()])
    lesson.save()
    enrol(trainee=trainee, course=course)
    start_attempt(quiz=lesson.quiz, trainee=trainee)

    source = signed_in.get(page("answer", 1)).content.decode()

    assert source.count('type="checkbox" name="q1-answer"') == 3
    assert source.count('type="radio" name="q2-answer"') == 3
    assert "Chọn tất cả phương án đúng." in source


@pytest.mark.parametrize("n", [0, 3, 99])
def test_a_question_the_attempt_does_not_have_is_not_found(signed_in, attempt, page, n):
    assert signed_in.get(page("answer", n)).status_code == 404
    assert signed_in.post(page("answer", n), given(n, "a")).status_code == 404


def test_a_question_takes_as_many_queries_in_a_long_quiz(
    signed_in, attempt, lesson, trainee, page, django_assert_num_queries
):
    for count in (1, 3, 10):
        lesson.quiz = QuizFactory(questions=QuestionFactory.create_batch(count))
        lesson.save()
        start_attempt(quiz=lesson.quiz, trainee=trainee)
        with django_assert_num_queries(7):
            signed_in.get(page("answer", 1))


# --- by a form, without a script ---------------------------------------------------------


@pytest.mark.parametrize(
    ("go", "to"), [(2, ("answer", 2)), ("hand_in", ("hand_in",)), ("", ("answer", 1))]
)
def test_going_on_saves_the_answer_first(signed_in, attempt, page, go, to):
    response = signed_in.post(page("answer", 1), given(1, "b", go=go))

    assert response.url == page(*to)
    assert kept(attempt) == [["b"], None]


@pytest.mark.parametrize("go", ["x", "-1", "²", "1e9", "//evil.example"])
def test_a_goal_that_is_none_stays_on_the_question(signed_in, attempt, page, go):
    response = signed_in.post(page("answer", 1), given(1, "b", go=go))

    assert response.url == page("answer", 1)


def test_an_answer_can_be_cleared(signed_in, attempt, page):
    save_answer(response=attempt.responses.first(), values=["b"])

    response = signed_in.post(page("answer", 1), given(1, "b", saves=1, do="clear"))

    assert response.url == page("answer", 1)
    assert kept(attempt) == [None, None]


def test_a_question_is_flagged_and_unflagged_and_its_answer_saved(
    signed_in, attempt, page
):
    signed_in.post(page("answer", 1), given(1, "b", do="flag"))
    response = attempt.responses.first()
    assert (response.flagged, response.answer) == (True, ["b"])
    source = signed_in.get(page("answer", 1)).content.decode()
    assert "đã trả lời, đánh dấu xem lại" in source

    signed_in.post(page("answer", 1), given(1, "b", saves=1, do="unflag"))
    assert not attempt.responses.first().flagged


def test_an_old_page_keeps_the_newer_answer_and_says_so(signed_in, attempt, page):
    save_answer(response=attempt.responses.first(), values=["c"])

    response = signed_in.post(page("answer", 1), given(1, "b", go=2), follow=True)

    assert response.redirect_chain == [(page("answer", 1), 302)]
    assert "Câu này đã có câu trả lời mới hơn" in response.content.decode()
    assert kept(attempt) == [["c"], None]


# --- what is refused -------------------------------------------------------------------------


TAMPERED = [
    given(1, "z"),
    given(1, "a", "b"),
    given(1, "a", attempt=7),
    given(1, "a", attempt="x"),
    given(1, "a", saves=-1),
    given(1, "a", saves=""),
    given(1, "a", do="mark"),
    given(1, "a") | {"q1-seconds": -1},
    given(1, "a") | {"q1-seconds": "x"},
    {},
]


@pytest.mark.parametrize("data", TAMPERED)
def test_a_tampered_answer_is_refused_and_nothing_changed(
    signed_in, attempt, page, data
):
    save_answer(response=attempt.responses.first(), values=["b"])

    by_form = signed_in.post(page("answer", 1), data)
    status, said = by_script(signed_in, page("answer", 1), data)

    assert (by_form.status_code, status) == (400, 400)
    words = "Nội dung gửi lên không thuộc lượt làm này nên không được lưu."
    assert words in by_form.content.decode()
    assert said == {"error": words}
    assert kept(attempt) == [["b"], None]


def test_an_option_of_another_question_is_refused(signed_in, course, lesson, trainee, page):  # fmt: skip
    foreign = options("Một", "Hai", right="a")
    foreign["options"][0]["id"] = "khac"
    quiz = QuizFactory(questions=[QuestionFactory(), QuestionFactory(content=foreign)])
    lesson.quiz = quiz
    lesson.save()
    enrol(trainee=trainee, course=course)
    attempt = start_attempt(quiz=quiz, trainee=trainee)

    assert signed_in.post(page("answer", 1), given(1, "khac")).status_code == 400
    assert kept(attempt) == [None, None]


def test_a_page_of_an_earlier_attempt_writes_nothing_into_the_new_one(
    signed_in, attempt, lesson, trainee, page
):
    mark_attempt(attempt=attempt)
    second = start_attempt(quiz=lesson.quiz, trainee=trainee)

    response = signed_in.post(page("answer", 1), given(1, "b", go=2), follow=True)

    assert response.redirect_chain == [(page("quiz_result", 1), 302)]
    assert "Lượt làm này đã nộp" in response.content.decode()
    assert kept(second) == [None, None]


def test_after_hand_in_an_answer_is_refused_and_the_result_shown(
    signed_in, attempt, page
):
    mark_attempt(attempt=attempt)

    for response in (
        signed_in.get(page("answer", 1)),
        signed_in.post(page("answer", 1), given(1, "b")),
    ):
        assert response.url == page("quiz_result", 1)
    status, said = by_script(signed_in, page("answer", 1), given(1, "b"))
    assert (status, said["url"]) == (410, page("quiz_result", 1))
    assert kept(attempt) == [None, None]


def test_before_a_start_there_is_nothing_to_answer(
    signed_in, course, lesson, trainee, page
):
    enrol(trainee=trainee, course=course)

    assert signed_in.get(page("answer", 1)).url == page("take_quiz")
    assert signed_in.post(page("answer", 1), given(1, "a")).url == page("take_quiz")
    assert not Response.objects.exists()


def test_other_people_neither_see_nor_change_an_attempt(client, attempt, course, page):
    stranger = UserFactory()
    enrol(trainee=stranger, course=course)
    client.force_login(stranger)

    assert client.get(page("answer", 1)).url == page("take_quiz")
    assert client.post(page("answer", 1), given(1, "a")).url == page("take_quiz")
    assert kept(attempt) == [None, None]


def test_when_the_session_is_over_sign_in_leads_back_to_the_question(
    client, signed_in, attempt, trainee, page
):
    signed_in.post(page("answer", 1), given(1, "b", go=2))
    client.logout()

    response = client.post(page("answer", 2), given(2, "c"))

    assert response.url == f"/accounts/login/?next={page('answer', 2)}"
    back = client.post(
        response.url, {"login": trainee.username, "password": "mat-khau-thu-2026"}
    )
    assert back.url == page("answer", 2)
    assert kept(attempt) == [["b"], None]


def test_answers_need_the_token_of_the_page(attempt, trainee, page):
    client = Client(enforce_csrf_checks=True)
    client.force_login(trainee)

    assert client.post(page("answer", 1), given(1, "b")).status_code == 403
    assert kept(attempt) == [None, None]


# --- by a script ---------------------------------------------------------------------------


def test_a_script_hears_when_its_answer_is_kept(signed_in, attempt, page):
    status, said = by_script(signed_in, page("answer", 1), given(1, "b", do="flag"))

    response = attempt.responses.first()
    assert (status, said) == (
        200,
        {
            "answer": ["b"],
            "saves": 1,
            "saved_at": f"{timezone.localtime(response.saved_at):%H:%M}",
            "flagged": True,
            "remark": "",
        },
    )
    assert kept(attempt) == [["b"], None]


def test_a_script_may_send_again_what_it_has_not_heard_of(signed_in, attempt, page):
    replies = [by_script(signed_in, page("answer", 1), given(1, "b")) for _each in "12"]

    assert replies[0] == replies[1]
    assert attempt.responses.first().saves == 1


def test_an_old_page_hears_which_answer_is_kept(signed_in, attempt, page):
    save_answer(response=attempt.responses.first(), values=["c"])

    status, said = by_script(signed_in, page("answer", 1), given(1, "b"))

    assert (status, said["answer"], said["saves"]) == (409, ["c"], 1)
    assert kept(attempt) == [["c"], None]


def test_a_script_saves_with_as_many_queries_in_a_long_quiz(
    signed_in, attempt, lesson, trainee, page, django_assert_num_queries
):
    for count in (1, 3, 10):
        lesson.quiz = QuizFactory(questions=QuestionFactory.create_batch(count))
        lesson.save()
        start_attempt(quiz=lesson.quiz, trainee=trainee)
        # Session and person, the enrolment, the question, and the one that writes.
        with django_assert_num_queries(5):
            by_script(signed_in, page("answer", 1), given(1, "b"))


def test_a_script_of_an_earlier_attempt_is_led_to_its_result(
    signed_in, attempt, lesson, trainee, page
):
    mark_attempt(attempt=attempt)
    second = start_attempt(quiz=lesson.quiz, trainee=trainee)

    status, said = by_script(signed_in, page("answer", 1), given(1, "b"))

    assert (status, said["url"]) == (410, page("quiz_result", 1))
    assert kept(second) == [None, None]


def test_a_script_of_somebody_else_changes_nothing(client, attempt, course, page):
    stranger = UserFactory()
    client.force_login(stranger)
    ask = {"headers": {"Accept": "application/json"}}
    assert client.post(page("answer", 1), given(1, "a"), **ask).status_code == 404

    enrol(trainee=stranger, course=course)

    status, said = by_script(client, page("answer", 1), given(1, "a"))
    assert (status, said["url"]) == (410, page("take_quiz"))
    assert kept(attempt) == [None, None]


def test_an_answer_brings_the_seconds_its_question_stood_open(signed_in, attempt, page):
    by_script(signed_in, page("answer", 1), given(1, "b") | {"q1-seconds": 7})
    signed_in.post(page("answer", 1), given(1, "a", saves=1) | {"q1-seconds": 5})
    assert attempt.responses.first().seconds == 12

    by_script(signed_in, page("answer", 1), given(1, "a", saves=1) | {"q1-seconds": 5})
    assert attempt.responses.first().seconds == 12

    long = given(1, "c", saves=2) | {"q1-seconds": 10**30}
    by_script(signed_in, page("answer", 1), long)
    assert attempt.responses.first().seconds == 12 + 3600


def test_a_script_hears_that_a_course_was_withdrawn(signed_in, attempt, course, page):
    course.unpublish()

    response = signed_in.post(
        page("answer", 1), given(1, "b"), headers={"Accept": "application/json"}
    )

    assert response.status_code == 404
    assert kept(attempt) == [None, None]


def test_a_script_hears_that_a_lesson_was_withdrawn(signed_in, attempt, lesson, page):
    lesson.unpublish()

    response = signed_in.post(
        page("answer", 1), given(1, "b"), headers={"Accept": "application/json"}
    )

    assert response.status_code == 404
    assert signed_in.get(page("answer", 1)).status_code == 302
    assert kept(attempt) == [None, None]
