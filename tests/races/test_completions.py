from __future__ import annotations

import pytest

from certificates.models import Certificate
from learning.models import Enrolment, LessonCompletion
from learning.services import enrol, hand_in_quiz, read_lesson
from notifications.models import Message
from quizzes.models import Attempt
from quizzes.services import save_answer, start_attempt
from tests.factories import LessonPageFactory, QuizFactory
from tests.races.harness import RUNNERS, race


@pytest.fixture
def last_lesson(course):
    module = course.get_children().get()
    return LessonPageFactory(parent=module, quiz=QuizFactory())


@pytest.mark.parametrize("_round", range(5))
def test_parallel_hand_ins_of_the_last_quiz_issue_one_certificate(
    _round, course, last_lesson, trainee
):
    enrolment = enrol(trainee=trainee, course=course)
    for lesson in course.lessons().filter(quiz=None):
        read_lesson(enrolment=enrolment, lesson=lesson)
    attempt = start_attempt(quiz=last_lesson.quiz, trainee=trainee)
    for response in attempt.responses.all():
        save_answer(response=response, values=["a"])

    def press():
        return hand_in_quiz(
            enrolment=Enrolment.objects.get(pk=enrolment.pk),
            lesson=last_lesson,
            attempt=Attempt.objects.get(pk=attempt.pk),
        )

    results = race(*[press] * RUNNERS)

    certificate = Certificate.objects.get()
    assert [each.certificate for each in results if each.certificate] == [certificate]
    assert {each.attempt.mark for each in results} == {10}
    assert LessonCompletion.objects.filter(lesson=last_lesson).count() == 1
    assert Message.objects.filter(recipient=trainee).count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_two_last_lessons_finished_at_once_complete_the_course(_round, course, trainee):
    course.is_sequential = False
    course.save()
    enrolment = enrol(trainee=trainee, course=course)
    first, second = course.lessons()

    race(
        lambda: read_lesson(enrolment=enrolment, lesson=first),
        lambda: read_lesson(enrolment=enrolment, lesson=second),
    )

    enrolment.refresh_from_db()
    assert enrolment.is_complete
    assert Certificate.objects.count() == 1
