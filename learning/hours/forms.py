from __future__ import annotations

from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from learning.models import OutsideTraining
from quizzes.file_types import kind_of

MAX_BYTES = 10 * 1024 * 1024
TAKEN = {"pdf", "jpeg", "png"}


class OutsideTrainingForm(forms.ModelForm):  # type: ignore[type-arg]
    """What somebody learnt elsewhere, with a paper that shows it."""

    course = forms.ModelChoiceField(
        label=_("Stands for the course"),
        queryset=CoursePage.objects.live().order_by("title"),
        required=False,
        empty_label=_("no course of this site"),
        help_text=_("If it taught the same as a course you were to do here."),
    )

    class Meta:
        model = OutsideTraining
        fields = [
            "title",
            "provider",
            "started_on",
            "ended_on",
            "hours",
            "course",
            "evidence",
        ]
        widgets = {
            "started_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ended_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].help_text = _(
            "The certificate or decision, as PDF or photo (JPG, PNG), up to 10 MB."
        )
        self.fields["evidence"].widget = forms.FileInput(
            attrs={"accept": ".pdf,.jpg,.jpeg,.png"}
        )

    def clean_evidence(self) -> UploadedFile[Any]:
        """Known by what stands in it: a name can say anything."""
        file: UploadedFile[Any] = self.cleaned_data["evidence"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_now("The file is larger than 10 MB."))
        kind = kind_of(cast(BinaryIO, file))
        if kind not in TAKEN:
            raise forms.ValidationError(
                _now("This is neither a PDF nor a photo (JPG, PNG).")
            )
        file.name = f"minh-chung.{kind}"
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begun, ended = data.get("started_on"), data.get("ended_on")
        if begun and ended and ended < begun:
            self.add_error("ended_on", _now("It cannot end before it begins."))
        if ended and ended > timezone.localdate():
            self.add_error("ended_on", _now("Submit it once it is over."))
        hours = data.get("hours")
        if hours is not None and hours <= 0:
            self.add_error("hours", _now("How many periods of 45 minutes was it?"))
        return data
