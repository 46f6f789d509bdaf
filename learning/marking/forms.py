"""What a marker fills in: levels of the rubric, or a mark; words to the trainee."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from learning.marking.counting import give_change, give_decision, give_mark
from learning.marking.reading import Act, Reading
from quizzes.rubrics import Criterion, fraction, worth
from quizzes.services.essays import Given, Outcome

MAX_COMMENT = 4000


class MarkForm(forms.Form):
    mark = forms.DecimalField(
        label=_("Mark (0 to 10)"),
        min_value=0,
        max_value=10,
        max_digits=4,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )
    comment = forms.CharField(
        label=_("Comment to the trainee"),
        required=False,
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown with the mark. What was good, what to do otherwise."),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, reading: Reading) -> None:
        super().__init__(data, initial=_initial(reading))
        self.reading = reading
        if reading.rubric:
            del self.fields["mark"]
        for criterion in reading.rubric:
            self.fields[f"level-{criterion.id}"] = forms.ChoiceField(
                label=criterion.title,
                choices=[(level.id, level.text) for level in criterion.levels],
                widget=forms.RadioSelect,
            )
        if reading.act is Act.CHANGE:
            self.fields["reason"].required = True
        if reading.act is Act.MARK:
            del self.fields["reason"]

    @property
    def criteria(self) -> Iterator[tuple[Criterion, BoundField]]:
        for criterion in self.reading.rubric:
            yield criterion, self[f"level-{criterion.id}"]

    def _given(self) -> Given:
        data, rubric = self.cleaned_data, self.reading.rubric
        if not rubric:
            return Given(mark=fraction(data["mark"]), comment=data["comment"])
        levels = {each.id: data[f"level-{each.id}"] for each in rubric}
        return Given(worth(rubric, levels), levels, data["comment"])

    def save(self) -> Outcome:
        """Raises what marking, deciding or changing refuses."""
        response, by = self.reading.response, self.reading.marker
        reason = self.cleaned_data.get("reason", "")
        if self.reading.act is Act.DECIDE:
            return give_decision(
                response=response, by=by, given=self._given(), reason=reason
            )
        if self.reading.act is Act.CHANGE:
            seen = self.cleaned_data["seen"] or 0
            return give_change(
                response=response, by=by, given=self._given(), reason=reason, seen=seen
            )
        return give_mark(response=response, marker=by, given=self._given())


def _initial(reading: Reading) -> dict[str, Any]:
    """Changing starts from what counts; everything else from an empty sheet."""
    final = reading.final
    if reading.act is not Act.CHANGE or final is None:
        return {}
    levels = {f"level-{name}": level for name, level in final.levels.items()}
    mark = (final.mark * 10).quantize(Decimal("0.01"))
    return {"mark": mark, "comment": final.comment, "seen": final.pk, **levels}
