from __future__ import annotations

from django import forms

from accounts.models import User


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["language"]
        widgets = {"language": forms.RadioSelect}
