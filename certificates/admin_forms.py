from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from certificates.services import revoke


class RevokeForm(forms.ModelForm):  # type: ignore[type-arg]
    """The only change a certificate knows."""

    class Meta:
        model = Certificate
        fields = ["revocation_reason"]
        labels = {"revocation_reason": _("Reason for revoking")}
        help_texts = {
            "revocation_reason": _(
                "Shown to everyone who checks the certificate. This cannot be undone."
            )
        }

    def __init__(self, *args: Any, editor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editor = editor
        self.fields["revocation_reason"].required = True

    def clean(self) -> dict[str, Any] | None:
        if Certificate.objects.exclude(revoked_at=None).filter(pk=self.instance.pk):
            raise forms.ValidationError(_("This certificate is revoked already."))
        return super().clean()

    def save(self, commit: bool = True) -> Certificate:
        certificate = Certificate.objects.get(pk=self.instance.pk)
        reason = self.cleaned_data["revocation_reason"]
        revoke(certificate=certificate, reason=reason, by=self.editor)
        return certificate
