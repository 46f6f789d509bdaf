"""Practice, checking one by one, one page for all, and what the result tells."""

from __future__ import annotations

import pytest
from django.urls import reverse

from learning.services import enrol, hand_in_quiz, read_lesson, start_quiz
from quizzes.models import Attempt, Quiz, Section
from quizzes.services import save_answer
from quizzes.services.settling import note_confidence, settle
from tests.factories import (
    HandbookPageFactory,
    LessonPageFactory,
    QuestionFactory,
    QuizFactory,
)
from tests.learning.test_quiz import answer_all, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    return QuizFactory(explanations=Quiz.Explanations.AFTER_EACH)


@pytest.fixture
def lesson(course, quiz):
    return LessonPageFactory(
        parent=course.get_children().get(), slug="kiem-tra", quiz=quiz
    )


@pytest.fixture
def enrolment(course, lesson, trainee):
    enrolment = enrol(trainee=trainee, course=course)
    for other in course.lessons().filter(quiz=None):
        read_lesson(enrolment=enrolment, lesson=other)
    return enrolment


@pytest.fixture
def page(lesson, course):
    return lambda name, *args: reverse(
        f"learning:{name}", args=[course.slug, lesson.slug, *args]
    )


@pytest.fixture
def attempt(enrolment, lesson) -> Attempt:
    return start_quiz(enrolment=enrolment, lesson=lesson)


def sent(n: int, answer: str = "", **kwargs) -> dict[str, object]:
    data = {"attempt": 1, "saves": 0, **kwargs}
    if answer:
        data["answer"] = answer
    return {f"q{n}-{name}": value for name, value in data.items()}


# --- checking one by one ------------------------------------------------------------------


def test_checking_saves_the_answer_and_shows_the_reason(signed_in, attempt, page):
    response = signed_in.post(page("answer", 1), sent(1, "b", do="check"), follow=True)

    assert response.redirect_chain == [(page("answer", 1), 302)]
    said = text(response)
    assert "Chưa đúng" in said
    assert "Vì quy định nói vậy." in said
    kept = attempt.responses.first()
    assert (kept.answer, kept.settled_at is not None) == (["b"], True)
    assert 'name="q1-answer"' not in response.content.decode()


def test_going_on_from_a_checked_question_keeps_its_answer(signed_in, attempt, page):
    signed_in.post(page("answer", 1), sent(1, "b", do="check"))

    response = signed_in.post(page("answer", 1), {**sent(1, saves=2), "go": 2})

    assert response.url == page("answer", 2)
    assert attempt.responses.first().answer == ["b"]


def test_checking_without_an_answer_says_what_to_do(signed_in, attempt, page):
    response = signed_in.post(page("answer", 1), sent(1, do="check"), follow=True)

    assert "Hãy trả lời rồi mới kiểm tra." in response.content.decode()


def test_an_old_tab_hears_that_the_answer_stands(signed_in, attempt, page):
    signed_in.post(page("answer", 1), sent(1, "b", do="check"))

    old = signed_in.post(page("answer", 1), sent(1, "a"), follow=True)
    by_script = signed_in.post(
        page("answer", 1), sent(1, "a"), headers={"accept": "application/json"}
    )

    assert "Câu này đã được kiểm tra ở cửa sổ khác" in old.content.decode()
    assert (by_script.status_code, by_script.json()["answer"]) == (409, ["b"])


def test_the_right_answer_is_in_no_page_before_the_check(signed_in, attempt, page):
    source = signed_in.get(page("answer", 1)).content.decode()

    assert "Vì quy định nói vậy." not in source
    assert "Kiểm tra câu này" in source


def test_practice_is_told_as_practice(signed_in, attempt, enrolment, lesson, page):
    Quiz.objects.update(mode=Quiz.Mode.PRACTICE)
    lesson.quiz.refresh_from_db()
    attempt.quiz.refresh_from_db()
    answer_all(attempt, "b")
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    said = text(signed_in.get(page("quiz_result", 1)))

    assert "Đã luyện tập Đúng 0 trong 2 câu." in said
    assert "Bài học đã hoàn thành." in said
    assert "Chưa đạt" not in said
    assert "Vì quy định nói vậy." in said


# --- one page for all ------------------------------------------------------------------------


@pytest.fixture
def one_page(quiz):
    Quiz.objects.filter(pk=quiz.pk).update(layout=Quiz.Layout.ALL)


def test_all_questions_stand_on_one_page(signed_in, one_page, attempt, page):
    source = signed_in.get(page("answer", 1)).content.decode()

    assert source.count('name="q1-answer"') == source.count('name="q2-answer"') == 3
    sheet = source.split('id="sheet"')[1].split("</form>")[0]
    assert "disabled" not in sheet
    assert signed_in.get(page("answer", 2)).url == page("answer", 1) + "#cau-2"


def test_one_page_saves_all_its_answers_at_once(signed_in, one_page, attempt, page):
    both = {**sent(1, "b"), **sent(2, "c"), "go": "hand_in"}

    response = signed_in.post(page("answer", 1), both)

    assert response.url == page("hand_in")
    assert [each.answer for each in attempt.responses.all()] == [["b"], ["c"]]


def test_of_one_page_everything_is_kept_but_what_is_older(
    signed_in, one_page, attempt, page
):
    first, second = attempt.responses.all()
    save_answer(response=first, values=["a"])

    response = signed_in.post(
        page("answer", 1), {**sent(1, "b"), **sent(2, "c")}, follow=True
    )

    assert "Câu này đã có câu trả lời mới hơn" in response.content.decode()
    assert [each.answer for each in attempt.responses.all()] == [["a"], ["c"]]


