"""What a person should do now, and what they did lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from learning.models import Enrolment
from learning.outline import STEP, Outline, OutlineLesson, outlines_of
from quizzes.models import Attempt

LATEST = 3


@dataclass(frozen=True)
class Study:
    """A course somebody is enrolled on, and how far they are."""

    enrolment: Enrolment
    outline: Outline

    @property
    def course(self) -> CoursePage:
        return self.enrolment.course

    @property
    def lesson(self) -> OutlineLesson | None:
        """Where to go on: the lesson that was left open, else the first one left."""
        last = self.outline.by_pk(self.enrolment.last_lesson_id)
        if last and not (last.is_done or last.is_shut):
            return last
        return self.outline.first_left


@dataclass(frozen=True)
class Result:
    """A quiz that was handed in, and the lesson it belongs to."""

    attempt: Attempt
    lesson_title: str
    lesson_slug: str
    course_slug: str


def studies_of(trainee: User) -> list[Study]:
    """Unfinished courses: by due day, those without one at the end. Two queries."""
    enrolments = list(
        Enrolment.objects.of(trainee)
        .unfinished()
        .filter(course__live=True)
        .select_related("course")
        .order_by("enrolled_at", "pk")
    )
    outlines = outlines_of(enrolments)
    enrolments.sort(key=lambda each: each.due_on or date.max)
    return [Study(each, outlines[each.pk]) for each in enrolments]


def current_of(studies: list[Study]) -> Study | None:
    """The course to go on with: the one last studied, else the most urgent."""
    seen = {each.enrolment.last_seen_at: each for each in studies}
    latest = max((moment for moment in seen if moment), default=None)
    return seen[latest] if latest else next(iter(studies), None)


def latest_results(trainee: User) -> list[Result]:
    """Three queries. A quiz that is in no published lesson any more is left out."""
    handed_in = Attempt.objects.handed_in().filter(trainee=trainee)
    attempts = list(handed_in.select_related("quiz").order_by("-handed_in_at")[:LATEST])
    if not attempts:
        return []
    lessons = LessonPage.objects.live().filter(quiz__in=[a.quiz_id for a in attempts])
    lessons = list(lessons.values_list("quiz_id", "path", "title", "slug"))
    paths = {path[: -2 * STEP] for _quiz, path, *_title in lessons}
    courses = dict(
        CoursePage.objects.live().filter(path__in=paths).values_list("path", "slug")
    )
    where = {
        quiz: (title, slug, courses[path[: -2 * STEP]])
        for quiz, path, title, slug in lessons
        if path[: -2 * STEP] in courses
    }
    return [Result(a, *where[a.quiz_id]) for a in attempts if a.quiz_id in where]


def latest_certificates(trainee: User) -> list[Certificate]:
    mine = Certificate.objects.valid().filter(trainee=trainee)
    return list(mine.order_by("-issued_on", "-pk")[:LATEST])
