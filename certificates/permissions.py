"""Anyone who holds a code may check it; only the holder may have the file."""

from __future__ import annotations

from django.http import Http404

from accounts.models import User
from certificates.models import Certificate
from departments.permissions import is_training_office


def certificate_or_404(code: str) -> Certificate:
    certificate = Certificate.objects.filter(code=code).first()
    if certificate is None:
        raise Http404
    return certificate


def own_certificate_or_404(user: User, code: str) -> Certificate:
    """The holder's own, or any for the office that keeps the register."""
    certificate = certificate_or_404(code)
    if certificate.trainee_id != user.pk and not is_training_office(user):
        raise Http404
    return certificate
