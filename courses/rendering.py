"""The HTML of a published lesson, rendered once and kept.

Routing and rendering a page the Wagtail way costs ten times what the rest of a
lesson view does, so `learning` serves this instead.
"""

from __future__ import annotations

from typing import Final

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.models import LessonPage

# A new revision shows at once. What a lesson only points to (a legal text that
# ended, a picture replaced) shows when this is over.
SECONDS_KEPT: Final = 600


def lesson_html(pk: int, *, revision: int | None) -> SafeString:
    """The text of a lesson as published in `revision`. No query when kept."""
    key = f"lesson-html:{pk}:{revision}:{get_language()}"
    html: str | None = cache.get(key)
    if html is None:
        html = render_lesson(LessonPage.objects.get(pk=pk))
        cache.set(key, html, SECONDS_KEPT)
    return SafeString(html)


def render_lesson(lesson: LessonPage) -> str:
    return render_to_string("courses/_lesson.html", {"lesson": lesson})
