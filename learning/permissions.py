"""Who may open what. Every view starts with one of these.

Courses are open to everyone with an account; an enrolment is only its
trainee's own. What is not yours does not exist (404), so ids leak nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404

from accounts.models import User
from courses.models import CoursePage, LessonPage
from departments.permissions import is_training_office
from learning.models import (
    Enrolment,
    EnrolmentQuerySet,
    OutsideTraining,
    ReviewCard,
)
from learning.plans.prerequisites import may_be_barred, missing_prerequisites
from vietnamese.dates import Period, training_year

# All that the player needs of a course; the rest stays in the database.
PLAYED = [
    "trainee",
    "course",
    "enrolled_at",
    "last_lesson_id",
    "last_seen_at",
    "completed_at",
    "course__path",
    "course__title",
    "course__slug",
    "course__is_sequential",
]


def course_or_404(slug: str) -> CoursePage:
    course = CoursePage.objects.live().filter(slug=slug).first()
    if course is None:
        raise Http404
    return course


def own_enrolment(user: User, course_slug: str) -> Enrolment | None:
    """The person's enrolment on a course that is published. One query; one more of a
    course that has not been begun and asks for others.

    Its `is_barred` says whether other courses come first.
    """
    mine = _own_enrolments(user, course_slug).with_renewal()
    mine = mine.annotate(known_bar=may_be_barred())
    mine = mine.select_related("course").only(*PLAYED)
    enrolment: Any = next(iter(mine[:1]), None)
    if enrolment and enrolment.known_bar:
        enrolment.known_bar = bool(missing_prerequisites(user, enrolment.course))
    return enrolment


def own_course_path(user: User, course_slug: str) -> str | None:
    """Where its pages are, for who has an enrolment on it. One query."""
    paths = _own_enrolments(user, course_slug).values_list("course__path", flat=True)
    return next(iter(paths[:1]), None)


def _own_enrolments(user: User, course_slug: str) -> EnrolmentQuerySet:
    mine = Enrolment.objects.current().of(user)
    return mine.filter(course__slug=course_slug, course__live=True)


def own_enrolment_or_404(user: User, course_slug: str) -> Enrolment:
    enrolment = own_enrolment(user, course_slug)
    if enrolment is None:
        raise Http404
    return enrolment


def lesson_or_404(course: CoursePage, slug: str) -> LessonPage:
    """A published lesson of the course."""
    lesson = course.lessons().filter(slug=slug).first()
    if lesson is None:
        raise Http404
    return lesson


def own_card_or_404(user: User, pk: int) -> ReviewCard:
    """A card of the person's own review, with what is asked and what was said."""
    cards = ReviewCard.objects.of(user).select_related(
        "question__current", "version__legal_reference__replaced_by"
    )
    card = cards.filter(pk=pk).first()
    if card is None:
        raise Http404
    card.trainee = user
    return card


def evidence_or_404(user: User, pk: int) -> OutsideTraining:
    trainings = OutsideTraining.objects.all()
    if not is_training_office(user):
        trainings = trainings.filter(trainee=user)
    training = trainings.filter(pk=pk).first()
    if training is None:
        raise Http404
    return training


def training_year_or_404(text: str, today: date) -> Period:
    """The year an address asks for; this one, if it asks for none."""
    if not text:
        return training_year(today)
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and text > "2000"):
        raise Http404
    return training_year(date(int(text), 1, 1))
