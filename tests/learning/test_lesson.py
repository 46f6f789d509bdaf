"""The player: who may read which lesson, and what pressing "done" does."""

from __future__ import annotations

import pytest
from django.urls import reverse

from certificates.models import Certificate
from learning.models import Enrolment
from learning.services import enrol, read_lesson, start_quiz
from quizzes.services import mark_attempt, save_answer
from tests.factories import (
    CoursePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(course, trainee):
    return enrol(trainee=trainee, course=course)


def address(course, slug: str) -> str:
    return reverse("learning:lesson", args=[course.slug, slug])


def read(client, course, slug: str) -> str:
    response = client.get(address(course, slug))
    assert response.status_code == 200
    return response.content.decode()


# --- reading ----------------------------------------------------------------


def test_a_lesson_shows_its_text_the_outline_and_one_way_forward(
    signed_in, enrolment, course
):
    html = read(signed_in, course, "bai-1")

    assert "Nội dung bài học." in html
    assert "Bài 1 trong 2" in html
    assert 'aria-current="page"' in html
    assert "Xong, sang bài 2" in html
    assert 'href="../bai-2/"' not in html  # shut


def test_opening_a_lesson_keeps_the_place(signed_in, enrolment, course):
    read(signed_in, course, "bai-1")

    enrolment.refresh_from_db()
    assert enrolment.last_lesson.slug == "bai-1"
    assert enrolment.started_at


def test_done_goes_on_to_the_next_lesson(signed_in, enrolment, course):
    response = signed_in.post(address(course, "bai-1"))

    assert response.url == address(course, "bai-2")
    assert [c.lesson.slug for c in enrolment.completions.all()] == ["bai-1"]
    html = read(signed_in, course, "bai-2")
    assert "Xong, hoàn thành khóa học" in html
    assert 'rel="prev" href="../bai-1/"' in html


def test_done_pressed_twice_is_done_once(signed_in, enrolment, course):
    for _press in range(2):
        response = signed_in.post(address(course, "bai-1"))
        assert response.url == address(course, "bai-2")

    assert enrolment.completions.count() == 1


def test_the_last_lesson_leads_to_the_course_and_its_certificate(
    signed_in, enrolment, course
):
    signed_in.post(address(course, "bai-1"))
    response = signed_in.post(address(course, "bai-2"), follow=True)

    certificate = Certificate.objects.get(trainee=enrolment.trainee)
    html = response.content.decode()
    assert response.redirect_chain[-1][0] == reverse(
        "learning:course", args=[course.slug]
    )
    assert certificate.number in html
    assert reverse("certificates:download", args=[certificate.code]) in html


def test_the_last_lesson_in_free_order_leads_to_what_was_left_out(
    signed_in, enrolment, course
):
    course.is_sequential = False
    course.save()

    assert "Xong, sang bài 1" in read(signed_in, course, "bai-2")
    assert signed_in.post(address(course, "bai-2")).url == address(course, "bai-1")


def test_a_finished_lesson_offers_a_plain_link_onwards(signed_in, enrolment, course):
    read_lesson(enrolment=enrolment, lesson=course.lessons()[0])

    html = read(signed_in, course, "bai-1")

    assert 'rel="next" href="../bai-2/"' in html
    assert "Xong, sang bài" not in html


@pytest.mark.parametrize("lessons", [1, 3])
def test_a_lesson_costs_few_queries_whatever_the_size_of_the_course(
    lessons, signed_in, enrolment, course, django_assert_num_queries
):
    module = ModulePageFactory(parent=course)
    LessonPageFactory.create_batch(lessons, parent=module)
    read(signed_in, course, "bai-1")

    with django_assert_num_queries(4):  # session, person, enrolment, outline
        read(signed_in, course, "bai-1")


# --- who may not ------------------------------------------------------------


def test_someone_not_enrolled_is_led_to_the_course(signed_in, course):
    response = signed_in.get(address(course, "bai-1"), follow=True)

    assert response.redirect_chain[-1][0] == reverse(
        "learning:course", args=[course.slug]
    )
    assert "Cần ghi danh" in response.content.decode()


def test_the_enrolment_of_another_person_opens_nothing(signed_in, course):
    enrol(trainee=UserFactory(), course=course)

    assert signed_in.post(address(course, "bai-1")).status_code == 302
    assert not Enrolment.objects.get().completions.exists()


@pytest.mark.parametrize("slug", ["khong-co", "BAI-1"])
def test_an_unknown_lesson_is_not_found(signed_in, enrolment, course, slug):
    assert signed_in.get(address(course, slug)).status_code == 404
    assert signed_in.post(address(course, slug)).status_code == 404


def test_an_unknown_lesson_is_not_found_without_enrolment_either(signed_in, course):
    assert signed_in.get(address(course, "khong-co")).status_code == 404


def test_a_lesson_of_another_course_is_not_found(signed_in, enrolment, course):
    other = CoursePageFactory(parent=course.get_parent())
    LessonPageFactory(parent=ModulePageFactory(parent=other), slug="bai-la")

    assert signed_in.get(address(course, "bai-la")).status_code == 404


def test_an_unpublished_course_is_not_found(signed_in, enrolment, course):
    course.unpublish()

    assert signed_in.get(address(course, "bai-1")).status_code == 404


def test_a_draft_nobody_ever_saw_is_not_found(signed_in, enrolment, course):
    LessonPageFactory(parent=course.get_children().get(), slug="nhap", live=False)

    assert signed_in.get(address(course, "nhap")).status_code == 404


def test_a_shut_lesson_says_which_one_comes_first(signed_in, enrolment, course):
    for send in (signed_in.get, signed_in.post):
        response = send(address(course, "bai-2"), follow=True)

        assert response.redirect_chain[-1][0] == reverse(
            "learning:course", args=[course.slug]
        )
        assert "Bài đó mở khi xong bài 1" in response.content.decode()
    assert not enrolment.completions.exists()


def test_signing_in_again_leads_back_to_the_lesson(client, course):
    response = client.post(address(course, "bai-1"))

    assert response.url == f"{reverse('account_login')}?next={address(course, 'bai-1')}"


# --- lessons taken away -----------------------------------------------------


def test_a_withdrawn_lesson_says_so_and_keeps_what_was_done(
    signed_in, enrolment, course
):
    first = course.lessons()[0]
    read_lesson(enrolment=enrolment, lesson=first)
    first.unpublish()

    response = signed_in.get(address(course, "bai-1"), follow=True)

    html = response.content.decode()
    assert "không còn trong khóa học" in html
    assert "Bài đã xong, không còn trong khóa" in html
    assert first.title in html
    assert enrolment.completions.filter(lesson=first).exists()


def test_the_outline_tells_a_withdrawn_lesson_that_was_done(
    signed_in, enrolment, course
):
    first = course.lessons()[0]
    read_lesson(enrolment=enrolment, lesson=first)
    first.unpublish()

    html = read(signed_in, course, "bai-2")

    assert f"{first.title}<small>Đã xong, không còn trong khóa</small>" in html
    assert "Bài 1 trong 1" in html


def test_a_lesson_that_moved_away_says_so_too(signed_in, enrolment, course):
    first = course.lessons()[0]
    read_lesson(enrolment=enrolment, lesson=first)
    other = CoursePageFactory(parent=course.get_parent())
    first.move(ModulePageFactory(parent=other), pos="last-child")

    response = signed_in.get(address(course, "bai-1"), follow=True)

    assert "Bài đã xong, không còn trong khóa" in response.content.decode()


# --- lessons with a quiz ----------------------------------------------------


@pytest.fixture
def quiz_lesson(course):
    course.is_sequential = False
    course.save()
    quiz = QuizFactory(title="Kiểm tra phần 1", max_attempts=2)
    return LessonPageFactory(
        parent=course.get_children().get(), slug="kiem-tra", quiz=quiz
    )


def test_a_lesson_with_a_quiz_offers_the_quiz_instead_of_done(
    signed_in, enrolment, course, quiz_lesson
):
    html = read(signed_in, course, "kiem-tra")

    assert "Kiểm tra phần 1" in html
    assert "7,0/10" in html
    assert "Làm bài kiểm tra" in html
    assert reverse("learning:take_quiz", args=[course.slug, "kiem-tra"]) in html
    assert "Xong, " not in html


def test_pressing_done_does_not_finish_a_quiz(
    signed_in, enrolment, course, quiz_lesson
):
    response = signed_in.post(address(course, "kiem-tra"), follow=True)

    assert "hoàn thành khi đạt bài kiểm tra" in response.content.decode()
    assert not enrolment.completions.exists()


def test_the_card_tells_attempts_marks_and_an_open_attempt(
    signed_in, enrolment, course, quiz_lesson
):
    attempt = start_quiz(enrolment=enrolment, lesson=quiz_lesson)
    save_answer(response=attempt.responses.first(), values=["a"])
    assert "Làm tiếp bài kiểm tra" in read(signed_in, course, "kiem-tra")

    mark_attempt(attempt=attempt)
    html = read(signed_in, course, "kiem-tra")
    assert "<dt>Điểm cao nhất</dt><dd>5,0</dd>" in html
    assert "<dt>Số lượt còn lại</dt><dd>1</dd>" in html

    mark_attempt(attempt=start_quiz(enrolment=enrolment, lesson=quiz_lesson))
    html = read(signed_in, course, "kiem-tra")
    assert "Đã hết lượt làm bài" in html
    assert "Làm bài kiểm tra" not in html


def test_the_card_tells_nothing_of_other_people(
    signed_in, enrolment, course, quiz_lesson
):
    other = enrol(trainee=UserFactory(), course=course)
    mark_attempt(attempt=start_quiz(enrolment=other, lesson=quiz_lesson))

    html = read(signed_in, course, "kiem-tra")

    assert "<dt>Số lượt còn lại</dt><dd>2</dd>" in html
    assert "Điểm cao nhất" not in html


def test_the_quiz_card_costs_one_query(
    signed_in, enrolment, course, quiz_lesson, django_assert_num_queries
):
    read(signed_in, course, "kiem-tra")

    with django_assert_num_queries(5):
        read(signed_in, course, "kiem-tra")
