from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from vietnamese.text import fold


class NumberForm(forms.Form):
    """Both are asked for, so that counting through numbers reveals nobody."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        max_length=80,
        help_text=_("For example 012/2026/GCN-SVHTTDL. Or scan the QR code."),
    )
    name = forms.CharField(
        label=_("Full name of the holder"),
        max_length=150,
        help_text=_("With or without diacritics."),
    )

    def certificate(self) -> Certificate | None:
        """The certificate that bears this number and this name."""
        number, name = self.cleaned_data["number"], fold(self.cleaned_data["name"])
        for certificate in Certificate.objects.filter(number__iexact=number.strip()):
            if fold(certificate.holder_name) == name:
                return certificate
        return None
