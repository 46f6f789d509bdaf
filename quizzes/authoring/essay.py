"""An essay: how long, what the marker looks for, and the rubric marked by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from quizzes.authoring.base import Content, KindForm, Line
from quizzes.authoring.rows import RowForm, line

FILES = [
    ("no", _("no file")),
    ("allowed", _("a file may be added")),
    ("required", _("a file must be added")),
]
LEVEL: Final = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*[|:–-]\s*(.*?)\s*")


class CriterionRow(RowForm):
    said = ["title", "levels"]
    blames = [
        "Criterion %(n)s has no name.",
        "Criterion %(n)s needs at least two levels.",
        "No level of criterion %(n)s is worth a point.",
    ]

    title = line(_("Criterion"))
    levels = forms.CharField(
        label=_("Levels, one on each line: points | what it takes"),
        required=False,
        widget=AdminAutoHeightTextInput(
            attrs={
                "rows": 3,
                "placeholder": "2 | Nêu đủ\n1 | Nêu một phần\n0 | Không nêu",
            }
        ),
    )

    def clean_levels(self) -> list[dict[str, str]]:
        typed: str = self.cleaned_data["levels"]
        return [_level(each) for each in typed.splitlines() if each.strip()]


class EssayForm(KindForm):
    template = "quizzes/admin/kinds/essay.html"
    row, rows_at, least = CriterionRow, "rubric", 3

    min_words = forms.IntegerField(
        label=_("At least (words)"), required=False, min_value=0
    )
    max_words = forms.IntegerField(
        label=_("At most (words)"), required=False, min_value=0
    )
    file = forms.ChoiceField(label=_("File"), choices=FILES, required=False)
    guide = forms.CharField(
        label=_("For the marker"),
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
        help_text=_("What a good answer holds. Trainees do not see it."),
    )

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        limits = {
            name: content.get(name) or None for name in ("min_words", "max_words")
        }
        return {**super().initial_of(content), **limits}

    @classmethod
    def initial_rows(cls, content: Content) -> list[dict[str, Any]]:
        return [
            {**each, "levels": "\n".join(map(_level_text, each["levels"]))}
            for each in content.get("rubric", [])
        ]

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        for name in ("min_words", "max_words"):
            if content.get(name):
                label = EssayForm.base_fields[name].label
                yield Line(name, str(label), str(content[name]))
        if content.get("file", "no") != "no":
            yield Line("file", _now("File"), str(dict(FILES)[content["file"]]))
        if content.get("guide"):
            yield Line("guide", _now("For the marker"), content["guide"])
        for place, each in enumerate(content.get("rubric", []), start=1):
            levels = "; ".join(map(_level_text, each["levels"]))
            label = _now("Criterion %(n)s") % {"n": place}
            yield Line(f"criterion {each['id']}", label, f"{each['title']}: {levels}")


def _level(typed: str) -> dict[str, str]:
    """Without points it is left for the kind to refuse."""
    found = LEVEL.fullmatch(typed)
    return {"points": found[1], "text": found[2]} if found else {"text": typed.strip()}


def _level_text(level: dict[str, Any]) -> str:
    return f"{str(level['points']).replace('.', ',')} | {level['text']}"
