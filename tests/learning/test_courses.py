"""The catalogue and the page of a course."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate, Issuer
from certificates.services import revoke
from learning.catalogue import shelves_for
from learning.models import Enrolment
from learning.services import enrol, note_place, read_lesson
from tests.factories import (
    CoursePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def another_course(course, title: str = "Khóa khác", lessons: int = 1):
    other = CoursePageFactory(parent=course.get_parent(), title=title)
    LessonPageFactory.create_batch(lessons, parent=ModulePageFactory(parent=other))
    return other


def show(client, course) -> str:
    response = client.get(reverse("learning:course", args=[course.slug]))
    assert response.status_code == 200
    return response.content.decode()


def complete(enrolment: Enrolment) -> None:
    for lesson in enrolment.course.lessons():
        read_lesson(enrolment=enrolment, lesson=lesson)


# --- catalogue --------------------------------------------------------------


def test_the_shelves_put_what_is_due_first(course, trainee):
    today = timezone.localdate()
    late = another_course(course, "Quá hạn")
    begun = another_course(course, "Đang học")
    done = another_course(course, "Đã xong")
    unpublished = another_course(course, "Chưa xuất bản")
    enrol(trainee=trainee, course=course, due_on=today + timedelta(days=9))
    enrol(trainee=trainee, course=late, due_on=today - timedelta(days=1))
    enrol(trainee=trainee, course=begun)
    complete(enrol(trainee=trainee, course=done))
    free = another_course(course, "Tự chọn")
    enrol(trainee=UserFactory(), course=free)
    unpublished.unpublish()

    shelves = shelves_for(trainee)

    assert [card.course for card in shelves.due] == [late, course]
    assert [card.course for card in shelves.in_progress] == [begun]
    assert [card.course for card in shelves.others] == [free]
    assert [card.course for card in shelves.completed] == [done]
    assert shelves.total == 5


def test_a_card_counts_only_what_the_course_offers_now(course, trainee):
    enrolment = enrol(trainee=trainee, course=course)
    first = course.lessons()[0]
    read_lesson(enrolment=enrolment, lesson=first)
    other = another_course(course)
    first.move(other.get_children().get(), pos="last-child")

    cards = {card.course: card for card in shelves_for(trainee).in_progress}

    assert (cards[course].done, cards[course].lessons) == (0, 1)


def test_the_catalogue_shows_progress_and_dates(signed_in, course, trainee):
    enrolment = enrol(
        trainee=trainee, course=course, due_on=timezone.localdate() - timedelta(days=3)
    )
    read_lesson(enrolment=enrolment, lesson=course.lessons()[0])

    html = signed_in.get(reverse("learning:catalogue")).content.decode()

    assert "Quá hạn 3 ngày" in html
    assert "1/2 bài" in html
    assert "8 tiết, 2 bài" in html


def test_an_empty_catalogue_says_so(signed_in):
    html = signed_in.get(reverse("learning:catalogue")).content.decode()

    assert "Chưa có khóa học" in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_catalogue_costs_the_same_for_any_number_of_courses(
    count, signed_in, course, trainee, django_assert_num_queries
):
    for _number in range(count):
        enrol(trainee=trainee, course=another_course(course))
        another_course(course)

    with django_assert_num_queries(7):
        signed_in.get(reverse("learning:catalogue"))


# --- a course ---------------------------------------------------------------


def test_someone_new_sees_the_terms_and_can_enrol(signed_in, course, trainee):
    LessonPageFactory(parent=course.get_children().get(), quiz=QuizFactory())

    html = show(signed_in, course)

    assert "Ghi danh và bắt đầu" in html
    assert "đủ 3 bài" in html
    assert "từ 7,0 điểm" in html
    assert "lần lượt từng bài" in html
    assert "/hoc/" not in html
    assert not Enrolment.objects.exists()

    response = signed_in.post(reverse("learning:course", args=[course.slug]))

    assert response.url == reverse("learning:lesson", args=[course.slug, "bai-1"])
    assert Enrolment.objects.get().trainee == trainee


def test_enrolling_twice_is_one_enrolment(signed_in, course):
    for _press in range(2):
        signed_in.post(reverse("learning:course", args=[course.slug]))

    assert Enrolment.objects.count() == 1


def test_a_course_under_way_goes_on_where_it_was_left(signed_in, course, trainee):
    enrolment = enrol(
        trainee=trainee, course=course, due_on=timezone.localdate() + timedelta(days=2)
    )
    first, last = course.lessons()
    read_lesson(enrolment=enrolment, lesson=first)
    note_place(enrolment=enrolment, lesson=last)

    html = show(signed_in, course)

    assert "Học tiếp bài 2" in html
    assert "1/2 bài đã xong" in html
    assert "Còn 2 ngày" in html
    assert "còn khoảng 15 phút" in html


def test_an_unknown_or_unpublished_course_is_not_found(signed_in, course):
    address = reverse("learning:course", args=[course.slug])
    assert signed_in.get("/khoa-hoc/khong-co/").status_code == 404

    course.unpublish()

    assert signed_in.get(address).status_code == 404
    assert signed_in.post(address).status_code == 404
    assert not Enrolment.objects.exists()


def test_a_completed_course_hands_over_the_certificate(signed_in, course, trainee):
    course.completion_text = "<p>Việc nên làm trong tuần.</p>"
    course.save()
    complete(enrol(trainee=trainee, course=course))

    html = show(signed_in, course)

    certificate = Certificate.objects.get()
    assert "Việc nên làm trong tuần." in html
    assert reverse("certificates:download", args=[certificate.code]) in html
    assert "Học tiếp" not in html


def test_a_completed_course_without_an_issuer_says_what_happens(
    signed_in, course, trainee
):
    Issuer.objects.all().delete()
    complete(enrol(trainee=trainee, course=course))

    assert "Giấy chứng nhận chưa được cấp" in show(signed_in, course)


def test_a_revoked_certificate_is_not_handed_over(signed_in, course, trainee):
    complete(enrol(trainee=trainee, course=course))
    certificate = Certificate.objects.get()
    revoke(certificate=certificate, reason="Sai tên", by=UserFactory())

    html = show(signed_in, course)

    assert "đã bị thu hồi" in html
    assert reverse("certificates:download", args=[certificate.code]) not in html


def test_a_course_whose_last_lessons_were_withdrawn_can_be_completed(
    signed_in, course, trainee
):
    enrolment = enrol(trainee=trainee, course=course)
    first, last = course.lessons()
    read_lesson(enrolment=enrolment, lesson=first)
    last.unpublish()
    assert "Hoàn thành khóa học" in show(signed_in, course)

    signed_in.post(reverse("learning:course", args=[course.slug]))

    enrolment.refresh_from_db()
    assert enrolment.is_complete


def test_a_course_with_lessons_left_is_not_completed_by_pressing(
    signed_in, course, trainee
):
    enrolment = enrol(trainee=trainee, course=course)

    response = signed_in.post(
        reverse("learning:course", args=[course.slug]), follow=True
    )

    assert "Khóa học còn bài chưa xong." in response.content.decode()
    enrolment.refresh_from_db()
    assert not enrolment.is_complete


def test_a_course_without_lessons_says_so(signed_in, course):
    empty = CoursePageFactory(parent=course.get_parent())

    assert "Chưa có bài học" in show(signed_in, empty)
    response = signed_in.post(reverse("learning:course", args=[empty.slug]))
    assert response.url == reverse("learning:course", args=[empty.slug])


@pytest.mark.parametrize("count", [1, 3])
def test_a_course_costs_the_same_for_any_number_of_lessons(
    count, signed_in, course, trainee, django_assert_num_queries
):
    other = another_course(course, lessons=count)
    complete(enrol(trainee=trainee, course=other))
    for lesson in other.lessons()[1:]:
        lesson.unpublish()

    with django_assert_num_queries(11):
        show(signed_in, other)
