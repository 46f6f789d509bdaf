"""The outline of a course as a list.

In Python, since the player draws every lesson of the course beside each lesson:
as a template loop that alone took more time than the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ui import icon
from courses.models import CoursePage
from learning.models import Enrolment
from learning.outline import Outline, OutlineLesson, State

register = template.Library()

SYMBOLS = {
    State.DONE: "checkc",
    State.OPEN: "circle",
    State.SHUT: "lock",
    State.WITHDRAWN: "checkc",
}


@register.simple_tag
def side_outline(outline: Outline, here: OutlineLesson) -> SafeString:
    """Beside a lesson: titles and states, finished lessons that are gone included.

    Addresses are relative to the lesson's own.
    """
    rows = Rows("../", begun=here.pk)
    lines = []
    for module in outline.modules:
        lines.append(group(module.title))
        for lesson in module.lessons:
            lines.append(rows.row(lesson, current=lesson.pk == here.pk))
    return SafeString("".join(lines))


@register.simple_tag
def full_outline(
    outline: Outline, course: CoursePage, enrolment: Enrolment | None
) -> SafeString:
    """On the page of the course: also how long a lesson takes, and its quiz."""
    address = reverse("learning:lesson", args=[course.slug, "-"])
    begun = enrolment.last_lesson_id if enrolment else None
    rows = Rows(address.removesuffix("-/"), begun=begun, linked=enrolment is not None)
    lines = []
    for module in outline.modules:
        lessons = [lesson for lesson in module.lessons if not lesson.is_withdrawn]
        lines.append(group(module.title) if lessons else "")
        lines += [rows.row(lesson, tail=length(lesson)) for lesson in lessons]
    return SafeString("".join(lines))


def group(title: str) -> str:
    return f'<li class="outline__group">{escape(title)}</li>'


def length(lesson: OutlineLesson) -> str:
    minutes = ngettext("%(n)s minute", "%(n)s minutes", lesson.minutes)
    said = escape(minutes % {"n": lesson.minutes})
    return f'<span class="outline__len">{said}</span>'


class Rows:
    """What the rows of one outline share, made once."""

    def __init__(
        self, base: str, *, begun: int | None = None, linked: bool = True
    ) -> None:
        self.base = base
        self.begun = begun
        self.linked = linked
        self.icons = {state: icon(symbol) for state, symbol in SYMBOLS.items()}
        self.half = icon("half")
        self.said = dict(self._said())

    @staticmethod
    def _said() -> Iterator[tuple[State, str]]:
        """The state in words, for who does not see the symbol."""
        yield State.OPEN, ""
        yield State.DONE, f'<span class="hide"> ({escape(_("done"))})</span>'
        yield State.SHUT, f'<span class="hide"> ({escape(_("not open yet"))})</span>'
        gone = escape(_("Done, no longer in the course"))
        yield State.WITHDRAWN, f"<small>{gone}</small>"

    def row(
        self, lesson: OutlineLesson, *, current: bool = False, tail: str = ""
    ) -> str:
        state = lesson.state
        number = "" if state is State.WITHDRAWN else f"{lesson.number}. "
        symbol = self.icons[state]
        if state is State.OPEN and lesson.pk == self.begun:
            symbol = self.half
        words = f"{number}{escape(lesson.title)}{self.said[state]}"
        if tail and lesson.quiz_id:
            words += f'<small class="quiet">{escape(_("With a quiz"))}</small>'
        inside = f"{symbol}<span>{words}</span>{tail}"
        if state in (State.SHUT, State.WITHDRAWN) or not self.linked:
            kind = "shut" if state is State.SHUT else state
            return (
                f'<li><span class="outline__a outline__a--{kind}">{inside}</span></li>'
            )
        done = " outline__a--done" if state is State.DONE else ""
        mark = ' aria-current="page"' if current else ""
        address = f"{self.base}{escape(lesson.slug)}/"
        return (
            f'<li><a class="outline__a{done}" href="{address}"{mark}>{inside}</a></li>'
        )
