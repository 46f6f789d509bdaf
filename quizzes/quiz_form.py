"""A quiz as a trainer writes it, checked as a whole before trainees can begin it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms.models import WagtailAdminModelForm

from quizzes.models import Draw, Quiz
from quizzes.services.drawing import Shortage, shortage_of
from quizzes.services.extending import lengthen_attempts


def shortage_text(shortage: Shortage) -> str:
    """Which draws cannot be filled, and how many questions there are."""
    counts = {"wanted": shortage.wanted, "there": shortage.there}
    if len(shortage.draws) == 1:
        text = _("“%(draw)s”: %(wanted)s wanted, %(there)s there.")
        return text % {"draw": shortage.draws[0], **counts}
    draws = "; ".join(f"“{draw}”" for draw in shortage.draws)
    text = _("Together %(draws)s: %(wanted)s wanted, %(there)s there.")
    return text % {"draws": draws, **counts}


class QuizForm(WagtailAdminModelForm):
    _is_whole: bool | None = None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The quiz closes before it opens."))
        if data.get("mode") == Quiz.Mode.PRACTICE:
            self._check_practice(data)
        if data.get("explanations") == Quiz.Explanations.AFTER_CLOSE and not closes:
            text = _("Say when the quiz closes, or choose another moment.")
            self.add_error("explanations", text)
        return data

    def _check_practice(self, data: dict[str, Any]) -> None:
        for name in ("max_attempts", "wait_minutes"):
            if data.get(name):
                self.add_error(name, _("Practice is as often as wanted: leave empty."))

    def is_valid(self) -> bool:
        """The form, its rows, and then whether they go together. Looked at once."""
        if self._is_whole is None:
            self._is_whole = super().is_valid()
            if self._is_whole:
                self._check_parts()
                self._check_questions()
                self._is_whole = not self.errors and not any(
                    formset.total_error_count() for formset in self.formsets.values()
                )
        return self._is_whole

    def save(self, commit: bool = True) -> Quiz:
        quiz: Quiz = super().save(commit=commit)
        if commit:
            lengthen_attempts(quiz=quiz)
        return quiz

    # --- its rows ---------------------------------------------------------------

    def _rows(self, name: str) -> Iterator[Any]:
        """The rows that will be kept."""
        formset = self.formsets[name]
        for form in formset.forms:
            if form.cleaned_data and form not in formset.deleted_forms:
                yield form

    def _check_parts(self) -> None:
        parts = max(1, sum(1 for _row in self._rows("sections")))
        for row in [*self._rows("quiz_questions"), *self._rows("draws")]:
            if row.cleaned_data["section"] > parts:
                text = ngettext(
                    "The quiz has %(n)s part.", "The quiz has %(n)s parts.", parts
                )
                row.add_error("section", text % {"n": parts})
        if parts > 1 and self.cleaned_data.get("draw"):
            text = _("With parts, use random draws for each part instead.")
            self.add_error("draw", text)

    def _check_questions(self) -> None:
        """What is no draft can be begun: every draw can be filled."""
        if self.cleaned_data.get("is_draft"):
            return
        named = [
            row.cleaned_data["question"].pk for row in self._rows("quiz_questions")
        ]
        draws = list(self._rows("draws"))
        if not named and not draws:
            text = _("Without questions a quiz can only be saved as a draft.")
            self.add_error("is_draft", text)
        if (self.cleaned_data.get("draw") or 0) > len(named):
            text = ngettext(
                "The quiz names only %(n)s question.",
                "The quiz names only %(n)s questions.",
                len(named),
            )
            self.add_error("draw", text % {"n": len(named)})
        self._check_draws(draws, named)

    def _check_draws(self, rows: list[Any], named: list[int]) -> None:
        draws: list[Draw] = [row.instance for row in rows]
        short = shortage_of(draws, named=named)
        if short is None:
            return
        for row in rows:
            if any(row.instance is draw for draw in short.draws):
                row.add_error("count", shortage_text(short))
