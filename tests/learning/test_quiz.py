"""Before and after the questions: what awaits, handing in, the result."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from learning.models import Enrolment
from learning.services import enrol, hand_in_quiz, read_lesson
from quizzes.models import Attempt, Question, Quiz
from quizzes.services import save_answer, start_attempt
from tests.factories import (
    CoursePageFactory,
    LegalReferenceFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuestionFactory,
    QuizFactory,
    UserFactory,
    options,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    return QuizFactory(title="Kiểm tra phần 1", max_attempts=2)


@pytest.fixture
def lesson(course, quiz):
    """The first lesson of the course to be done: the others are read."""
    return LessonPageFactory(
        parent=course.get_children().get(), slug="kiem-tra", quiz=quiz
    )


@pytest.fixture
def enrolment(course, lesson, trainee) -> Enrolment:
    enrolment = enrol(trainee=trainee, course=course)
    for other in course.lessons().filter(quiz=None):
        read_lesson(enrolment=enrolment, lesson=other)
    return enrolment


@pytest.fixture
def page(lesson, course):
    """The address of a page of the quiz, by the name of its view."""
    return lambda name, *args: reverse(
        f"learning:{name}", args=[course.slug, lesson.slug, *args]
    )


def answer_all(attempt: Attempt, letter: str) -> Attempt:
    for response in attempt.responses.all():
        save_answer(response=response, values=[letter])
    return attempt


@pytest.fixture
def hand_in_with(enrolment, lesson):
    def hand_in(letter: str) -> Attempt:
        attempt = start_attempt(quiz=lesson.quiz, trainee=enrolment.trainee)
        answer_all(attempt, letter)
        hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
        return attempt

    return hand_in


def text(response) -> str:
    """The words of a page, tags taken out, on one line."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    pieces = [piece.partition(">")[2] for piece in main.split("<")]
    return " ".join(" ".join(pieces).split())


# --- what awaits -------------------------------------------------------------------


def test_the_first_page_says_what_awaits_and_starts_nothing(signed_in, enrolment, page):
    said = text(signed_in.get(page("take_quiz")))

    assert "Câu hỏi 2 Đạt từ 7,0/10 Số lượt còn lại 2" in said
    assert "Đáp án và giải thích hiện ngay sau khi nộp bài." in said
    assert "Bắt đầu làm bài" in said
    assert not Attempt.objects.exists()


def test_starting_leads_to_the_first_question(signed_in, enrolment, page):
    response = signed_in.post(page("take_quiz"))

    assert response.url == page("answer", 1)
    assert Attempt.objects.get().trainee == enrolment.trainee


def test_an_open_attempt_goes_on_at_the_first_question_without_an_answer(
    signed_in, enrolment, quiz, page
):
    attempt = start_attempt(quiz=quiz, trainee=enrolment.trainee)
    first, second = attempt.responses.all()
    save_answer(response=first, values=["b"])

    assert signed_in.get(page("take_quiz")).url == page("answer", 2)
    assert signed_in.post(page("take_quiz")).url == page("answer", 2)

    save_answer(response=second, values=["b"])
    assert signed_in.get(page("take_quiz")).url == page("hand_in")


def test_the_attempts_so_far_are_listed_with_their_marks(signed_in, hand_in_with, page):
    attempt = hand_in_with("b")

    response = signed_in.get(page("take_quiz"))

    handed_in = timezone.localtime(attempt.handed_in_at)
    assert f"Lượt 1 {handed_in:%H:%M %d/%m/%Y} 0,0 Chưa đạt" in text(response)
    assert page("quiz_result", 1) in response.content.decode()
    assert "Bắt đầu lượt 2" in text(response)


def test_without_attempts_left_nothing_starts_and_the_page_says_so(
    signed_in, hand_in_with, page
):
    hand_in_with("b")
    hand_in_with("b")

    response = signed_in.post(page("take_quiz"), follow=True)

    assert "Đã hết lượt làm bài." in text(response)
    assert Attempt.objects.count() == 2


