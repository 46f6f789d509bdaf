"""The list of answers to one quiz, and what narrows it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from quizzes.models import Question, Quiz, Response
from quizzes.waiting import IS_MARKED, in_order, to_do

MINE, OTHERS, MARKED, ALL = "", "others", "marked", "all"


class AnswerFilters(forms.Form):
    """Nothing chosen: what this person can do now."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (MINE, _("waiting for me")),
            (OTHERS, _("waiting for others")),
            (MARKED, _("marked")),
            (ALL, _("all")),
        ],
    )
    question = forms.ModelChoiceField(
        label=_("Question"),
        required=False,
        queryset=Question.objects.none(),
        empty_label=_("all questions"),
    )

    def __init__(self, data: Any, *, answers: QuerySet[Response]) -> None:
        super().__init__(data)
        self.answers = answers
        asked = Question.objects.filter(
            pk__in=answers.order_by().values("version__question")
        )
        question = self.fields["question"]
        question.queryset = asked.select_related("current")  # type: ignore[attr-defined]

    def narrowed(self, user: User) -> QuerySet[Response]:
        self.full_clean()
        data, answers = self.cleaned_data, self.answers
        if data.get("question"):
            answers = answers.filter(version__question=data["question"])
        show = data.get("show", MINE)
        if show == MINE:
            return answers.filter(to_do(user))
        if show == OTHERS:
            return answers.exclude(IS_MARKED).exclude(to_do(user))
        return answers.filter(IS_MARKED) if show == MARKED else answers


def listed(
    answers: QuerySet[Response], *, quiz: Quiz, user: User
) -> QuerySet[Response]:
    """With all that a row shows. One query."""
    rows = answers.select_related("version", "attempt__trainee", "answer_file")
    return in_order(rows, quiz=quiz, user=user)
