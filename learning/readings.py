"""Where to read again what went wrong in a quiz: lessons, and steps of the handbook."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page

from courses.models import LessonPage
from quizzes.sheets import Sheet


@dataclass(frozen=True)
class Place:
    page: Page
    step: int | None


@dataclass(frozen=True)
class Readings:
    lessons: list[LessonPage]
    places: list[Place]


def readings_for(sheet: Sheet, lesson: LessonPage) -> Readings:
    """The lesson of the quiz first, then others of its course that ask the same.

    One query; none when all is right.
    """
    wrong = [each.version.question for each in sheet.wrong]
    if not wrong:
        return Readings([], [])
    course = lesson.path[: -2 * lesson.steplen]
    others = LessonPage.objects.live().filter(path__startswith=course)
    asking = others.filter(quiz__quiz_questions__question__in=wrong)
    lessons = asking.exclude(pk=lesson.pk).distinct().order_by("path")
    places = {
        (each.handbook.pk, each.version.question.handbook_step): each.handbook
        for each in sheet.wrong
        if each.handbook
    }
    return Readings(
        lessons=[lesson, *lessons.only("title", "slug", "path")],
        places=[Place(page, step) for (_pk, step), page in places.items()],
    )
