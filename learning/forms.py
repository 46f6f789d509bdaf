from __future__ import annotations

from typing import Any

from django import forms

from quizzes.kinds import KINDS
from quizzes.models import Response
from quizzes.services import flag, save_answer
from quizzes.services.settling import note_confidence, settle


class AttemptForm(forms.Form):
    """Which of the person's attempts a page was made for."""

    attempt = forms.IntegerField(min_value=1)


class HandInForm(AttemptForm):
    """Pressed by the person, or sent by the page when its time is over."""

    by = forms.ChoiceField(required=False, choices=[("clock", "clock")])


class AnswerForm(AttemptForm):
    """An answer, with the count of saves its page knew of.

    All questions of an attempt stand in one HTML form, hence the prefix.
    """

    saves = forms.IntegerField(min_value=0)
    answer = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    seconds = forms.IntegerField(required=False, min_value=0)
    do = forms.ChoiceField(
        required=False,
        choices=[(each, each) for each in ("flag", "unflag", "clear", "check")],
    )
    confidence = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(each, each) for each in (1, 2, 3)],
    )

    def __init__(self, data: Any, *, position: int) -> None:
        super().__init__(data, prefix=f"q{position}")

    def is_news_for(self, response: Response) -> bool:
        """Whether anything is asked that is not kept already."""
        data, kind = self.cleaned_data, KINDS[response.version.kind]
        if data["do"] or data["saves"] != response.saves:
            return True
        if data["confidence"] not in (None, response.confidence):
            return True
        values = data["answer"] or []
        return kind.read(response.version.content, values) != response.answer

    def keep(self, response: Response) -> None:
        """Flag, save and check as asked. Raises what these raise."""
        data, do = self.cleaned_data, self.cleaned_data["do"]
        if do in ("flag", "unflag"):
            flag(response=response, flagged=do == "flag")
        if response.settled_at and data["saves"] == response.saves:
            return  # the page knows it, and offers nothing to answer
        values = [] if do == "clear" else data["answer"] or []
        save_answer(
            response=response,
            values=values,
            saves=data["saves"],
            seconds=data["seconds"] or 0,
        )
        if data["confidence"]:
            note_confidence(response=response, confidence=data["confidence"])
        if do == "check":
            settle(response=response)
