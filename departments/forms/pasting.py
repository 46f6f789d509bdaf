"""A table pasted into a draft."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.pasting.table import MOST_LETTERS


class PasteForm(forms.Form):
    """`shown` is what the table meant when it was looked at."""

    text = forms.CharField(
        label=_("Table"),
        max_length=MOST_LETTERS,
        strip=False,  # a row may begin with an empty cell
        widget=forms.Textarea(
            attrs={
                "rows": 14,
                "wrap": "off",
                "spellcheck": "false",
                "class": "ro-paste",
            }
        ),
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
