"""Questions inside a text, marked where they stand.

Gaps: "Thông báo phải ra trong [[24 giờ | một ngày]]." is typed, with two answers that
count; "[[*24 giờ | 48 giờ]]" is chosen, the right one has a star. A backslash makes
"|", "*" and itself plain. Places to find: "Nước dâng [3 mét] trong đêm" as in files,
see `quizzes.formats.passages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from quizzes.authoring.base import Content, KindForm, Line
from quizzes.formats.base import Malformed
from quizzes.formats.passages import MARKER, hot_words, marked_words, marker
from quizzes.formats.table_cells import gap, written_gap

GAP: Final = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


class GapsForm(KindForm):
    template = "quizzes/admin/kinds/gaps.html"
    is_shown_unfinished = False

    # Not `text`: that is the question's, in the same form.
    passage = forms.CharField(
        label=_("Text with gaps"),
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 4}),
        help_text=_(
            "A gap to type into: [[24 giờ | một ngày]], all answers that count. A gap to choose from: [[*24 giờ | 48 giờ]], a star before what is right."
        ),
    )
    fold_marks = forms.BooleanField(label=_("Diacritics do not count"), required=False)

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return {**super().initial_of(content), "passage": gaps_text(content)}

    def content(self) -> Content:
        written = super().content()
        passage = written.pop("passage", "")
        return {**written, **gaps_content(passage)}

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        yield Line("text", _now("Text with gaps"), gaps_text(content))
        if content.get("fold_marks"):
            yield Line("fold_marks", _now("Setting"), _now("Diacritics do not count"))


def gaps_content(typed: str) -> Content:
    """ "Trong [[24 giờ | một ngày]]." → "Trong [[1]]." and what fills the gap."""
    found = [gap(each) for each in GAP.findall(typed)]
    numbers = iter(range(1, len(found) + 1))
    return {
        "text": GAP.sub(lambda _match: marker(next(numbers)), typed),
        "gaps": [
            {"accepted": list(each.accepted), "options": list(each.options)}
            for each in found
        ],
    }


def gaps_text(content: Content) -> str:
    gaps = content.get("gaps", [])

    def filled(match: re.Match[str]) -> str:
        each = gaps[int(match[1]) - 1]
        return f"[[{written_gap(each['accepted'], each['options'])}]]"

    return MARKER.sub(filled, content.get("text", ""))


class HotWordsForm(KindForm):
    template = "quizzes/admin/kinds/hot_words.html"

    marked = forms.CharField(
        label=_("Text to look through"),
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 4}),
        help_text=_(
            "[In brackets] what is to be found. Every other word can be ticked too, unless you mark wrong places {so}: then only marked places can be ticked."
        ),
    )

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return {"marked": hot_words_text(content)}

    def clean_marked(self) -> str:
        typed: str = self.cleaned_data["marked"]
        try:
            self.found = hot_words(typed) if typed else {}
        except Malformed as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return typed

    def content(self) -> Content:
        return getattr(self, "found", {}) or {"text": "", "words": []}

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        yield Line("text", _now("Text to look through"), hot_words_text(content))


def hot_words_text(content: Content) -> str:
    if not content.get("words"):
        return ""
    places = [
        {name: word[name] for name in ("start", "end", "correct")}
        for word in content["words"]
    ]
    return marked_words({"text": content["text"], "words": places})
