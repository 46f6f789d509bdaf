"""A question as an author writes it. Saved as a new version when it says something new."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.models import User
from quizzes.authoring import KIND_FORMS
from quizzes.authoring.fields import (
    DIFFICULTIES,
    CategoryField,
    handbook_field,
    image_field,
    long_text,
    media_field,
    tag_field,
)
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionVersion
from quizzes.permissions import categories_written_by
from quizzes.services import revise_question, tag_question

OF_VERSION = ["text", "explanation", "difficulty", "legal_reference"]
OF_VERSION += ["image", "image_alt", "media"]
OF_QUESTION = ["category", "handbook_page", "handbook_step", "review_on"]


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What every kind has, around the form of the one chosen, `parts`."""

    category = CategoryField(label=_("Category"))
    text = long_text(_("Question"), attrs={"autofocus": True})
    explanation = long_text(
        _("Explanation"),
        required=False,
        help_text=_("Why the right answer is right. Shown after handing in."),
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"), coerce=int, choices=DIFFICULTIES, initial=2
    )
    image_alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=250,
        required=False,
        help_text=_("For those who cannot see it."),
    )
    # The version the author began from, so that nobody's work is written over unseen.
    begun_from = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = OF_QUESTION
        widgets = {
            "review_on": AdminDateInput(),
            "handbook_step": forms.NumberInput(attrs={"min": 1}),
        }

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        editor: User,
        kind: str,
        version: QuestionVersion | None = None,
        **kwargs: Any,
    ) -> None:
        """`version` is what the form starts from: the question's own, or another's."""
        super().__init__(data, files, **kwargs)
        self.editor, self.kind = editor, kind
        self._add_fields(editor)
        content = version.content if version and version.kind == kind else None
        self.parts = KIND_FORMS[kind](data, kind=kind, content=content)
        if version:
            said = {name: getattr(version, name) for name in OF_VERSION}
            self.initial = {**said, "begun_from": version.number, **self.initial}

    def _add_fields(self, editor: User) -> None:
        law = QuestionVersion._meta.get_field("legal_reference")
        self.fields["legal_reference"] = cast(forms.Field, law.formfield())
        self.fields["handbook_page"] = handbook_field()
        self.fields["image"] = image_field()
        self.fields["media"] = media_field()
        self.fields["tags"] = tag_field()
        categories = cast(CategoryField, self.fields["category"])
        categories.offer(categories_written_by(editor))
        if self.instance.pk:
            self.initial["tags"] = self.instance.tags.all()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("image") and not data.get("image_alt"):
            self.add_error(
                "image_alt", _now("Say what the picture shows, for who cannot see it.")
            )
        self._check_step(data)
        self._check_newer(data)
        self._check_parts()
        return data

    def _check_step(self, data: dict[str, Any]) -> None:
        step, page = data.get("handbook_step"), data.get("handbook_page")
        if not step:
            return
        steps = getattr(page.specific, "steps", []) if page else []
        if not 1 <= step <= len(steps):
            self.add_error("handbook_step", _now("That page has no such step."))

    def _check_newer(self, data: dict[str, Any]) -> None:
        current = self.instance.current if self.instance.pk else None
        begun_from = data.get("begun_from")
        if current and begun_from and current.number != begun_from:
            self.add_error(
                None,
                _now(
                    "Somebody saved version %(number)s while you were writing. What you typed is kept here; save again to put it on top."
                )
                % {"number": current.number},
            )
            # Shown again, the form says so once.
            again = cast(Any, self.data).copy()
            again["begun_from"] = str(current.number)
            self.data = again

    def _check_parts(self) -> None:
        is_read, kind = self.parts.is_valid(), KINDS[self.kind]
        self.content = kind.tidied(self.parts.content())
        if not is_read:
            self.add_error(None, _now("Look at the marked lines below."))
            return
        faults = kind.faults(self.content)
        left = self.parts.place(faults)
        if len(left) < len(faults):
            self.add_error(None, _now("Look at the marked lines below."))
        for fault in left:
            self.add_error(None, fault)

    def forgive(self) -> None:
        """Show what was typed without complaining: it was sent for another reason."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}
        self.parts.forgive()

    @property
    def media(self) -> forms.Media:
        return super().media + self.parts.whole_media

    @transaction.atomic
    def save(self, commit: bool = True) -> Question:
        data = self.cleaned_data
        question: Question = super().save(commit=True)
        revise_question(
            question=question,
            kind=self.kind,
            content=self.content,
            by=self.editor,
            **{name: data[name] for name in OF_VERSION},
        )
        tag_question(question=question, tags=data["tags"])
        return question
