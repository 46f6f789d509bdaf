"""The way of a completion, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.models import Certificate
from certificates.services import issue_certificate
from courses.models import CoursePage, LessonPage
from departments.models import Membership
from learning.models import Enrolment
from notifications.services import tell
from quizzes.models import Attempt
from quizzes.services import mark_attempt


class LessonHasAQuiz(Exception):
    """The lesson is finished by passing its quiz, not by pressing "done"."""


class LessonIsShut(Exception):
    """An earlier lesson of the course has to be finished first."""


class LessonIsNotInCourse(Exception):
    """The lesson does not belong to the course of the enrolment."""


@dataclass(frozen=True)
class HandIn:
    attempt: Attempt
    certificate: Certificate | None = None


def enrol(
    *, trainee: User, course: CoursePage, due_on: date | None = None
) -> Enrolment:
    """Put a person on a course, or return the enrolment there is."""
    enrolment, _created = Enrolment.objects.get_or_create(
        trainee=trainee, course=course, defaults={"due_on": due_on}
    )
    return enrolment


def note_place(*, enrolment: Enrolment, lesson: LessonPage) -> None:
    """Remember where the person is, for "continue where I stopped".

    Writes only when the place changed, so reading on costs no write.
    """
    if enrolment.last_lesson_id == lesson.pk:
        return
    now = timezone.now()
    Enrolment.objects.filter(pk=enrolment.pk).update(
        last_lesson=lesson, last_seen_at=now
    )
    if enrolment.started_at is None:
        Enrolment.objects.filter(pk=enrolment.pk, started_at=None).update(
            started_at=now
        )


@transaction.atomic
def hand_in_quiz(
    *, enrolment: Enrolment, lesson: LessonPage, attempt: Attempt
) -> HandIn:
    """Mark an attempt and follow a pass through to the certificate.

    Everything a pass leads to is written here, in one transaction. Pressing
    twice marks once and completes once.
    """
    attempt, _won = mark_attempt(attempt=attempt)
    if not attempt.passed:
        return HandIn(attempt)
    certificate = finish_lesson(
        enrolment=enrolment, lesson=lesson, at=attempt.handed_in_at, attempt=attempt
    )
    return HandIn(attempt, certificate)


def read_lesson(*, enrolment: Enrolment, lesson: LessonPage) -> Certificate | None:
    """Finish a lesson without a quiz. Raises LessonHasAQuiz."""
    if lesson.quiz_id:
        raise LessonHasAQuiz
    return finish_lesson(enrolment=enrolment, lesson=lesson, at=timezone.now())


@transaction.atomic
def finish_lesson(
    *,
    enrolment: Enrolment,
    lesson: LessonPage,
    at: datetime | None,
    attempt: Attempt | None = None,
) -> Certificate | None:
    """Record a finished lesson; the last one completes the course.

    Returns the certificate when this call completed the course.
    """
    at = at or timezone.now()
    # On PostgreSQL two last lessons finished at once queue here; on SQLite
    # the transaction itself is exclusive.
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course", "trainee")
        .get(pk=enrolment.pk)
    )
    if not lesson.path.startswith(enrolment.course.path):
        raise LessonIsNotInCourse
    enrolment.complete_lesson(lesson, at=at, attempt=attempt)
    if enrolment.is_complete or enrolment.remaining_lessons().exists():
        return None
    return _complete(enrolment, at)


def _complete(enrolment: Enrolment, at: datetime) -> Certificate | None:
    """The course is done: keep the unit, issue the certificate, say so."""
    post = (
        Membership.objects.filter(user=enrolment.trainee)
        .on(timezone.localdate(at))
        .order_by("-is_primary")
        .select_related("department__parent")
        .first()
    )
    won = Enrolment.objects.unfinished().filter(pk=enrolment.pk)
    started_at = min(enrolment.started_at or at, at)
    if not won.update(
        completed_at=at,
        started_at=started_at,
        department=post.department if post else None,
    ):
        return None
    certificate = issue_certificate(
        trainee=enrolment.trainee,
        course=enrolment.course,
        post=post,
        started_on=timezone.localdate(started_at),
        completed_on=timezone.localdate(at),
        mark=_course_mark(enrolment),
    )
    tell(
        recipient=enrolment.trainee,
        key=f"course-completed:{enrolment.pk}",
        subject=_("Course completed: %(course)s") % {"course": enrolment.course.title},
        body=_("Certificate no. %(number)s has been issued and can be downloaded.")
        % {"number": certificate.number},
        url=reverse("certificates:verify", args=[certificate.code]),
        mail=True,
    )
    return certificate


def _course_mark(enrolment: Enrolment) -> Decimal | None:
    """The mark of the course: that of its last quiz, on the 10-point scale."""
    last = (
        enrolment.completions.exclude(attempt=None)
        .select_related("attempt")
        .order_by("-lesson__path")
        .first()
    )
    return last.attempt.mark if last and last.attempt else None
