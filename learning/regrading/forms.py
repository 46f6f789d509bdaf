"""What is corrected: how, for which wordings, and why."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from jobs.models import Job
from learning.regrading.correcting import start_regrade
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionVersion, Regrade
from quizzes.services.regrading import Preview, preview_regrade, versions_asked

KEY, LEFT_OUT, GIVEN = "key", "left_out", "given"
WAYS = [
    (KEY, _("Mark again by the newest version's key")),
    (LEFT_OUT, _("Leave the question out of the mark")),
    (GIVEN, _("Count the question as right for everybody")),
]


class CorrectionForm(forms.Form):
    """First looked at, by GET; then confirmed, by POST, with a reason."""

    how = forms.ChoiceField(
        label=_("What to do"), choices=WAYS, widget=forms.RadioSelect
    )
    versions = forms.MultipleChoiceField(
        label=_("Asked in these wordings"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Attempts that were asked one of them are looked at."),
    )
    # The version the page knew as the newest: its key is what was looked at.
    newest = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, question: Question) -> None:
        self.question = question
        self.asked = versions_asked(question)
        super().__init__(data or None, initial=self._first_choice())
        versions = self.fields["versions"]
        versions.choices = [  # type: ignore[attr-defined]
            (each.pk, _wording(each, question)) for each in self.asked
        ]
        if not self._older or self._needs_marker:
            ways = self.fields["how"]
            ways.choices = WAYS[1:]  # type: ignore[attr-defined]

    @property
    def _needs_marker(self) -> bool:
        current = self.question.current
        return current is None or KINDS[current.kind].needs_marker

    @property
    def _older(self) -> list[QuestionVersion]:
        """Asked before the newest version was written."""
        newest = self.question.current_id
        return [each for each in self.asked if each.pk != newest]

    def _first_choice(self) -> dict[str, Any]:
        """The key, for wordings that say the same as the corrected one."""
        current = self.question.current
        older = [] if self._needs_marker else self._older
        alike = [each for each in older if current and each.text == current.text]
        chosen = alike or older[:1] or self.asked[:1]
        return {
            "how": KEY if older else LEFT_OUT,
            "versions": [each.pk for each in chosen],
            "newest": self.question.current_id,
            "key": uuid4(),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") == KEY and str(self.question.current_id) in data.get(
            "versions", []
        ):
            self.add_error(
                "versions", _("The newest version is marked by its own key already.")
            )
        return data

    @property
    def chosen(self) -> list[QuestionVersion]:
        wanted = set(self.cleaned_data["versions"])
        return [each for each in self.asked if str(each.pk) in wanted]

    def regrade(self, reason: str = "") -> Regrade:
        """The correction, not saved."""
        how = self.cleaned_data["how"]
        by_key = how == KEY
        newest = self.cleaned_data["newest"]
        current = self.question.current
        if by_key and current and current.pk != newest:
            # Looked at with another key: `begin_regrade` refuses it by this.
            current = self.question.versions.filter(pk=newest).first()
        return Regrade(
            question=self.question,
            version=current if by_key else None,
            leaves_out=how == LEFT_OUT,
            gives_all=how == GIVEN,
            reason=reason,
            key=self.cleaned_data["key"] or uuid4(),
        )

    def preview(self) -> Preview:
        return preview_regrade(regrade=self.regrade(), asked=self.chosen)


class ConfirmForm(CorrectionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Trainees whose result changes read it."),
    )

    def save(self, by: User) -> tuple[Regrade, Job | None]:
        """Raises what `begin_regrade` raises."""
        regrade = self.regrade(self.cleaned_data["reason"])
        return start_regrade(regrade=regrade, asked=self.chosen, by=by)


def _wording(version: QuestionVersion, question: Question) -> str:
    attempts = version.attempts  # type: ignore[attr-defined]
    counted = ngettext("%(n)s attempt", "%(n)s attempts", attempts) % {"n": attempts}
    words = _("Version %(number)s (%(attempts)s): %(text)s") % {
        "number": version.number,
        "attempts": counted,
        "text": Truncator(version.text).chars(80),
    }
    is_newest = version.pk == question.current_id
    return f"{words} – {_('the newest')}" if is_newest else str(words)
