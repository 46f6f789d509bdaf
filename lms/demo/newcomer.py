"""What the demo trainee finds on signing in: one course to begin, one begun."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning.models import Enrolment
from learning.services import enrol, finish_lesson, note_place
from lms.demo.courses import CRISIS, PRESS


@transaction.atomic
def enrol_newcomer(*, today: date) -> int:
    """Put `hocvien` on both courses; how many were new."""
    trainee = User.objects.get(username="hocvien")
    if trainee.enrolments.exists():
        return 0
    put_on(trainee, PRESS, due_on=today + timedelta(days=12), days_ago=9)
    begun = put_on(trainee, CRISIS, due_on=today + timedelta(days=33), days_ago=24)
    read_first_lessons(begun, number=3)
    return 2


def put_on(trainee: User, slug: str, *, due_on: date, days_ago: int) -> Enrolment:
    course = CoursePage.objects.get(slug=slug)
    enrolment = enrol(trainee=trainee, course=course, due_on=due_on)
    enrolment.enrolled_at = timezone.now() - timedelta(days=days_ago)
    enrolment.save(update_fields=["enrolled_at"])
    return enrolment


def read_first_lessons(enrolment: Enrolment, *, number: int) -> None:
    """Lessons without a quiz, one a day; then the next one is opened."""
    lessons = list(enrolment.course.lessons()[: number + 1])
    for place, lesson in enumerate(lessons[:number]):
        at = timezone.now() - timedelta(days=2 * (number - place), hours=place)
        finish_lesson(enrolment=enrolment, lesson=lesson, at=at)
    note_place(enrolment=enrolment, lesson=lessons[number])
    first = timezone.now() - timedelta(days=2 * number, minutes=40)
    Enrolment.objects.filter(pk=enrolment.pk).update(started_at=first)
