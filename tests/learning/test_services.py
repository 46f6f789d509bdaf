from __future__ import annotations

import pytest

from certificates.models import Certificate
from learning.services import (
    LessonHasAQuiz,
    LessonIsNotInCourse,
    enrol,
    hand_in_quiz,
    read_lesson,
)
from notifications.models import Message
from quizzes.models import Attempt
from quizzes.services import save_answer, start_attempt
from tests.factories import (
    CoursePageFactory,
    DepartmentFactory,
    LessonPageFactory,
    MembershipFactory,
    ModulePageFactory,
    QuizFactory,
)

pytestmark = pytest.mark.django_db


def answer_all(attempt: Attempt, letter: str) -> None:
    for response in attempt.responses.all():
        save_answer(response=response, values=[letter])


@pytest.fixture
def enrolment(course, trainee):
    return enrol(trainee=trainee, course=course)


def test_reading_the_last_lesson_completes_the_course_and_issues_one_certificate(
    enrolment, course, trainee
):
    first, last = course.lessons()

    assert read_lesson(enrolment=enrolment, lesson=first) is None
    certificate = read_lesson(enrolment=enrolment, lesson=last)
    again = read_lesson(enrolment=enrolment, lesson=last)

    enrolment.refresh_from_db()
    assert enrolment.is_complete
    assert Certificate.objects.get() == certificate
    assert again is None
    assert (certificate.holder_name, certificate.course_title) == (
        "Hoàng Thị Sen",
        course.title,
    )
    assert Message.objects.filter(recipient=trainee).count() == 1


def test_a_completion_keeps_the_unit_it_was_earned_in(enrolment, course, trainee):
    post = MembershipFactory(user=trainee, department=DepartmentFactory(name="Sở A"))
    for lesson in course.lessons():
        read_lesson(enrolment=enrolment, lesson=lesson)
    MembershipFactory(user=trainee, department=DepartmentFactory(name="Sở B"))

    enrolment.refresh_from_db()
    assert enrolment.department == post.department
    assert Certificate.objects.get().department_name == "Sở A"


def test_a_lesson_with_a_quiz_is_not_finished_by_reading(enrolment, course):
    module = course.get_children().get()
    lesson = LessonPageFactory(parent=module, quiz=QuizFactory())

    with pytest.raises(LessonHasAQuiz):
        read_lesson(enrolment=enrolment, lesson=lesson)

    assert not enrolment.completions.exists()


def test_failing_a_quiz_keeps_the_attempt_and_completes_nothing(enrolment, course):
    lesson = LessonPageFactory(parent=course.get_children().get(), quiz=QuizFactory())
    attempt = start_attempt(quiz=lesson.quiz, trainee=enrolment.trainee)
    answer_all(attempt, "b")

    result = hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    assert (result.attempt.score, result.attempt.passed) == (0, False)
    assert not enrolment.completions.exists()


def test_passing_the_last_quiz_twice_issues_one_certificate(enrolment, course):
    lesson = LessonPageFactory(parent=course.get_children().get(), quiz=QuizFactory())
    for other in course.lessons().filter(quiz=None):
        read_lesson(enrolment=enrolment, lesson=other)
    attempt = start_attempt(quiz=lesson.quiz, trainee=enrolment.trainee)
    answer_all(attempt, "a")

    first = hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    second = hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    assert (first.attempt.mark, second.attempt.mark) == (10, 10)
    assert Certificate.objects.get() == first.certificate
    assert second.certificate is None
    assert first.certificate.mark == 10


def test_a_lesson_of_another_course_completes_nothing(enrolment, course):
    other = CoursePageFactory(parent=course.get_parent())
    lesson = LessonPageFactory(parent=ModulePageFactory(parent=other))

    with pytest.raises(LessonIsNotInCourse):
        read_lesson(enrolment=enrolment, lesson=lesson)

    assert not enrolment.completions.exists()


def test_a_lesson_added_later_leaves_a_completed_course_completed(enrolment, course):
    for lesson in course.lessons():
        read_lesson(enrolment=enrolment, lesson=lesson)
    added = LessonPageFactory(parent=course.get_children().get())
    read_lesson(enrolment=enrolment, lesson=added)

    enrolment.refresh_from_db()
    assert enrolment.is_complete
    assert Certificate.objects.count() == 1
