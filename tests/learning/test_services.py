from __future__ import annotations

import pytest

from certificates.models import Certificate, Issuer
from certificates.services import revoke
from courses.models import CoursePage, LessonPage
from learning.certifying import issue_missing_certificates
from learning.models import Enrolment
from learning.services import (
    AttemptIsNotOfLesson,
    LessonHasAQuiz,
    LessonIsNotInCourse,
    LessonIsShut,
    LessonsAreLeft,
    enrol,
    finish_course,
    finish_withdrawn_courses,
    hand_in_quiz,
    note_place,
    read_lesson,
    start_quiz,
)
from notifications.models import Message
from quizzes.models import Attempt
from quizzes.services import save_answer, start_attempt
from tests.factories import (
    CoursePageFactory,
    DepartmentFactory,
    IssuerFactory,
    LessonPageFactory,
    MembershipFactory,
    ModulePageFactory,
    QuizFactory,
    TrainingOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def quiz_lesson(course: CoursePage) -> LessonPage:
    """One more lesson, at the end, with a quiz."""
    return LessonPageFactory(parent=course.get_children().get(), quiz=QuizFactory())


def read_all(enrolment: Enrolment) -> None:
    for lesson in enrolment.course.lessons().filter(quiz=None):
        read_lesson(enrolment=enrolment, lesson=lesson)


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
    lesson = quiz_lesson(course)
    read_all(enrolment)
    attempt = start_attempt(quiz=lesson.quiz, trainee=enrolment.trainee)
    answer_all(attempt, "b")

    result = hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    assert (result.attempt.score, result.attempt.passed) == (0, False)
    assert not enrolment.completions.filter(lesson=lesson).exists()


def test_passing_the_last_quiz_twice_issues_one_certificate(enrolment, course):
    lesson = quiz_lesson(course)
    read_all(enrolment)
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


# --- lessons in order -------------------------------------------------------


def test_a_shut_lesson_is_not_finished_by_reading(enrolment, course):
    _first, last = course.lessons()

    with pytest.raises(LessonIsShut):
        read_lesson(enrolment=enrolment, lesson=last)

    assert not enrolment.completions.exists()


def test_a_shut_quiz_is_not_started(enrolment, course):
    with pytest.raises(LessonIsShut):
        start_quiz(enrolment=enrolment, lesson=quiz_lesson(course))

    assert not Attempt.objects.exists()


def test_a_shut_quiz_is_not_handed_in_and_keeps_its_answers(enrolment, course):
    lesson = quiz_lesson(course)
    attempt = start_attempt(quiz=lesson.quiz, trainee=enrolment.trainee)
    answer_all(attempt, "a")

    with pytest.raises(LessonIsShut):
        hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    attempt.refresh_from_db()
    assert attempt.is_open
    assert [response.answer for response in attempt.responses.all()] == [["a"], ["a"]]


def test_a_lesson_put_first_while_a_quiz_is_taken_does_not_stop_it(enrolment, course):
    lesson = quiz_lesson(course)
    read_all(enrolment)
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    answer_all(attempt, "a")
    added = LessonPageFactory(parent=course.get_children().get())
    added.move(course.lessons().first(), pos="left")
    added.refresh_from_db()
    added.save_revision().publish()

    result = hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    assert result.attempt.passed
    assert enrolment.completions.filter(lesson=lesson).exists()
    assert list(enrolment.remaining_lessons()) == [added]


def test_an_attempt_of_someone_else_is_refused(enrolment, course):
    lesson = quiz_lesson(course)
    read_all(enrolment)
    attempt = start_attempt(quiz=lesson.quiz, trainee=UserFactory())

    with pytest.raises(AttemptIsNotOfLesson):
        hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)

    attempt.refresh_from_db()
    assert attempt.is_open


# --- the place --------------------------------------------------------------


def test_the_place_is_written_when_it_changes_and_only_then(
    enrolment, course, django_assert_num_queries
):
    first, last = course.lessons()

    note_place(enrolment=enrolment, lesson=first)
    with django_assert_num_queries(0):
        note_place(enrolment=enrolment, lesson=first)
    enrolment.refresh_from_db()
    started_at = enrolment.started_at
    note_place(enrolment=enrolment, lesson=last)

    enrolment.refresh_from_db()
    assert enrolment.last_lesson == last
    assert enrolment.started_at == started_at


# --- lessons taken away -----------------------------------------------------


def test_a_course_is_finished_when_only_withdrawn_lessons_were_left(enrolment, course):
    first, last = course.lessons()
    read_lesson(enrolment=enrolment, lesson=first)
    with pytest.raises(LessonsAreLeft):
        finish_course(enrolment=enrolment)

    last.unpublish()
    certificate = finish_course(enrolment=enrolment)

    enrolment.refresh_from_db()
    assert enrolment.is_complete
    assert Certificate.objects.get() == certificate


def test_a_course_of_which_nothing_was_done_is_never_finished(enrolment, course):
    for lesson in course.lessons():
        lesson.unpublish()

    with pytest.raises(LessonsAreLeft):
        finish_course(enrolment=enrolment)


def test_every_night_finishes_what_withdrawn_lessons_held_up(enrolment, course):
    first, last = course.lessons()
    read_lesson(enrolment=enrolment, lesson=first)
    enrol(trainee=UserFactory(), course=course)
    assert finish_withdrawn_courses() == 0

    last.unpublish()

    assert (finish_withdrawn_courses(), finish_withdrawn_courses()) == (1, 0)
    assert list(Enrolment.objects.completed()) == [enrolment]


# --- no issuer --------------------------------------------------------------


def test_without_an_issuer_the_course_is_completed_and_the_office_told_once(
    enrolment, course
):
    Issuer.objects.all().delete()
    officer = TrainingOfficerFactory()
    other = enrol(trainee=UserFactory(), course=course)

    read_all(enrolment)
    read_all(other)

    enrolment.refresh_from_db()
    assert enrolment.is_complete
    assert not Certificate.objects.exists()
    assert Message.objects.filter(recipient=officer).count() == 1
    assert Message.objects.filter(recipient=enrolment.trainee).count() == 1


def test_missing_certificates_follow_once_there_is_an_issuer(enrolment, course):
    post = MembershipFactory(user=enrolment.trainee)
    Issuer.objects.all().delete()
    read_all(enrolment)
    assert issue_missing_certificates() == 0

    IssuerFactory()

    assert (issue_missing_certificates(), issue_missing_certificates()) == (1, 0)
    certificate = Certificate.objects.get()
    enrolment.refresh_from_db()
    assert certificate.trainee == enrolment.trainee
    assert certificate.department == post.department
    assert Message.objects.filter(recipient=enrolment.trainee).count() == 2


def test_a_revoked_certificate_is_not_issued_again(enrolment, course):
    read_all(enrolment)
    revoke(certificate=Certificate.objects.get(), reason="Sai tên", by=UserFactory())

    assert issue_missing_certificates() == 0
