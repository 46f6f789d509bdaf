"""Answers that are typed: a few words, a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.base import Content, KindForm, Line
from quizzes.authoring.rows import RowForm, figure, line
from quizzes.authoring.weights import percent_text, typed_percent
from quizzes.formats.base import Malformed
from quizzes.formats.decimals import decimal_string, typed_number, with_comma
from quizzes.kinds import parts

WORTH = ["The weight of answer %(row)s is not a number from 0 to 100."]


class AcceptedRow(RowForm):
    said = ["text", "feedback"]
    blames = [
        "Answer %(row)s has no text.",
        "Answer %(row)s is longer than can be typed.",
        *WORTH,
    ]

    text = line(_("Accepted answer"))
    fraction = figure(_("Worth (%)"), placeholder="100")
    feedback = line(_("Feedback to who typed it"))

    def part(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**_unnamed(data), "fraction": typed_percent(data["fraction"]) or "100"}


class ShortForm(KindForm):
    template = "quizzes/admin/kinds/short.html"
    is_shown_unfinished = False
    row, rows_at, least = AcceptedRow, "accepted", 3

    fold_marks = forms.BooleanField(
        label=_("Diacritics do not count"),
        required=False,
        help_text=_(
            "Capitals, spaces and the place of a tone (hoà, hòa) never count. With this, “khung hoang” is as good as “khủng hoảng”."
        ),
    )

    @classmethod
    def initial_rows(cls, content: Content) -> list[dict[str, Any]]:
        return [
            {**answer, "fraction": _unless_full(answer)}
            for answer in content.get("accepted", [])
        ]

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        yield from _answers(content.get("accepted", []), lambda each: each["text"])
        if content.get("fold_marks"):
            label = ShortForm.base_fields["fold_marks"].label
            yield Line("fold_marks", _now("Setting"), str(label))


class NumberRow(RowForm):
    said = ["value", "tolerance", "feedback"]
    blames = [
        "Answer %(row)s is not a number.",
        "The tolerance of answer %(row)s is not a number from 0 up.",
        *WORTH,
    ]

    value = figure(_("Number"), size=12)
    tolerance = figure(_("Give or take"), placeholder="0")
    fraction = figure(_("Worth (%)"), placeholder="100")
    feedback = line(_("Feedback to who typed it"))

    def clean_value(self) -> str:
        return _number(self.cleaned_data["value"])

    def clean_tolerance(self) -> str:
        return _number(self.cleaned_data["tolerance"])

    def part(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **_unnamed(data),
            "tolerance": data["tolerance"] or "0",
            "fraction": typed_percent(data["fraction"]) or "100",
        }


class NumericForm(KindForm):
    template = "quizzes/admin/kinds/numeric.html"
    is_shown_unfinished = False
    row, rows_at, least = NumberRow, "answers", 2

    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=40,
        help_text=_("Stands behind the field; the answer may leave it out."),
    )

    @classmethod
    def initial_rows(cls, content: Content) -> list[dict[str, Any]]:
        return [
            {
                "value": with_comma(answer["value"]),
                "tolerance": _unless_nothing(answer),
                "fraction": _unless_full(answer),
                "feedback": answer.get("feedback", ""),
            }
            for answer in content.get("answers", [])
        ]

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        yield from _answers(content.get("answers", []), _in_words)
        if content.get("unit"):
            yield Line("unit", _now("Unit"), content["unit"])


def _answers(answers: list[Any], in_words: Any) -> Iterator[Line]:
    for place, answer in enumerate(answers, start=1):
        weight = _unless_full(answer)
        worth = f" ({weight} %)" if weight else ""
        reason = f" — {answer['feedback']}" if answer.get("feedback") else ""
        label = _now("Accepted answer %(n)s") % {"n": place}
        yield Line(f"answer {place}", label, f"{in_words(answer)}{worth}{reason}")


def _in_words(answer: dict[str, Any]) -> str:
    about = _unless_nothing(answer)
    return (
        f"{with_comma(answer['value'])} ± {about}"
        if about
        else with_comma(answer["value"])
    )


def _unless_nothing(answer: dict[str, Any]) -> str:
    about = answer.get("tolerance", "0")
    return "" if about == "0" else with_comma(about)


def _unless_full(answer: dict[str, Any]) -> str:
    worth = parts.fraction(answer)
    return "" if worth == "100" else percent_text(worth)


def _unnamed(data: dict[str, Any]) -> dict[str, Any]:
    """Accepted answers have no ids: no answer names them."""
    return {name: value for name, value in data.items() if name != "id"}


def _number(typed: str) -> str:
    try:
        return decimal_string(typed_number(typed)) if typed else ""
    except Malformed as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