def test_without_questions_nothing_starts_and_the_page_says_so(
    signed_in, enrolment, page
):
    Question.objects.update(archived_at=timezone.now())

    response = signed_in.post(page("take_quiz"), follow=True)

    assert "Bài kiểm tra này hiện chưa có câu hỏi" in text(response)
    assert not Attempt.objects.exists()


def test_the_first_page_takes_as_many_queries_with_many_questions_and_attempts(
    signed_in, enrolment, course, page, django_assert_num_queries
):
    for count in (1, 10):
        quiz = QuizFactory(questions=QuestionFactory.create_batch(count))
        enrolled_lesson = course.lessons().exclude(quiz=None).get()
        enrolled_lesson.quiz = quiz
        enrolled_lesson.save()
        for _each in range(count):
            attempt = start_attempt(quiz=quiz, trainee=enrolment.trainee)
            hand_in_quiz(enrolment=enrolment, lesson=enrolled_lesson, attempt=attempt)
        with django_assert_num_queries(13):
            signed_in.get(page("take_quiz"))


# --- who may -----------------------------------------------------------------------


PAGES = [("take_quiz",), ("answer", 1), ("hand_in",), ("quiz_result", 1)]


@pytest.mark.parametrize("name", PAGES)
def test_without_an_enrolment_the_lesson_says_what_to_do(
    signed_in, lesson, page, name, course
):
    response = signed_in.get(page(*name), follow=True)

    places = [place for place, _status in response.redirect_chain]
    assert places[0] == reverse("learning:lesson", args=[course.slug, lesson.slug])


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_signs_in_first_and_comes_back(client, enrolment, page, name):
    address = page(*name)

    assert client.get(address).url == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("name", PAGES)
def test_a_quiz_that_is_not_there_is_not_found(signed_in, enrolment, course, name):
    address = reverse(f"learning:{name[0]}", args=[course.slug, "khong-co", *name[1:]])

    assert signed_in.get(address, follow=True).status_code == 404


def test_a_lesson_that_is_shut_starts_no_quiz(signed_in, lesson, course, trainee, page):
    enrol(trainee=trainee, course=course)

    for response in (
        signed_in.get(page("take_quiz")),
        signed_in.post(page("take_quiz")),
    ):
        assert response.url == reverse("learning:lesson", args=[course.slug, lesson.slug])  # fmt: skip
    assert not Attempt.objects.exists()


def test_somebody_else_s_attempt_is_not_found(client, hand_in_with, course, page):
    hand_in_with("a")
    stranger = UserFactory()
    enrol(trainee=stranger, course=course)
    client.force_login(stranger)

    assert client.get(page("quiz_result", 1)).status_code == 404
    assert client.get(page("answer", 1)).url == page("take_quiz")
    assert client.post(page("hand_in"), {"attempt": 1}).url == page("take_quiz")


# --- handing in ---------------------------------------------------------------------


def test_the_summary_says_what_is_answered_left_and_flagged(
    signed_in, enrolment, quiz, page
):
    attempt = start_attempt(quiz=quiz, trainee=enrolment.trainee)
    first, second = attempt.responses.all()
    save_answer(response=first, values=["b"])
    first.flagged = True
    first.save()

    said = text(signed_in.get(page("hand_in")))

    assert "Đã trả lời 1 trong 2 câu. Còn 1 câu." in said
    assert f"Chưa trả lời Câu 2. {second.version.text}" in said
    assert f"Đã đánh dấu xem lại Câu 1. {first.version.text}" in said
    assert "Câu hỏi 1 , đã trả lời, đánh dấu xem lại" in said


