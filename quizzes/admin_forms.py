"""A question as an author writes it: text, options, reasons. Saved as a new version."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.kinds import KINDS
from quizzes.models import Category, Question, QuestionVersion
from quizzes.services import revise_question

OPTIONS = 6


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Six rows of options: enough for good questions, few enough to fill by keyboard."""

    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.select_related("parent")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionVersion.Kind.choices)
    text = forms.CharField(
        label=_("Question"), widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why the right answer is right. Shown after handing in."),
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        coerce=int,
        choices=[(1, _("easy")), (2, _("medium")), (3, _("hard"))],
        initial=2,
    )

    class Meta:
        model = Question
        fields = ["category"]

    def __init__(self, *args: Any, editor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editor = editor
        version = self.instance.current if self.instance.pk else None
        self._add_legal_reference()
        self._add_option_fields(version)
        if version:
            for name in ["kind", "text", "explanation", "difficulty"]:
                self.initial[name] = getattr(version, name)
            self.initial["legal_reference"] = version.legal_reference_id

    def _add_legal_reference(self) -> None:
        field = QuestionVersion._meta.get_field("legal_reference")
        self.fields["legal_reference"] = cast(forms.Field, field.formfield())

    def _add_option_fields(self, version: QuestionVersion | None) -> None:
        known = version.options if version else []
        for n in range(OPTIONS):
            option = known[n] if n < len(known) else {}
            label = chr(ord("A") + n)
            self.fields[f"option_{n}"] = forms.CharField(
                label=label, required=False, initial=option.get("text", "")
            )
            self.fields[f"correct_{n}"] = forms.BooleanField(
                label=_("right"), required=False, initial=option.get("correct", False)
            )
            self.fields[f"feedback_{n}"] = forms.CharField(
                label=_("Feedback"), required=False, initial=option.get("feedback", "")
            )

    @property
    def option_rows(self) -> list[tuple[Any, Any, Any]]:
        return [
            (self[f"option_{n}"], self[f"correct_{n}"], self[f"feedback_{n}"])
            for n in range(OPTIONS)
        ]

    def content(self) -> dict[str, Any]:
        """The options typed, with the ids they had, so that old answers still match."""
        version = self.instance.current if self.instance.pk else None
        ids = [option["id"] for option in version.options] if version else []
        data = self.cleaned_data
        return {
            "options": [
                {
                    "id": ids[n] if n < len(ids) else "",
                    "text": data[f"option_{n}"],
                    "correct": data[f"correct_{n}"],
                    "feedback": data[f"feedback_{n}"],
                }
                for n in range(OPTIONS)
                if data.get(f"option_{n}", "").strip()
            ]
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self._check(data)
        return data

    def _check(self, data: dict[str, Any]) -> None:
        self.cleaned_data = data
        for fault in KINDS[data["kind"]].faults(self.content()):
            self.add_error(None, fault)

    def save(self, commit: bool = True) -> Question:
        data = self.cleaned_data
        question: Question = super().save(commit=True)
        revise_question(
            question=question,
            kind=data["kind"],
            text=data["text"],
            content=self.content(),
            explanation=data["explanation"],
            difficulty=data["difficulty"],
            legal_reference=data["legal_reference"],
            by=self.editor,
        )
        return question
