"""What should I do now, and what did I do lately?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate, Issuer
from certificates.services import revoke
from learning.models import Enrolment
from learning.services import enrol, hand_in_quiz, note_place, read_lesson, start_quiz
from learning.today import current_of, latest_results, studies_of
from tests.factories import (
    CoursePageFactory,
    IssuerFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def another_course(course, **fields):
    other = CoursePageFactory(parent=course.get_parent(), **fields)
    LessonPageFactory.create_batch(2, parent=ModulePageFactory(parent=other))
    return other


def show(client) -> str:
    return client.get(reverse("learning:home")).content.decode()


def complete(enrolment: Enrolment) -> None:
    for lesson in enrolment.course.lessons():
        read_lesson(enrolment=enrolment, lesson=lesson)


# --- what to do -------------------------------------------------------------


def test_one_tap_leads_to_the_lesson_that_was_left_open(signed_in, course, trainee):
    enrolment = enrol(trainee=trainee, course=course)
    first, last = course.lessons()
    read_lesson(enrolment=enrolment, lesson=first)
    note_place(enrolment=enrolment, lesson=last)

    html = show(signed_in)

    assert f"Bài 2. {last.title}" in html
    assert "Học tiếp" in html
    assert reverse("learning:lesson", args=[course.slug, "bai-2"]) in html
    assert "Đã xong 1 trong 2 bài." in html


def test_a_lesson_left_open_and_finished_since_gives_way_to_the_next(course, trainee):
    enrolment = enrol(trainee=trainee, course=course)
    first = course.lessons()[0]
    note_place(enrolment=enrolment, lesson=first)
    read_lesson(enrolment=enrolment, lesson=first)

    assert studies_of(trainee)[0].lesson.slug == "bai-2"


def test_courses_are_listed_by_date_the_late_ones_first(course, trainee):
    today = timezone.localdate()
    late = another_course(course)
    undated = another_course(course)
    enrol(trainee=trainee, course=undated)
    enrol(trainee=trainee, course=course, due_on=today + timedelta(days=3))
    enrol(trainee=trainee, course=late, due_on=today - timedelta(days=3))

    assert [study.course for study in studies_of(trainee)] == [late, course, undated]


def test_the_course_last_studied_goes_on_else_the_most_urgent_one(course, trainee):
    today = timezone.localdate()
    urgent = another_course(course)
    enrol(trainee=trainee, course=urgent, due_on=today)
    enrolment = enrol(trainee=trainee, course=course)
    assert current_of(studies_of(trainee)).course == urgent

    note_place(enrolment=enrolment, lesson=course.lessons()[0])

    assert current_of(studies_of(trainee)).course == course
    assert current_of([]) is None


def test_what_is_late_is_said_in_the_first_line(signed_in, course, trainee):
    enrol(
        trainee=trainee, course=course, due_on=timezone.localdate() - timedelta(days=2)
    )

    html = show(signed_in)

    assert "Có 1 khóa học đã quá hạn." in html
    assert "Quá hạn 2 ngày" in html


def test_completed_and_unpublished_courses_ask_for_nothing(course, trainee):
    complete(enrol(trainee=trainee, course=course))
    gone = another_course(course)
    enrol(trainee=trainee, course=gone)
    gone.unpublish()
    enrol(trainee=UserFactory(), course=another_course(course))

    assert studies_of(trainee) == []


def test_someone_new_is_led_to_the_catalogue(signed_in):
    html = show(signed_in)

    assert "Chưa có khóa học" in html
    assert reverse("learning:catalogue") in html


def test_someone_who_finished_everything_is_told_so(signed_in, course, trainee):
    complete(enrol(trainee=trainee, course=course))

    assert "Đã xong mọi việc" in show(signed_in)


# --- lately -----------------------------------------------------------------


def test_results_and_certificates_of_late_are_shown(signed_in, course, trainee):
    quiz = QuizFactory(title="Kiểm tra nhanh")
    other = another_course(course)
    lesson = LessonPageFactory(parent=other.get_children().get(), quiz=quiz)
    other.is_sequential = False
    other.save()
    enrolment = enrol(trainee=trainee, course=other)
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    complete(enrol(trainee=trainee, course=course))

    html = show(signed_in)

    assert "Chưa đạt 0,0" in html
    assert "Kiểm tra nhanh" in html
    result = [other.slug, lesson.slug, 1]
    assert reverse("learning:quiz_result", args=result) in html
    assert Certificate.objects.get().number in html


def test_results_of_other_people_are_not_mine(course, trainee):
    lesson = LessonPageFactory(parent=course.get_children().get(), quiz=QuizFactory())
    course.is_sequential = False
    course.save()
    other = enrol(trainee=UserFactory(), course=course)
    attempt = start_quiz(enrolment=other, lesson=lesson)
    hand_in_quiz(enrolment=other, lesson=lesson, attempt=attempt)

    assert latest_results(trainee) == []
    assert len(latest_results(other.trainee)) == 1


# --- cost -------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_any_number_of_courses(
    count, signed_in, root, course, trainee, django_assert_num_queries
):
    for _number in range(count):
        enrol(trainee=trainee, course=another_course(course), due_on=date(2026, 11, 23))
        complete(enrol(trainee=trainee, course=another_course(course)))
        quizzed = another_course(course)
        quizzed.is_sequential = False
        quizzed.save()
        lesson = LessonPageFactory(
            parent=quizzed.get_children().get(), quiz=QuizFactory()
        )
        enrolment = enrol(trainee=trainee, course=quizzed)
        attempt = start_quiz(enrolment=enrolment, lesson=lesson)
        hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    with django_assert_num_queries(17):
        show(signed_in)


# --- my certificates --------------------------------------------------------


def my_certificates(client) -> str:
    return client.get(reverse("learning:certificates")).content.decode()


def test_my_certificates_can_be_downloaded_and_shown_to_others(
    signed_in, course, trainee
):
    complete(enrol(trainee=trainee, course=course))
    complete(enrol(trainee=UserFactory(), course=course))
    mine, other = Certificate.objects.order_by("pk")

    html = my_certificates(signed_in)

    assert reverse("certificates:download", args=[mine.code]) in html
    assert reverse("certificates:verify", args=[mine.code]) in html
    assert other.code not in html
    assert other.number not in html


def test_a_revoked_certificate_says_why(signed_in, course, trainee):
    complete(enrol(trainee=trainee, course=course))
    certificate = Certificate.objects.get()
    revoke(certificate=certificate, reason="Ghi sai họ tên", by=UserFactory())

    html = my_certificates(signed_in)

    assert "Ghi sai họ tên" in html
    assert reverse("certificates:download", args=[certificate.code]) not in html


def test_a_certificate_still_to_come_is_announced(signed_in, course, trainee):
    Issuer.objects.all().delete()
    complete(enrol(trainee=trainee, course=course))

    assert "Đang chờ cấp" in my_certificates(signed_in)


def test_without_certificates_the_page_says_how_to_get_one(signed_in):
    assert "Chưa có giấy chứng nhận" in my_certificates(signed_in)


@pytest.mark.parametrize("count", [1, 3])
def test_certificates_cost_the_same_for_any_number(
    count, signed_in, course, trainee, django_assert_num_queries
):
    Issuer.objects.all().delete()
    for _number in range(count):
        complete(enrol(trainee=trainee, course=another_course(course)))
    IssuerFactory()
    for _number in range(count):
        complete(enrol(trainee=trainee, course=another_course(course)))

    with django_assert_num_queries(7):
        my_certificates(signed_in)
