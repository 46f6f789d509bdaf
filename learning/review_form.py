from __future__ import annotations

from typing import Any

from django import forms

from learning.models import ReviewCard
from quizzes.kinds import KINDS


class ReviewForm(forms.Form):
    """An answer in the daily review, with what its page knew of the card.

    Named like the fields of a quiz, which draws its questions from the same
    templates.
    """

    reps = forms.IntegerField(min_value=0)
    version = forms.IntegerField()
    order = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    answer = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    unsure = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, card: ReviewCard) -> None:
        super().__init__(data, prefix="q1")
        self.card = card

    @property
    def values(self) -> list[str]:
        if self.cleaned_data["unsure"]:
            return []
        return self.cleaned_data["answer"] or []  # with places left empty

    @property
    def says_something(self) -> bool:
        return (
            any(value.strip() for value in self.values) or self.cleaned_data["unsure"]
        )

    def clean_order(self) -> list[str]:
        """The order shown; what is no order of this question falls back to its own."""
        shown = self.cleaned_data["order"] or []
        version = self.card.question.current
        if version is None:
            return []
        own = KINDS[version.kind].option_order(version.content, shuffle=False)
        return shown if sorted(shown) == sorted(own) else own
