"""Parts to be arranged: pairs, and items in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from quizzes.authoring.base import Content, KindForm, Line
from quizzes.authoring.rows import RowForm, line


class PairRow(RowForm):
    said = ["left", "right"]
    blames = ["Pair %(row)s needs a text on both sides."]

    left = line(_("What is given"))
    right = line(_("What belongs to it"))


class MatchingForm(KindForm):
    template = "quizzes/admin/kinds/matching.html"
    row, rows_at = PairRow, "pairs"

    distractors = forms.CharField(
        label=_("Choices that belong to nothing"),
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("One on each line. Without them the last pair answers itself."),
    )

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return {"distractors": "\n".join(content.get("distractors", []))}

    def clean_distractors(self) -> list[str]:
        typed: str = self.cleaned_data["distractors"]
        return [each.strip() for each in typed.splitlines() if each.strip()]

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        for place, pair in enumerate(content.get("pairs", []), start=1):
            label = _now("Pair %(n)s") % {"n": place}
            key = f"pair {pair.get('id') or place}"
            yield Line(key, label, f"{pair['left']} → {pair['right']}")
        for text in content.get("distractors", []):
            yield Line(f"distractor {text}", _now("Belongs to nothing"), text)


class ItemRow(RowForm):
    blames = ["Item %(row)s has no text."]

    text = line(_("Item"))


class OrderingForm(KindForm):
    template = "quizzes/admin/kinds/ordering.html"
    row, rows_at = ItemRow, "items"

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        for place, item in enumerate(content.get("items", []), start=1):
            label = _now("Place %(n)s") % {"n": place}
            yield Line(f"place {place}", label, item["text"])
