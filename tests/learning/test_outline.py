from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import LessonPage
from learning.outline import State, outline_of, outline_of_course, outlines_of
from learning.services import enrol, read_lesson
from tests.factories import (
    CoursePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(course, trainee):
    return enrol(trainee=trainee, course=course)


def states(enrolment) -> list[tuple[str, State]]:
    outline = outline_of(enrolment)
    return [(each.slug, each.state) for m in outline.modules for each in m.lessons]


def test_lessons_in_order_open_one_after_the_other(enrolment, course):
    LessonPageFactory(parent=ModulePageFactory(parent=course), slug="bai-3")
    assert states(enrolment) == [
        ("bai-1", State.OPEN),
        ("bai-2", State.SHUT),
        ("bai-3", State.SHUT),
    ]

    read_lesson(enrolment=enrolment, lesson=course.lessons()[0])

    assert states(enrolment) == [
        ("bai-1", State.DONE),
        ("bai-2", State.OPEN),
        ("bai-3", State.SHUT),
    ]


def test_a_course_in_free_order_shuts_nothing(enrolment, course):
    course.is_sequential = False
    course.save()
    enrolment.refresh_from_db()

    assert states(enrolment) == [("bai-1", State.OPEN), ("bai-2", State.OPEN)]


def test_a_completed_course_shuts_nothing_that_was_added_later(enrolment, course):
    for lesson in course.lessons():
        read_lesson(enrolment=enrolment, lesson=lesson)
    module = course.get_children().get()
    LessonPageFactory(parent=module, slug="bai-3")
    LessonPageFactory(parent=module, slug="bai-4")
    enrolment.refresh_from_db()

    assert states(enrolment)[2:] == [("bai-3", State.OPEN), ("bai-4", State.OPEN)]


def test_lessons_are_numbered_through_all_modules_in_the_order_of_the_tree(
    enrolment, course
):
    ModulePageFactory(parent=course, title="Trống")
    second = ModulePageFactory(parent=course, title="Phần hai")
    LessonPageFactory(parent=second, slug="bai-3", minutes=20, quiz=QuizFactory())

    outline = outline_of(enrolment)

    assert [len(module.lessons) for module in outline.modules] == [2, 1]
    assert outline.modules[1].title == "Phần hai"
    last = outline.by_slug("bai-3")
    assert (last.number, last.minutes, bool(last.quiz_id)) == (3, 20, True)
    assert (outline.done, outline.total, outline.minutes_left) == (0, 3, 50)


def test_a_finished_lesson_that_was_unpublished_stays_on_record(enrolment, course):
    first = course.lessons()[0]
    read_lesson(enrolment=enrolment, lesson=first)
    first.unpublish()

    outline = outline_of(enrolment)

    assert states(enrolment) == [("bai-1", State.WITHDRAWN), ("bai-2", State.OPEN)]
    assert [(each.slug, each.number) for each in outline.lessons] == [("bai-2", 1)]


def test_an_unpublished_lesson_nobody_finished_is_not_shown(enrolment, course):
    course.lessons()[0].unpublish()

    assert states(enrolment) == [("bai-2", State.OPEN)]


def test_a_lesson_finished_in_one_course_is_not_finished_in_another(
    enrolment, course, trainee
):
    first = course.lessons()[0]
    read_lesson(enrolment=enrolment, lesson=first)
    other = CoursePageFactory(parent=course.get_parent())
    other_enrolment = enrol(trainee=trainee, course=other)
    first.move(ModulePageFactory(parent=other), pos="last-child")
    read_lesson(enrolment=other_enrolment, lesson=LessonPage.objects.get(pk=first.pk))

    outlines = outlines_of([enrolment, other_enrolment])

    assert [each.slug for each in outlines[enrolment.pk].lessons] == ["bai-2"]
    moved = outlines[other_enrolment.pk].lessons
    assert [(each.slug, each.state) for each in moved] == [("bai-1", State.DONE)]


def test_before_and_after_lead_through_the_course(enrolment, course):
    outline = outline_of(enrolment)
    first, last = outline.lessons

    assert (outline.before(first), outline.after(first)) == (None, last)
    assert (outline.before(last), outline.after(last)) == (first, first)


def test_as_of_leaves_out_lessons_published_later(enrolment, course):
    later = LessonPageFactory(parent=course.get_children().get(), slug="bai-3")
    later.first_published_at = timezone.now() + timedelta(hours=1)
    later.save()

    outline = outline_of(enrolment, as_of=timezone.now())

    assert [each.slug for each in outline.lessons] == ["bai-1", "bai-2"]


def test_someone_not_enrolled_sees_the_lessons(course):
    lessons = outline_of_course(course).lessons

    assert [each.slug for each in lessons] == ["bai-1", "bai-2"]


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_outlines_is_one_query(
    count, course, trainee, django_assert_num_queries
):
    enrolments = []
    for _number in range(count):
        other = CoursePageFactory(parent=course.get_parent())
        LessonPageFactory.create_batch(2, parent=ModulePageFactory(parent=other))
        enrolments.append(enrol(trainee=trainee, course=other))

    with django_assert_num_queries(1):
        outlines = outlines_of(enrolments)

    assert [outline.total for outline in outlines.values()] == [2] * count
