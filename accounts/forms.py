from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import invitations
from accounts.models import Invitation, User


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["language"]
        widgets = {"language": forms.RadioSelect}


class CodeForm(forms.Form):
    """The code of a printed sheet, however it is typed; cleaned it is an invitation."""

    code = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        help_text=_("Twelve letters and digits, as on the sheet from your office."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "XXXX-XXXX-XXXX",
            }
        ),
        error_messages={"required": _("Enter the code.")},
    )

    def clean_code(self) -> Invitation:
        invitation = invitations.by_code(self.cleaned_data["code"])
        if invitation is None:
            raise forms.ValidationError(
                _(
                    "This code is not valid: mistyped, used already, or too old. Check it letter by letter, or ask the training office for a new one."
                )
            )
        return invitation
