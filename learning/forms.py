from __future__ import annotations

from typing import Any

from django import forms

from quizzes.models import Response
from quizzes.services import flag, save_answer


class AttemptForm(forms.Form):
    """Which of the person's attempts a page was made for."""

    attempt = forms.IntegerField(min_value=1)


class AnswerForm(AttemptForm):
    """An answer, with the count of saves its page knew of.

    All questions of an attempt stand in one HTML form, hence the prefix.
    """

    saves = forms.IntegerField(min_value=0)
    answer = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    do = forms.ChoiceField(
        required=False, choices=[(each, each) for each in ("flag", "unflag", "clear")]
    )

    def __init__(self, data: Any, *, position: int) -> None:
        super().__init__(data, prefix=f"q{position}")

    def keep(self, response: Response) -> None:
        """Flag and save as asked. Raises what `save_answer` raises."""
        do = self.cleaned_data["do"]
        if do in ("flag", "unflag"):
            flag(response=response, flagged=do == "flag")
        values = [] if do == "clear" else self.cleaned_data["answer"] or []
        save_answer(response=response, values=values, saves=self.cleaned_data["saves"])
