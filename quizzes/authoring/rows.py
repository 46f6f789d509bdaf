"""Rows of a form, one for each part of a question: options, pairs, items.

Without a script there is a fixed number of spare rows; with one, rows are added and
moved. A row left empty is no part: whoever thought of four options fills four.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from quizzes.kinds import parts

MOST_ROWS = 50


def line(label: Any, **attrs: Any) -> forms.CharField:
    """A text of one line that grows when it needs more."""
    widget = AdminAutoHeightTextInput(attrs={"rows": 1, **attrs})
    return forms.CharField(label=label, required=False, widget=widget, strip=True)


def figure(label: Any, **attrs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"size": 6, "inputmode": "decimal", **attrs})
    return forms.CharField(label=label, required=False, widget=widget)


class RowForm(forms.Form):
    """`said` are the fields that make a row a part. `blames` are the sentences by
    which a kind names the part at fault, as in its own source."""

    said: ClassVar[Sequence[str]] = ["text"]
    blames: ClassVar[Sequence[str]] = []
    use_required_attribute = False

    id = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @property
    def is_blank(self) -> bool:
        if self.errors:
            return False
        values = getattr(self, "cleaned_data", {})
        return not any(values.get(name) for name in self.said)

    @property
    def letter(self) -> str:
        number = self.prefix.rpartition("-")[2] if self.prefix else ""
        return parts.letter(int(number)) if number.isdigit() else ""

    def part(self) -> dict[str, Any]:
        """What the row says, by the names a content has for it."""
        return dict(self.cleaned_data)

    def sentences(self, place: int) -> set[str]:
        """All that a kind might say against the part in this place."""
        named = {"letter": parts.letter(place), "row": place + 1, "n": place + 1}
        return {_(blame) % named for blame in self.blames}


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows of one question, in their order."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        # Django would take a row that says what it said before for an empty one.
        more = {} if index is None else {"empty_permitted": False}
        return {**super().get_form_kwargs(index), **more}

    @property
    def filled(self) -> list[RowForm]:
        return [form for form in self.forms if not form.is_blank]

    def parts(self) -> list[dict[str, Any]]:
        return [form.part() for form in self.filled if form.is_valid()]

    def place(self, faults: Sequence[str]) -> list[str]:
        """Put faults beside the rows they name; returns those that name none."""
        left = list(faults)
        for place, form in enumerate(self.filled):
            for fault in [each for each in left if each in form.sentences(place)]:
                form.add_error(None, fault)
                left.remove(fault)
        return left


def rows_of(row: type[RowForm], *, spare: int) -> type[Rows]:
    made: Any = forms.formset_factory(
        row, formset=Rows, extra=spare, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    return cast(type[Rows], made)
