"""Time that runs out, openings and closings, and what was granted to one person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.models import Enrolment, LessonCompletion
from learning.overdue import hand_in_all_overdue
from learning.services import enrol, hand_in_quiz, read_lesson, start_quiz
from quizzes.models import GRACE, Attempt, Draw, Extension, Quiz
from quizzes.services import save_answer
from tests.factories import CategoryFactory, LessonPageFactory, QuizFactory
from tests.learning.test_quiz import answer_all, text

pytestmark = pytest.mark.django_db

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def quiz():
    return QuizFactory(time_limit=20)


@pytest.fixture
def lesson(course, quiz):
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
    return lambda name, *args: reverse(
        f"learning:{name}", args=[course.slug, lesson.slug, *args]
    )


@pytest.fixture
def overdue(enrolment, lesson) -> Attempt:
    """Answered all right, and forgotten an hour ago."""
    attempt = answer_all(start_quiz(enrolment=enrolment, lesson=lesson), "a")
    attempt.deadline_at = timezone.now() - timedelta(hours=1)
    attempt.save()
    return attempt


# --- the clock hands in --------------------------------------------------------------


def test_who_never_comes_back_is_handed_in_and_certified(overdue, enrolment):
    assert hand_in_all_overdue() == 1
    assert hand_in_all_overdue() == 0

    overdue.refresh_from_db()
    enrolment.refresh_from_db()
    assert (overdue.handed_in_at, overdue.timed_out) == (overdue.deadline_at, True)
    assert overdue.passed
    assert enrolment.completions.get(attempt=overdue).completed_at == overdue.deadline_at  # fmt: skip
    assert enrolment.is_complete


def test_who_still_has_time_is_left_alone(enrolment, lesson):
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    Attempt.objects.update(deadline_at=timezone.now() - GRACE + 5 * SECOND)

    assert hand_in_all_overdue() == 0
    attempt.refresh_from_db()
    assert attempt.is_open


@pytest.mark.parametrize("name", [("take_quiz",), ("answer", 1), ("hand_in",)])
def test_at_the_next_look_what_is_overdue_is_handed_in(signed_in, overdue, page, name):
    response = signed_in.get(page(*name), follow=True)

    overdue.refresh_from_db()
    assert overdue.timed_out
    assert response.status_code == 200
    if name[0] != "take_quiz":
        assert response.redirect_chain == [(page("quiz_result", 1), 302)]


def test_an_answer_after_the_time_is_refused_and_the_result_is_named(
    signed_in, overdue, page
):
    sent = {"q1-attempt": 1, "q1-saves": 1, "q1-answer": "b"}

    response = signed_in.post(page("answer", 1), sent, headers={"accept": "application/json"})  # fmt: skip

    assert response.status_code == 410
    assert response.json()["url"] == page("quiz_result", 1)
    assert overdue.responses.first().answer == ["a"]


def test_an_attempt_that_time_handed_in_says_so(signed_in, overdue, page):
    said = text(signed_in.get(page("quiz_result", 1)))

    assert "Hết giờ: bài được nộp tự động với những câu đã lưu." in said


# --- what awaits ------------------------------------------------------------------------


def test_the_first_page_says_how_long_and_what_happens_at_the_end(
    signed_in, enrolment, page
):
    said = text(signed_in.get(page("take_quiz")))

    assert "Thời gian 20 phút" in said
    assert "đến muộn hơn tối đa 30 giây" in said


@pytest.mark.parametrize(
    ("field", "offset", "said"),
    [
        ("opens_at", DAY, "Bài kiểm tra mở lúc"),
        ("closes_at", -DAY, "Bài kiểm tra đã đóng lúc"),
        ("is_draft", None, "Giảng viên đang soạn bài kiểm tra này"),
    ],
)
def test_a_quiz_that_cannot_begin_says_why_and_when(
    signed_in, enrolment, quiz, page, field, offset, said
):
    value = timezone.now() + offset if offset else True
    Quiz.objects.filter(pk=quiz.pk).update(**{field: value})

    response = signed_in.post(page("take_quiz"), follow=True)

    assert said in text(response)
    if offset:
        assert f"{timezone.localtime(value):%H:%M %d/%m/%Y}" in text(response)
    assert "Bắt đầu làm bài" not in text(response)
    assert not Attempt.objects.exists()
    lesson_page = signed_in.get(page("take_quiz").removesuffix("bai-kiem-tra/"))
    assert said in text(lesson_page)


def test_between_attempts_the_page_says_when_the_next_may_begin(
    signed_in, enrolment, lesson, quiz, page
):
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    Quiz.objects.filter(pk=quiz.pk).update(wait_minutes=90)

    said = text(signed_in.get(page("take_quiz")))

    again = timezone.localtime(attempt.handed_in_at + 90 * MINUTE)
    assert f"Lượt tiếp theo có thể bắt đầu từ {again:%H:%M %d/%m/%Y}." in said


def test_a_draw_that_cannot_be_filled_is_told_to_who_comes(
    signed_in, enrolment, quiz, page
):
    Draw.objects.create(quiz=quiz, category=CategoryFactory(), count=3)

    response = signed_in.post(page("take_quiz"), follow=True)

    assert "không còn đủ câu hỏi cho bài kiểm tra này" in text(response)
    assert not Attempt.objects.exists()


def test_what_was_granted_is_shown_with_its_reason(
    signed_in, enrolment, quiz, trainee, page
):
    Extension.objects.create(
        quiz=quiz, trainee=trainee, extra_minutes=15, extra_attempts=1, reason="Mất điện"
    )  # fmt: skip

    said = text(signed_in.get(page("take_quiz")))

    assert "Được gia hạn thêm 15 phút thêm 1 lượt Lý do: Mất điện" in said
    assert "Thời gian 35 phút" in said


# --- which attempt counts ------------------------------------------------------------------


def hand_in(enrolment, lesson, letter: str) -> Attempt:
    attempt = answer_all(start_quiz(enrolment=enrolment, lesson=lesson), letter)
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    return attempt


def test_with_the_average_a_lesson_is_done_when_the_average_passes(enrolment, lesson):
    Quiz.objects.update(counted=Quiz.Counted.AVERAGE, pass_mark=60)
    lesson.quiz.refresh_from_db()
    done = []
    for letter in "baaa":
        hand_in(enrolment, lesson, letter)
        done.append(lesson.completions.exists())

    assert done == [False, False, True, True]
    enrolment.refresh_from_db()
    assert enrolment.is_complete


def test_what_was_completed_stays_when_the_last_attempt_is_worse(enrolment, lesson):
    Quiz.objects.update(counted=Quiz.Counted.LAST)
    lesson.quiz.refresh_from_db()
    passed = hand_in(enrolment, lesson, "a")
    hand_in(enrolment, lesson, "b")

    assert LessonCompletion.objects.get(lesson=lesson).attempt == passed


def test_practice_finishes_its_lesson_when_handed_in_and_leaves_no_mark(
    signed_in, enrolment, lesson, page
):
    Quiz.objects.update(mode=Quiz.Mode.PRACTICE)
    lesson.quiz.refresh_from_db()

    hand_in(enrolment, lesson, "b")

    assert LessonCompletion.objects.get(lesson=lesson).attempt is None
    enrolment.refresh_from_db()
    assert enrolment.is_complete
    assert enrolment.trainee.certificates.get().mark is None
    assert "Bắt đầu luyện tập" not in text(signed_in.get(page("quiz_result", 1)))


def test_training_that_is_renewed_is_examined_anew(enrolment, lesson, quiz, course):
    Quiz.objects.update(max_attempts=1)
    quiz.refresh_from_db()
    lesson.quiz = quiz
    hand_in(enrolment, lesson, "a")
    Enrolment.objects.update(is_current=False)
    renewed = Enrolment.objects.create(trainee=enrolment.trainee, course=course)
    for other in course.lessons().filter(quiz=None):
        read_lesson(enrolment=renewed, lesson=other)

    hand_in(renewed, lesson, "b")

    assert not renewed.completions.filter(lesson=lesson).exists()
    assert Attempt.objects.filter(quiz=quiz).count() == 2


def test_the_pages_count_only_what_belongs_to_the_renewal(
    signed_in, enrolment, lesson, course, page
):
    hand_in(enrolment, lesson, "a")
    Enrolment.objects.update(is_current=False)
    renewed = Enrolment.objects.create(trainee=enrolment.trainee, course=course)
    for other in course.lessons().filter(quiz=None):
        read_lesson(enrolment=renewed, lesson=other)

    said = text(signed_in.get(page("take_quiz")))

    assert "Bắt đầu làm bài" in said
    assert "Lượt 1" not in said


def test_saving_still_works_at_the_last_second(signed_in, enrolment, lesson, page):
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    Attempt.objects.update(deadline_at=timezone.now() - GRACE / 2)
    sent = {"q1-attempt": 1, "q1-saves": 0, "q1-answer": "b"}

    response = signed_in.post(page("answer", 1), sent, headers={"accept": "application/json"})  # fmt: skip

    assert response.status_code == 200
    assert attempt.responses.first().answer == ["b"]
    save_answer(response=attempt.responses.last(), values=["b"])


# --- the clock on the page --------------------------------------------------------------


def test_the_questions_and_the_summary_say_how_long_there_is(
    signed_in, enrolment, lesson, page
):
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    until = f"{timezone.localtime(attempt.deadline_at):%H:%M}"

    for name in [("answer", 1), ("hand_in",)]:
        source = signed_in.get(page(*name)).content.decode()
        assert "Còn 20 phút" in source
        assert f"Nộp trước {until}" in source
        assert "js/timer" in source


def test_without_a_deadline_there_is_no_clock(signed_in, enrolment, lesson, page):
    start_quiz(enrolment=enrolment, lesson=lesson)
    Attempt.objects.update(deadline_at=None)

    source = signed_in.get(page("answer", 1)).content.decode()

    assert "js/timer" not in source
    assert "Nộp trước" not in source


def test_a_closing_days_away_is_said_and_not_counted_down(
    signed_in, enrolment, lesson, page
):
    start_quiz(enrolment=enrolment, lesson=lesson)
    Attempt.objects.update(deadline_at=timezone.now() + 3 * DAY)

    source = signed_in.get(page("answer", 1)).content.decode()

    assert "Nộp trước" in source
    assert "js/timer" not in source


def test_a_page_whose_clock_went_wrong_hands_nothing_in_too_early(
    signed_in, enrolment, lesson, page
):
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)

    response = signed_in.post(page("hand_in"), {"attempt": 1, "by": "clock"})

    assert response.url == page("answer", 1)
    attempt.refresh_from_db()
    assert attempt.is_open


def test_a_page_whose_time_is_over_hands_in(signed_in, enrolment, lesson, page):
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    Attempt.objects.update(deadline_at=timezone.now() - SECOND)

    response = signed_in.post(page("hand_in"), {"attempt": 1, "by": "clock"})

    assert response.url == page("quiz_result", 1)
    attempt.refresh_from_db()
    assert (attempt.handed_in_at, attempt.timed_out) == (attempt.deadline_at, True)
