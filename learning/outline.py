"""A course as one person sees it: its lessons in order, and where each stands.

Read in one query, and without a page object for each lesson: the player shows the
whole outline beside every lesson.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.db import connection
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from learning.models import Enrolment

STEP = Page.steplen  # characters of a path that one level of the tree takes


class State(StrEnum):
    DONE = "done"
    OPEN = "open"
    SHUT = "shut"  # an earlier lesson comes first
    WITHDRAWN = "withdrawn"  # finished, but no longer published


@dataclass(frozen=True, slots=True)
class OutlineLesson:
    pk: int
    slug: str
    title: str
    number: int
    minutes: int
    quiz_id: int | None
    revision: int | None
    state: State

    @property
    def is_done(self) -> bool:
        return self.state is State.DONE

    @property
    def is_shut(self) -> bool:
        return self.state is State.SHUT

    @property
    def is_withdrawn(self) -> bool:
        return self.state is State.WITHDRAWN


@dataclass(frozen=True, slots=True)
class OutlineModule:
    title: str
    lessons: list[OutlineLesson]


@dataclass(frozen=True)
class Outline:
    modules: list[OutlineModule]

    @cached_property
    def lessons(self) -> list[OutlineLesson]:
        """The lessons of the course as it stands today."""
        each = (lesson for module in self.modules for lesson in module.lessons)
        return [lesson for lesson in each if not lesson.is_withdrawn]

    @property
    def total(self) -> int:
        return len(self.lessons)

    @cached_property
    def done(self) -> int:
        return sum(lesson.is_done for lesson in self.lessons)

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def minutes_left(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons if not lesson.is_done)

    @property
    def time_left(self) -> tuple[int, int]:
        """Hours and minutes."""
        return divmod(self.minutes_left, 60)

    @property
    def first_left(self) -> OutlineLesson | None:
        return next((each for each in self.lessons if not each.is_done), None)

    def by_pk(self, pk: int | None) -> OutlineLesson | None:
        return next((each for each in self.lessons if each.pk == pk), None)

    def by_slug(self, slug: str) -> OutlineLesson | None:
        return next((each for each in self.lessons if each.slug == slug), None)

    def before(self, lesson: OutlineLesson) -> OutlineLesson | None:
        return self.lessons[lesson.number - 2] if lesson.number > 1 else None

    def after(self, lesson: OutlineLesson) -> OutlineLesson | None:
        """The next in order; after the last one, what was left out on the way."""
        if lesson.number < self.total:
            return self.lessons[lesson.number]
        left_out = (each for each in self.lessons if not each.is_done)
        return next((each for each in left_out if each is not lesson), None)


class Row(NamedTuple):
    pk: int
    path: str
    title: str
    slug: str
    live: bool
    revision: int | None
    minutes: int | None  # None for a module
    quiz_id: int | None
    done_by: int | None  # the enrolment that finished the lesson


# By hand, since Django takes ten times longer to write this query than a
# database to answer it. A path holds digits and capitals only, which every
# collation puts in the same order, so a course is one range of the index.
ROWS = """
SELECT page.id, page.path, page.title, page.slug, page.live, page.live_revision_id,
       lesson.minutes, lesson.quiz_id, completion.enrolment_id
FROM wagtailcore_page page
LEFT JOIN courses_lessonpage lesson ON lesson.page_ptr_id = page.id
LEFT JOIN learning_lessoncompletion completion
       ON completion.lesson_id = page.id AND completion.enrolment_id IN ({enrolments})
WHERE {courses}
ORDER BY page.path
"""
IN_COURSE = "(page.path > %s AND page.path < %s)"


def outline_of(enrolment: Enrolment, *, as_of: datetime | None = None) -> Outline:
    """The outline for the person enrolled. One query.

    `as_of` leaves out, for one query more, lessons first published later.
    """
    rows = _rows([enrolment.course], [enrolment])
    if as_of is not None:
        newer = LessonPage.objects.filter(first_published_at__gt=as_of)
        later = set(newer.descendant_of(enrolment.course).values_list("pk", flat=True))
        rows = [row for row in rows if row.pk not in later]
    return _for(enrolment, rows)


def outlines_of(enrolments: Sequence[Enrolment]) -> dict[int, Outline]:
    """Outlines by the pk of the enrolment. One query for all of them."""
    rows = _rows([enrolment.course for enrolment in enrolments], enrolments)
    return {enrolment.pk: _for(enrolment, rows) for enrolment in enrolments}


def outline_of_course(course: CoursePage) -> Outline:
    """The outline for someone who is not enrolled."""
    return _build(_rows([course], []), enrolment=None, in_order=False)


def _for(enrolment: Enrolment, rows: list[Row]) -> Outline:
    course = enrolment.course
    return _build(
        [row for row in rows if row.path.startswith(course.path)],
        enrolment=enrolment.pk,
        in_order=course.is_sequential and not enrolment.is_complete,
    )


def _rows(courses: Sequence[CoursePage], enrolments: Sequence[Enrolment]) -> list[Row]:
    if not courses:
        return []
    pks = [enrolment.pk for enrolment in enrolments] or [0]  # nobody's
    ends = [(course.path, course.path + "Z" * (STEP + 1)) for course in courses]
    query = ROWS.format(
        enrolments=", ".join(["%s"] * len(pks)),
        courses=" OR ".join([IN_COURSE] * len(ends)),
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*pks, *chain.from_iterable(ends)])
        return [Row(*row) for row in cursor.fetchall()]


def _build(rows: list[Row], *, enrolment: int | None, in_order: bool) -> Outline:
    finished = {row.pk for row in rows if enrolment and row.done_by == enrolment}
    # A lesson that moved here may carry another enrolment's completion as well.
    rows = list({row.pk: row for row in rows}.values())
    groups: list[tuple[str, list[OutlineLesson]]] = []
    number, way_is_open = 0, True
    for row in rows:
        if row.minutes is None:
            groups.append((row.title, []))
            continue
        done = row.pk in finished
        if not (row.live or done):
            continue
        number += row.live
        state = _state(row.live, done, way_is_open or not in_order)
        groups[-1][1].append(_lesson(row, row.minutes, number, state))
        way_is_open = way_is_open and done
    return Outline([OutlineModule(*group) for group in groups if group[1]])


def _lesson(row: Row, minutes: int, number: int, state: State) -> OutlineLesson:
    return OutlineLesson(
        pk=row.pk,
        slug=row.slug,
        title=row.title,
        number=number,
        minutes=minutes,
        quiz_id=row.quiz_id,
        revision=row.revision,
        state=state,
    )


def _state(live: bool, done: bool, way_is_open: bool) -> State:
    if done:
        return State.DONE if live else State.WITHDRAWN
    return State.OPEN if way_is_open else State.SHUT