def test_handing_in_marks_completes_and_certifies(signed_in, enrolment, quiz, page):
    attempt = answer_all(start_attempt(quiz=quiz, trainee=enrolment.trainee), "a")

    response = signed_in.post(page("hand_in"), {"attempt": attempt.number})

    assert response.url == page("quiz_result", 1)
    attempt.refresh_from_db()
    enrolment.refresh_from_db()
    assert (attempt.mark, enrolment.is_complete) == (10, True)
    assert Certificate.objects.get().trainee == enrolment.trainee


def test_pressing_twice_shows_the_same_result_twice(signed_in, enrolment, quiz, page):
    answer_all(start_attempt(quiz=quiz, trainee=enrolment.trainee), "a")

    pressed = [signed_in.post(page("hand_in"), {"attempt": 1}) for _each in range(2)]

    assert {response.url for response in pressed} == {page("quiz_result", 1)}
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"attempt": "x"}, {"attempt": 7}])
def test_a_tampered_hand_in_is_refused_and_nothing_is_marked(
    signed_in, enrolment, quiz, page, sent
):
    attempt = start_attempt(quiz=quiz, trainee=enrolment.trainee)

    response = signed_in.post(page("hand_in"), sent)

    assert response.status_code == 400
    assert "Nội dung gửi lên không thuộc lượt làm này" in response.content.decode()
    attempt.refresh_from_db()
    assert attempt.is_open


def test_an_old_summary_does_not_hand_in_the_new_attempt(
    signed_in, hand_in_with, quiz, trainee, page
):
    hand_in_with("b")
    second = start_attempt(quiz=quiz, trainee=trainee)

    response = signed_in.post(page("hand_in"), {"attempt": 1})

    assert response.url == page("quiz_result", 1)
    second.refresh_from_db()
    assert second.is_open


def test_after_hand_in_the_summary_leads_to_the_result_and_says_why(
    signed_in, hand_in_with, page
):
    hand_in_with("b")

    response = signed_in.get(page("hand_in"), follow=True)

    assert response.redirect_chain == [(page("quiz_result", 1), 302)]
    assert "Lượt làm này đã nộp" in response.content.decode()


def test_before_a_start_the_summary_leads_to_where_quizzes_begin(
    signed_in, enrolment, page
):
    assert signed_in.get(page("hand_in")).url == page("take_quiz")


# --- the result ----------------------------------------------------------------------


def test_a_pass_is_said_in_words_and_leads_to_the_certificate(
    signed_in, hand_in_with, page
):
    hand_in_with("a")

    response = signed_in.get(page("quiz_result", 1))

    said = text(response)
    assert "Kết quả: 10,0 điểm, đạt 10,0 trên 10. Cần từ 7,0." in said
    assert "Đúng 2 trong 2 câu . Điểm đã được ghi" in said
    assert "Tải giấy chứng nhận" in said
    assert "nên xem lại" not in said


def test_a_pass_in_the_middle_of_the_course_leads_to_the_next_lesson(
    signed_in, lesson, hand_in_with, page, course
):
    after = LessonPageFactory(parent=lesson.get_parent(), slug="bai-sau")
    hand_in_with("a")

    response = signed_in.get(page("quiz_result", 1))

    assert "Sang bài 4" in text(response)
    assert reverse("learning:lesson", args=[course.slug, after.slug]) in response.content.decode()  # fmt: skip


def test_a_fail_shows_what_to_look_at_again_and_the_way_to_try_again(
    signed_in, enrolment, lesson, page
):
    law = LegalReferenceFactory(number="244/2026/NĐ-CP")
    content = options("Người phát ngôn", "Ai cũng được", right="a")
    content["options"][1]["feedback"] = "Không phải ai cũng được phát ngôn."
    wrong = QuestionFactory(
        text="Ai phát ngôn?", content=content, explanation="Vì luật.", legal_reference=law
    )  # fmt: skip
    lesson.quiz = QuizFactory(questions=[wrong, QuestionFactory(text="Câu dễ?")])
    lesson.save()
    attempt = start_attempt(quiz=lesson.quiz, trainee=enrolment.trainee)
    first, second = attempt.responses.all()
    save_answer(response=first, values=["b"])
    save_answer(response=second, values=["a"])
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    said = text(signed_in.get(page("quiz_result", 1)))

    assert "Kết quả: 5,0 điểm, chưa đạt" in said
    assert "1 câu nên xem lại Câu 1. Ai phát ngôn?" in said
    assert "A. Người phát ngôn Đáp án đúng" in said
    assert "B. Ai cũng được Đã chọn, chưa đúng Không phải ai cũng được phát ngôn." in said  # fmt: skip
    assert "Vì luật. Căn cứ: 244/2026/NĐ-CP" in said
    wrong, right = said.index("Ai phát ngôn?"), said.index("Những câu làm đúng")
    assert wrong < right < said.index("Câu dễ?")
    assert "Làm lại" in said


