"""The way of a completion, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from learning.certifying import certify, tell_completed
from learning.hours.crediting import credit_course
from learning.models import Enrolment
from learning.outline import OutlineLesson, outline_of
from learning.plans.prerequisites import refuse_barred
from learning.plans.settling import settle
from learning.posts import post_on
from quizzes.models import Attempt
from quizzes.services import mark_attempt, start_attempt
from quizzes.standing import result_of


class LessonHasAQuiz(Exception):
    """The lesson is finished by passing its quiz, not by pressing "done"."""


class LessonHasNoQuiz(Exception):
    """There is nothing to answer in this lesson."""


class LessonIsShut(Exception):
    """An earlier lesson of the course has to be finished first."""


class LessonIsNotInCourse(Exception):
    """The lesson does not belong to the course of the enrolment."""


class AttemptIsNotOfLesson(Exception):
    """The attempt is another person's, or at another quiz than the lesson's."""


class LessonsAreLeft(Exception):
    """The course still has lessons to finish."""


@dataclass(frozen=True)
class HandIn:
    attempt: Attempt
    certificate: Certificate | None = None


def enrol(
    *, trainee: User, course: CoursePage, due_on: date | None = None
) -> Enrolment:
    """Put a person on a course, or return the enrolment there is."""
    enrolment, _created = Enrolment.objects.get_or_create(
        trainee=trainee,
        course=course,
        is_current=True,
        defaults={"due_on": due_on},
    )
    return enrolment


def note_place(*, enrolment: Enrolment, lesson: LessonPage | OutlineLesson) -> None:
    """Remember where the person is, for "continue where I stopped".

    Writes only when the place changed, so reading on costs no write.
    """
    if enrolment.last_lesson_id == lesson.pk:
        return
    now = timezone.now()
    Enrolment.objects.filter(pk=enrolment.pk).update(
        last_lesson=lesson.pk,
        last_seen_at=now,
        started_at=Coalesce("started_at", Value(now)),
    )
    enrolment.last_lesson_id, enrolment.last_seen_at = lesson.pk, now


def start_quiz(*, enrolment: Enrolment, lesson: LessonPage) -> Attempt:
    """The open attempt at the lesson's quiz, or a new one.

    Raises LessonHasNoQuiz, LessonIsNotInCourse, LessonIsShut, CourseNeedsOthers,
    and what `quizzes.services.start_attempt` raises.
    """
    if lesson.quiz is None:
        raise LessonHasNoQuiz
    refuse_barred(enrolment)
    _refuse_shut(enrolment, lesson)
    return start_attempt(
        quiz=lesson.quiz, trainee=enrolment.trainee, since=enrolment.counts_from
    )


@transaction.atomic
def hand_in_quiz(
    *, enrolment: Enrolment, lesson: LessonPage, attempt: Attempt
) -> HandIn:
    """Mark an attempt and follow a pass through to the certificate.

    Everything a pass leads to is written here, in one transaction. Pressing
    twice marks once and completes once.
    """
    whose = (attempt.trainee_id, attempt.quiz_id)
    if whose != (enrolment.trainee_id, lesson.quiz_id):
        raise AttemptIsNotOfLesson
    # A lesson put before this one while the quiz was being taken shuts nothing.
    _refuse_shut(enrolment, lesson, as_of=attempt.started_at)
    attempt, _won = mark_attempt(attempt=attempt)
    return HandIn(attempt, _follow(enrolment, lesson, attempt))


@transaction.atomic
def finish_by_quiz(
    *, enrolment: Enrolment, lesson: LessonPage, attempt: Attempt
) -> Certificate | None:
    """Follow an attempt handed in or marked elsewhere, as `hand_in_quiz` does.

    Raises LessonIsNotInCourse, LessonIsShut.
    """
    _refuse_shut(enrolment, lesson, as_of=attempt.started_at)
    return _follow(enrolment, lesson, attempt)


def read_lesson(*, enrolment: Enrolment, lesson: LessonPage) -> Certificate | None:
    """Finish a lesson that has no quiz. Raises LessonHasAQuiz, CourseNeedsOthers."""
    if lesson.quiz_id:
        raise LessonHasAQuiz
    refuse_barred(enrolment)
    return finish_lesson(enrolment=enrolment, lesson=lesson, at=timezone.now())


@transaction.atomic
def finish_lesson(
    *,
    enrolment: Enrolment,
    lesson: LessonPage,
    at: datetime,
    attempt: Attempt | None = None,
) -> Certificate | None:
    """Record a finished lesson; the last one completes the course.

    Raises LessonIsNotInCourse, LessonIsShut. Returns the certificate when this
    call completed the course and somebody is named as issuer.
    """
    _refuse_shut(enrolment, lesson, as_of=attempt.started_at if attempt else None)
    return _record(enrolment, lesson, at, attempt)


@transaction.atomic
def finish_course(*, enrolment: Enrolment) -> Certificate | None:
    """Complete a course whose remaining lessons were withdrawn by the author.

    Raises LessonsAreLeft.
    """
    enrolment = _locked(enrolment)
    if enrolment.is_complete:
        return None
    if not enrolment.completions.exists() or enrolment.remaining_lessons().exists():
        raise LessonsAreLeft
    return _complete(enrolment, timezone.now())


def finish_withdrawn_courses() -> int:
    """Complete the courses of which only withdrawn lessons were left; how many."""
    finished = 0
    for course in CoursePage.objects.live():
        for enrolment in Enrolment.objects.unfinished().all_done(course):
            finish_course(enrolment=enrolment)
            finished += 1
    return finished


def _refuse_shut(
    enrolment: Enrolment, lesson: LessonPage, *, as_of: datetime | None = None
) -> None:
    if not lesson.path.startswith(enrolment.course.path):
        raise LessonIsNotInCourse
    place = outline_of(enrolment, as_of=as_of).by_pk(lesson.pk)
    if place and place.is_shut:
        raise LessonIsShut


def _follow(
    enrolment: Enrolment, lesson: LessonPage, attempt: Attempt
) -> Certificate | None:
    """Finish the lesson when what counts of its quiz is a pass.

    Practice finishes it by being done, and its mark goes nowhere.
    """
    if attempt.handed_in_at is None:
        return None
    if attempt.quiz.is_practice:
        return _record(enrolment, lesson, attempt.handed_in_at, None)
    result = result_of(attempt.quiz, enrolment.trainee, since=enrolment.counts_from)
    counted = result.attempt
    if not (result.passed and counted and counted.handed_in_at):
        return None
    return _record(enrolment, lesson, counted.handed_in_at, counted)


def _record(
    enrolment: Enrolment, lesson: LessonPage, at: datetime, attempt: Attempt | None
) -> Certificate | None:
    enrolment = _locked(enrolment)
    enrolment.complete_lesson(lesson, at=at, attempt=attempt)
    if enrolment.is_complete or enrolment.remaining_lessons().exists():
        return None
    # An essay marked late counts from when it was handed in; what was finished
    # since is part of the course too.
    latest = enrolment.completions.aggregate(at=Max("completed_at"))["at"]
    return _complete(enrolment, max(at, latest))


def _locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment as it is now.

    On PostgreSQL two last lessons finished at once queue here; on SQLite the
    transaction itself is exclusive.
    """
    return (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course", "trainee")
        .get(pk=enrolment.pk)
    )


def _complete(enrolment: Enrolment, at: datetime) -> Certificate | None:
    """The course is done: keep the unit, credit the hours, certify, say so."""
    enrolment.completed_at = at
    enrolment.started_at = min(enrolment.started_at or at, at)
    post = post_on(enrolment.trainee, timezone.localdate(at))
    enrolment.department = post.department if post else None
    unfinished = Enrolment.objects.unfinished().filter(pk=enrolment.pk)
    won = unfinished.update(
        completed_at=enrolment.completed_at,
        started_at=enrolment.started_at,
        department=enrolment.department,
    )
    if not won:
        return None
    credit_course(enrolment)
    settle(trainee=enrolment.trainee, course=enrolment.course)
    certificate = certify(enrolment, post)
    tell_completed(enrolment, certificate)
    return certificate
