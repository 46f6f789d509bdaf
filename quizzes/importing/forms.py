"""A file of questions as it is given to us, and which questions leave in one."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from quizzes import formats
from quizzes.authoring.fields import CategoryField
from quizzes.formats.archive import MAX_XLSX_BYTES
from quizzes.importing.drafts import keep_draft
from quizzes.models import Question, QuestionImport
from quizzes.permissions import categories_written_by

ENDINGS: Final = ".xlsx,.csv,.tsv,.xml,.gift,.txt"
MEGABYTE: Final = 1024 * 1024


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=_(
            "XLSX up to 10 MB; CSV, Moodle XML, GIFT or Aiken up to 2 MB; at most 5,000 questions."
        ),
        error_messages={"required": _("Choose a file.")},
    )
    category = CategoryField(
        label=_("Into the category"),
        required=False,
        empty_label=_("— As the file says —"),
        help_text=_(
            "Questions are compared with those of this category and the categories below it."
        ),
    )
    keeps_tree = forms.BooleanField(
        label=_("Make the file's own categories below it"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        offered = cast(CategoryField, self.fields["category"])
        offered.offer(categories_written_by(user))

    def clean_file(self) -> Any:
        """What is too large is refused before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > MAX_XLSX_BYTES:
            size = MAX_XLSX_BYTES // MEGABYTE
            reason = _("The file is larger than %(size)s MB. Split it.")
            raise forms.ValidationError(reason, params={"size": size})
        return file

    def save(self) -> QuestionImport:
        data = self.cleaned_data
        return keep_draft(
            name=data["file"].name,
            data=data["file"].read(),
            category=data["category"],
            keeps_tree=data["keeps_tree"],
            by=self.user,
        )


class FormatForm(forms.Form):
    format = forms.ChoiceField(choices=[(name, name) for name in formats.WRITERS])

    @property
    def chosen(self) -> str:
        return self.cleaned_data["format"] if self.is_valid() else "xlsx"


class SettleForm(forms.Form):
    one = forms.ModelChoiceField(queryset=Question.objects.all())
    other = forms.ModelChoiceField(queryset=Question.objects.all())
