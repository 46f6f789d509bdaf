from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from handbooks.slugs import VietnameseSlug
from vietnamese.text import fold, telex

WORD: Final = re.compile(r"\w+")


def plain(html: object) -> str:
    """The words of a piece of HTML, tags turned into spaces."""
    return " ".join(strip_tags(str(html).replace("<", " <")).split())


def words(text: str) -> str:
    """Words and numbers only, as they are asked for.

    PostgreSQL would take "244/2026/nd-cp" for one word, the name of a file.
    """
    return " ".join(WORD.findall(text))


def stream_text(stream: Any) -> str:
    """All searchable words of a StreamField value."""
    field: StreamField = stream.stream_block
    return plain(" ".join(field.get_searchable_content(stream)))


class SearchablePage(VietnameseSlug, Page):
    """A page found with and without diacritics.

    `folded` finds every spelling; `exact` is an ASCII writing of the true one,
    so that pages spelt just as asked come first on every database.
    """

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("folded"),
        index.SearchField("exact"),
    ]

    class Meta:
        abstract = True

    def search_text(self) -> str:
        """All that the page says, as plain text, the title first."""
        title: str = self.title
        return title

    @property
    def folded(self) -> str:
        return words(fold(self.search_text()))

    @property
    def exact(self) -> str:
        return words(telex(self.search_text()))
