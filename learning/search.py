"""Search over courses, lessons and the handbook.

Pages are indexed folded ("khung hoang") and spelt in ASCII ("khungr hoangr"),
see `handbooks.searchable`. What is asked goes to the index in both writings, so
that the exact spelling comes first and every other one after it, on SQLite and
PostgreSQL alike. Only words reach the index; its operators never do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction
from wagtail.search.query import Phrase, PlainText

from courses.models import CoursePage, LessonPage
from handbooks.models import (
    ChapterPage,
    HandbookPage,
    MessageTemplatePage,
    ProcedurePage,
    RoleCardPage,
)
from handbooks.searchable import WORD, SearchablePage
from learning.excerpts import Asked, excerpt, marked
from learning.outline import STEP
from vietnamese.text import fold, has_marks, telex

LONGEST: Final = 100  # characters of a question
MOST_WORDS: Final = 10
MOST: Final = 60  # pages looked at for each way of asking
SHOWN: Final = 20  # pages shown of each kind

HANDBOOK: Final = (
    ProcedurePage,
    RoleCardPage,
    MessageTemplatePage,
    ChapterPage,
    HandbookPage,
)


@dataclass(frozen=True)
class Hit:
    title: SafeString
    url: str
    where: str
    excerpt: SafeString


@dataclass(frozen=True)
class Group:
    key: str
    label: str | Promise
    hits: list[Hit]

    @property
    def is_cut(self) -> bool:
        """There may be more than is shown."""
        return len(self.hits) == SHOWN


def find(text: str) -> list[Group]:
    """What says the words, by kind, the exact spelling first."""
    asked = Asked.in_text(text)
    if not asked.folded:
        return []
    ranked = _without_restricted(_ranked(text, asked))
    courses = {course.path: course for course in CoursePage.objects.live()}
    groups = [
        Group("courses", _("Courses"), _courses(ranked, asked, courses)),
        Group("lessons", _("Lessons"), _lessons(ranked, asked, courses)),
        Group("handbook", _("Handbook"), _handbook(ranked, asked)),
    ]
    return [group for group in groups if group.hits]


def _ranked(text: str, asked: Asked) -> list[Page]:
    """Pages of all kinds, best first, as plain `Page` rows.

    For each way of asking, pages named after it come before those that say it.
    """
    kinds = (CoursePage, LessonPage, *HANDBOOK)
    types = ContentType.objects.get_for_models(*kinds).values()
    pages = Page.objects.live().filter(content_type__in=types)
    best: dict[int, Page] = {}
    for query in _ways_to_ask(text):
        found = pages.search(query)[:MOST]
        for page in sorted(found, key=lambda page: not _is_named(page, asked)):
            best.setdefault(page.pk, page)
    return list(best.values())


def _is_named(page: Page, asked: Asked) -> bool:
    return asked.folded.issubset(WORD.findall(fold(page.title)))


def _ways_to_ask(text: str) -> Iterator[Phrase | PlainText]:
    """The spelling as typed, then any; the words in a row, then anywhere."""
    spellings = [telex(text)] if has_marks(text) else []
    for spelling in [*spellings, fold(text)]:
        words = WORD.findall(spelling)[:MOST_WORDS]
        if len(words) > 1:
            yield Phrase(" ".join(words))
        yield PlainText(" ".join(words), operator="and")


def _without_restricted(pages: list[Page]) -> list[Page]:
    """Leave out what only some groups may see; everybody here is signed in."""
    restricted = PageViewRestriction.objects.exclude(
        restriction_type=PageViewRestriction.LOGIN
    )
    paths = tuple(restricted.values_list("page__path", flat=True))
    return [page for page in pages if not page.path.startswith(paths)]


def _in_order(model: type[Page], ranked: list[Page]) -> list[Any]:
    """The pages of one kind, whole, in the order of `ranked`. One query."""
    pks = [
        page.pk for page in ranked if page.cached_content_type.model_class() is model
    ]
    found = model.objects.in_bulk(pks[:SHOWN])
    return [found[pk] for pk in pks[:SHOWN] if pk in found]


def _courses(
    ranked: list[Page], asked: Asked, courses: dict[str, CoursePage]
) -> list[Hit]:
    mine = (courses[page.path] for page in ranked if page.path in courses)
    return [
        _hit(course, asked, url=reverse("learning:course", args=[course.slug]))
        for course in mine
    ]


def _lessons(
    ranked: list[Page], asked: Asked, courses: dict[str, CoursePage]
) -> list[Hit]:
    """Lessons of published courses; a lesson says which course it is in."""
    hits = []
    for lesson in _in_order(LessonPage, ranked):
        course = courses.get(lesson.path[: -2 * STEP])
        if course:
            url = reverse("learning:lesson", args=[course.slug, lesson.slug])
            hits.append(_hit(lesson, asked, url=url, where=course.title))
    return hits


def _handbook(ranked: list[Page], asked: Asked) -> list[Hit]:
    order = {page.pk: place for place, page in enumerate(ranked)}
    pages = [page for model in HANDBOOK for page in _in_order(model, ranked)]
    pages.sort(key=lambda page: order[page.pk])
    return [
        _hit(page, asked, url=page.url or "", where=str(page._meta.verbose_name))
        for page in pages[:SHOWN]
    ]


def _hit(page: SearchablePage, asked: Asked, *, url: str, where: str = "") -> Hit:
    text = page.search_text().removeprefix(page.title).strip()
    return Hit(marked(page.title, asked), url, where, excerpt(text, asked))