def test_until_the_policy_allows_it_the_right_answer_stays_secret(
    signed_in, hand_in_with, quiz, page
):
    Quiz.objects.update(explanations=Quiz.Explanations.AFTER_PASS)
    hand_in_with("b")

    page_source = signed_in.get(page("quiz_result", 1)).content.decode()
    assert "Đáp án và giải thích hiện sau khi đạt" in page_source
    assert "Vì quy định nói vậy." not in page_source
    assert ">Đúng<" not in page_source
    assert "</span> Đúng" not in page_source

    hand_in_with("a")
    assert "Vì quy định nói vậy." in signed_in.get(page("quiz_result", 1)).content.decode()  # fmt: skip


def test_a_quiz_that_never_explains_does_not_even_name_the_questions(
    signed_in, hand_in_with, page
):
    Quiz.objects.update(explanations=Quiz.Explanations.NEVER)
    attempt = hand_in_with("b")

    said = text(signed_in.get(page("quiz_result", 1)))

    assert "Bài kiểm tra này không công bố đáp án." in said
    assert "Đúng 0 trong 2 câu" in said
    assert attempt.responses.first().version.text not in said


def test_a_practice_attempt_after_a_pass_changes_nothing_and_says_so(
    signed_in, hand_in_with, enrolment, page
):
    hand_in_with("a")
    hand_in_with("b")

    said = text(signed_in.get(page("quiz_result", 2)))

    assert "Kết quả đạt trước đó giữ nguyên; lượt này là luyện tập." in said
    assert Certificate.objects.get().mark == 10


def test_the_result_of_an_open_attempt_leads_back_to_its_questions(
    signed_in, enrolment, quiz, page
):
    start_attempt(quiz=quiz, trainee=enrolment.trainee)

    assert signed_in.get(page("quiz_result", 1)).url == page("answer", 1)


def test_the_result_takes_as_many_queries_with_many_questions(
    signed_in, enrolment, lesson, page, django_assert_num_queries
):
    for count in (1, 3, 10):
        questions = [
            QuestionFactory(legal_reference=LegalReferenceFactory())
            for _each in range(count)
        ]
        lesson.quiz = QuizFactory(questions=questions)
        lesson.save()
        attempt = start_attempt(quiz=lesson.quiz, trainee=enrolment.trainee)
        hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
        with django_assert_num_queries(13):
            signed_in.get(page("quiz_result", 1))


# --- one quiz in two lessons -----------------------------------------------------------


def test_a_pass_counts_in_every_lesson_that_carries_the_quiz(
    signed_in, hand_in_with, quiz, course, trainee
):
    hand_in_with("b")
    hand_in_with("a")  # no attempts are left now
    other = CoursePageFactory(parent=course.get_parent())
    twin = LessonPageFactory(parent=ModulePageFactory(parent=other), quiz=quiz)
    enrolment = enrol(trainee=trainee, course=other)
    address = reverse("learning:take_quiz", args=[other.slug, twin.slug])

    assert "Ghi nhận kết quả đạt" in text(signed_in.get(address))
    signed_in.post(address)

    enrolment.refresh_from_db()
    assert enrolment.is_complete
