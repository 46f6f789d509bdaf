"""One answer, several answers, true or false: options, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.base import PREFIX, Content, KindForm, Line
from quizzes.authoring.rows import RowForm, figure, line
from quizzes.authoring.weights import percent_text, typed_percent
from quizzes.formats.shapes import FALSE, TRUE
from quizzes.kinds import parts

RIGHT = f"{PREFIX}-right"


class OptionRow(RowForm):
    said = ["text", "feedback", "fraction"]
    blames = [
        "Option %(letter)s has no text.",
        "The weight of option %(letter)s is not a number from -100 to 100.",
        "Option %(letter)s is right, so its weight is above 0%%.",
        "Option %(letter)s is not right, so its weight is at most 0%%.",
        "Option %(letter)s is not right, so it is worth less than 100%%.",
    ]

    correct = forms.BooleanField(label=_("right"), required=False)
    text = line(_("Option"))
    feedback = line(_("Feedback to who chose it"))
    fraction = figure(_("Weight (%)"))

    def part(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "fraction": typed_percent(data["fraction"])}


class ChoiceForm(KindForm):
    template = "quizzes/admin/kinds/choice.html"
    row = OptionRow
    rows_at = "options"

    keep_last = forms.BooleanField(
        label=_("The last option stays last"),
        required=False,
        help_text=_("For “all of these”, when options are shuffled."),
    )

    several = False

    @classmethod
    def initial_rows(cls, content: Content) -> list[dict[str, Any]]:
        return [
            {**option, "fraction": percent_text(option.get("fraction"))}
            for option in content.get("options", [])
        ]

    @property
    def right(self) -> str:
        """The number of the row that is marked as right."""
        if self.is_bound:
            return str(self.data.get(RIGHT, ""))
        right = [n for n, each in enumerate(self.rows or []) if each["correct"].value()]
        return str(right[0]) if right else ""

    def content(self) -> Content:
        written = super().content()
        if not self.several and self.rows is not None:
            for row, option in zip(self.rows.filled, written["options"], strict=False):
                option["correct"] = row.prefix == f"{PREFIX}-{self.right}"
        return written

    @property
    def shows_weights(self) -> bool:
        """Those of single answers come from files; they are shown where there are any."""
        return self.several or any(row["fraction"].value() for row in self.rows or [])

    @staticmethod
    def answer_shown(content: Content) -> list[str] | None:
        wrong = [each["id"] for each in content["options"] if not each["correct"]]
        return wrong[:1] or None

    @staticmethod
    def lines(content: Content) -> Iterator[Line]:
        for place, option in enumerate(content.get("options", [])):
            key, letter = option.get("id") or str(place), parts.letter(place)
            mark = _now("right") if option["correct"] else _now("not right")
            weight = percent_text(option.get("fraction", ""))
            worth = f", {weight} %" if weight else ""
            yield Line(
                f"option {key}",
                _now("Option %(letter)s") % {"letter": letter},
                f"{option['text']} ({mark}{worth})",
            )
            if option.get("feedback"):
                label = _now("Feedback on %(letter)s") % {"letter": letter}
                yield Line(f"feedback {key}", label, option["feedback"])
        for name, label in SWITCHES.items():
            if content.get(name):
                yield Line(name, _now("Setting"), str(label))


class MultipleForm(ChoiceForm):
    several = True

    partial = forms.BooleanField(
        label=_("Part of the mark for a part of the answer"),
        required=False,
        help_text=_(
            "Each right option earns its share, each wrong one takes a share away. Weights are shared out evenly where none are given."
        ),
    )
    field_order = ["partial", "keep_last"]


class TrueFalseForm(ChoiceForm):
    """Two options in their natural order; the words may be others."""

    least, spare, fixed = 2, 0, True
    keep_last = None  # type: ignore[assignment]

    @classmethod
    def initial_rows(cls, content: Content) -> list[dict[str, Any]]:
        known = super().initial_rows(content)
        return known or [{"text": TRUE}, {"text": FALSE}]


SWITCHES: dict[str, Any] = {
    "partial": MultipleForm.base_fields["partial"].label,
    "keep_last": ChoiceForm.base_fields["keep_last"].label,
}
