from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.hours.outside import approve_outside_training
from learning.models import Enrolment, Exemption, Prerequisite
from learning.plans.prerequisites import CourseNeedsOthers, missing_prerequisites
from learning.services import enrol, finish_lesson, read_lesson, start_quiz
from tests.factories import (
    CoursePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    OutsideTrainingFactory,
    QuizFactory,
    TrainingOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(course):
    """The course that comes before `course`."""
    first = CoursePageFactory(parent=course.get_parent(), slug="truoc")
    LessonPageFactory(parent=ModulePageFactory(parent=first))
    Prerequisite.objects.create(course=course, needs=first)
    return first


def complete(person, course):
    enrolment = enrol(trainee=person, course=course)
    for lesson in course.lessons():
        finish_lesson(enrolment=enrolment, lesson=lesson, at=timezone.now())


def pages(course):
    lesson = course.lessons().first()
    here = reverse("learning:course", args=[course.slug])
    return here, reverse("learning:lesson", args=[course.slug, lesson.slug])


def test_a_course_is_not_begun_before_those_it_needs(client, trainee, course, first):
    client.force_login(trainee)
    here, lesson = pages(course)

    assert client.post(here).url == here
    assert not Enrolment.objects.exists()
    page = client.get(here)
    assert page.context["needed"] == [first]
    assert first.title in page.content.decode()

    enrolment = enrol(trainee=trainee, course=course)  # as a plan does
    assert client.get(lesson).url == here
    with pytest.raises(CourseNeedsOthers):
        read_lesson(enrolment=enrolment, lesson=course.lessons().first())


def test_its_quizzes_are_not_begun_either(client, trainee, course, first):
    module = course.get_children().first()
    quizzed = LessonPageFactory(parent=module, slug="thi", quiz=QuizFactory())
    course.is_sequential = False
    course.save()
    enrolment = enrol(trainee=trainee, course=course)
    client.force_login(trainee)

    with pytest.raises(CourseNeedsOthers):
        start_quiz(enrolment=enrolment, lesson=quizzed)
    address = reverse("learning:take_quiz", args=[course.slug, quizzed.slug])
    assert client.post(address).status_code == 302
    assert not trainee.attempts.exists()


def test_once_they_are_finished_it_is_open(client, trainee, course, first):
    complete(trainee, first)
    client.force_login(trainee)
    here, lesson = pages(course)

    assert client.post(here).url == lesson
    assert client.get(lesson).status_code == 200


def test_what_somebody_else_finished_opens_nothing(trainee, course, first):
    complete(UserFactory(), first)

    assert missing_prerequisites(trainee, course) == [first]


def test_who_has_begun_goes_on(client, trainee, course):
    client.force_login(trainee)
    here, lesson = pages(course)
    client.post(here)
    client.get(lesson)
    later = CoursePageFactory(parent=course.get_parent())
    Prerequisite.objects.create(course=course, needs=later)

    assert client.get(lesson).status_code == 200
    assert client.get(here).context["needed"] == []


@pytest.mark.parametrize("days", [0, None])
def test_who_is_exempt_need_not_finish_it(trainee, course, first, days):
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    Exemption.objects.create(
        trainee=trainee,
        course=first,
        reason="Giảng viên của khóa",
        until=until,
        granted_by=TrainingOfficerFactory(),
    )

    assert missing_prerequisites(trainee, course) == []


def test_an_exemption_that_ran_out_excuses_nobody(trainee, course, first):
    Exemption.objects.create(
        trainee=trainee,
        course=first,
        reason="Nghỉ ốm",
        until=timezone.localdate() - timedelta(days=1),
        granted_by=TrainingOfficerFactory(),
    )

    assert missing_prerequisites(trainee, course) == [first]


def test_training_elsewhere_counts_once_it_is_approved(trainee, course, first):
    training = OutsideTrainingFactory(trainee=trainee, course=first)
    assert missing_prerequisites(trainee, course) == [first]

    approve_outside_training(training=training, by=TrainingOfficerFactory())

    assert missing_prerequisites(trainee, course) == []


def test_a_course_that_is_no_longer_offered_bars_nobody(trainee, course, first):
    first.unpublish()

    assert missing_prerequisites(trainee, course) == []
