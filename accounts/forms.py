from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import invitations, tokens
from accounts.models import ApiToken, Invitation, User


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


class TokenForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new access key of the person `owner`."""

    class Meta:
        model = ApiToken
        fields = ["name", "expires_on"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"expires_on": _("Two years from today at most.")}

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.owner = owner
        self.fields["expires_on"].initial = tokens.usual_end

    def _get_validation_exclusions(self) -> set[str]:
        """What the form does not show but the rule about names asks for."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"owner", "revoked_at"}

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if not timezone.localdate() <= day <= tokens.last_end():
            raise forms.ValidationError(
                _("Choose a day from today to two years from today.")
            )
        return day

    def make(self) -> str:
        """The key itself, to be shown this once."""
        _token, key = tokens.make_token(
            owner=self.instance.owner,
            name=self.cleaned_data["name"],
            expires_on=self.cleaned_data["expires_on"],
        )
        return key