def test_a_page_of_two_attempts_is_refused(signed_in, one_page, attempt, page):
    mixed = {**sent(1, "b"), **sent(2, "c", attempt=2)}

    assert signed_in.post(page("answer", 1), mixed).status_code == 400
    assert [each.answer for each in attempt.responses.all()] == [None, None]


def test_saving_what_is_saved_costs_the_same_on_a_long_page(
    signed_in, one_page, enrolment, lesson, page, django_assert_num_queries
):
    for count in (1, 8):
        lesson.quiz = QuizFactory(
            questions=QuestionFactory.create_batch(count), layout=Quiz.Layout.ALL
        )
        lesson.save()
        answer_all(start_quiz(enrolment=enrolment, lesson=lesson), "b")
        whole = {}
        for n in range(1, count + 1):
            whole |= sent(n, "b", saves=1)
        with django_assert_num_queries(7):
            signed_in.post(page("answer", 1), whole)


# --- how sure ------------------------------------------------------------------------------


def test_how_sure_is_asked_only_where_chosen_and_kept(signed_in, quiz, attempt, page):
    assert "Mức độ chắc chắn" not in signed_in.get(page("answer", 1)).content.decode()
    Quiz.objects.update(asks_confidence=True)
    assert "Mức độ chắc chắn" in signed_in.get(page("answer", 1)).content.decode()

    signed_in.post(page("answer", 1), sent(1, "b", confidence=3))

    kept = attempt.responses.first()
    assert (kept.answer, kept.confidence) == (["b"], 3)


def test_what_was_sure_and_wrong_comes_first(
    signed_in, attempt, enrolment, lesson, page
):
    answer_all(attempt, "b")
    sure = attempt.responses.select_related("version").last()
    note_confidence(response=sure, confidence=3)
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    said = text(signed_in.get(page("quiz_result", 1)))

    assert said.index("Câu 2.") < said.index("Câu 1.")
    assert "Đã chắc chắn" in said


# --- the result ------------------------------------------------------------------------------


def test_parts_are_told_with_their_bars(signed_in, enrolment, lesson, quiz, page):
    Section.objects.create(quiz=quiz, title="Pháp luật", pass_mark=50)
    Section.objects.create(quiz=quiz, title="Kỹ năng", pass_mark=50, sort_order=1)
    quiz.quiz_questions.filter(sort_order=1).update(section=2)
    Quiz.objects.update(pass_mark=50)
    lesson.quiz.refresh_from_db()
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    save_answer(response=attempt.responses.first(), values=["a"])
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    said = text(signed_in.get(page("quiz_result", 1)))

    assert "1. Pháp luật 100 % 50 % Đạt 2. Kỹ năng 0 % 50 % Chưa đạt" in said
    assert "Kết quả: 5,0 điểm, chưa đạt" in said


def test_the_trainer_s_words_follow_the_verdict(signed_in, attempt, enrolment, lesson, page):  # fmt: skip
    Quiz.objects.update(passed_text="Chúc mừng!", failed_text="Đọc lại bài 2 nhé.")
    answer_all(attempt, "b")
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    said = text(signed_in.get(page("quiz_result", 1)))

    assert "Đọc lại bài 2 nhé." in said
    assert "Chúc mừng!" not in said


def test_the_result_says_where_to_read_again(
    signed_in, attempt, enrolment, lesson, course, page
):
    question = attempt.responses.first().version.question
    question.handbook_page = HandbookPageFactory(title="Sổ tay")
    question.handbook_step = 3
    question.save()
    twin = LessonPageFactory(
        parent=lesson.get_parent(),
        title="Bài cùng câu hỏi",
        quiz=QuizFactory(questions=[question]),
    )
    answer_all(attempt, "b")
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    response = signed_in.get(page("quiz_result", 1))

    assert f"Nên đọc lại {lesson.title} {twin.title} Sổ tay, bước 3" in text(response)
    assert "#buoc-3" in response.content.decode()


def test_with_the_average_the_result_says_what_counts(signed_in, enrolment, lesson, page):  # fmt: skip
    Quiz.objects.update(counted=Quiz.Counted.AVERAGE)
    lesson.quiz.refresh_from_db()
    for letter in "ba":
        attempt = answer_all(start_quiz(enrolment=enrolment, lesson=lesson), letter)
        hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    said = text(signed_in.get(page("quiz_result", 2)))

    assert "Kết quả là trung bình các lượt: 5,0 trên 10. Như vậy là chưa đạt." in said
    assert "Ghi nhận kết quả đạt" not in said


def test_pages_that_lead_to_the_handbook_cost_the_same_for_many_questions(
    signed_in, enrolment, lesson, page, django_assert_num_queries
):
    handbook = HandbookPageFactory(title="Sổ tay")
    for count in (1, 6):
        questions = QuestionFactory.create_batch(count)
        for step, question in enumerate(questions, start=1):
            question.handbook_page, question.handbook_step = handbook, step
            question.save()
        lesson.quiz = QuizFactory(questions=questions, mode=Quiz.Mode.PRACTICE)
        lesson.save()
        attempt = start_quiz(enrolment=enrolment, lesson=lesson)
        for response in attempt.responses.select_related("version"):
            settle(response=save_answer(response=response, values=["b"]))
        signed_in.get(page("answer", 1))  # warms the paths of the site
        with django_assert_num_queries(8):
            assert "bước 1" in signed_in.get(page("answer", 1)).content.decode()
        hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
        with django_assert_num_queries(15):
            assert "bước 1" in text(signed_in.get(page("quiz_result", 1)))
