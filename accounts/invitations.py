"""How an imported person comes to a first password. Nobody else ever knows it.

The words of an invitation are written here alone: a link is signed when its mail is
sent, a code is shown once on the sheet it is printed on.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Invitation, User

LINK_LASTS: Final = timedelta(days=14)
CODE_LASTS: Final = timedelta(days=30)
# Without what is misread on paper: 0 and O, 1, I and L, U and V in handwriting.
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTWXYZ"
GROUPS, GROUP = 3, 4  # 58 bits
SALT: Final = "accounts.invitation"


class InvitationOver(Exception):
    """Used already, too old, or for someone who has a password or is switched off."""


@dataclass(frozen=True)
class Slip:
    """What stands on one person's piece of the printed sheet."""

    user: User
    code: str
    expires_at: datetime


@transaction.atomic
def write_codes(*, people: Sequence[User], by: User) -> list[Slip]:
    """New codes to print; codes printed before stop working."""
    until = timezone.now() + CODE_LASTS
    slips = [Slip(user, _new_code(), until) for user in people]
    printed = Invitation.objects.open().exclude(digest="").filter(user__in=people)
    printed.update(expires_at=timezone.now())
    Invitation.objects.bulk_create(
        Invitation(
            user=slip.user, digest=digest(slip.code), created_by=by, expires_at=until
        )
        for slip in slips
    )
    return slips


def write_links(*, people: Sequence[User], by: User) -> list[Invitation]:
    """Invitations to be mailed; `path_of` says where each leads."""
    until = timezone.now() + LINK_LASTS
    return Invitation.objects.bulk_create(
        Invitation(user=user, created_by=by, expires_at=until) for user in people
    )


def path_of(invitation: Invitation) -> str:
    """The way to an invitation as it may lie in a table: without what opens it."""
    return reverse("accounts:invitation", args=[str(invitation.pk)])


def mailed_path(path: str) -> str:
    """The same way with the signature that opens it; any other path as it is."""
    start, _slash, number = path.rstrip("/").rpartition("/")
    if number.isdecimal() and path == reverse("accounts:invitation", args=[number]):
        return f"{start}/{_signer().sign(number)}/"
    return path


def token_of(invitation: Invitation) -> str:
    return _signer().sign(str(invitation.pk))


def by_token(token: str) -> Invitation | None:
    try:
        number = _signer().unsign(token)
    except BadSignature:
        return None
    return Invitation.objects.open().filter(pk=number).select_related("user").first()


def by_code(code: str) -> Invitation | None:
    known = Invitation.objects.open().filter(digest=digest(code))
    return known.select_related("user").first()


@transaction.atomic
def accept(*, invitation: Invitation, password: str) -> User:
    """Set the first password. The row counts decide who was first."""
    user = invitation.user
    user.set_password(password)
    waiting = User.objects.get_queryset().waiting().filter(pk=user.pk)
    taken = Invitation.objects.open().filter(pk=invitation.pk)
    if not taken.update(used_at=timezone.now()):
        raise InvitationOver
    if not waiting.update(password=user.password):
        raise InvitationOver
    return user


def digest(code: str) -> str:
    """Keyed, so that a stolen table opens nothing; quick, since the code is random."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return salted_hmac(SALT, plain, algorithm="sha256").hexdigest()


def _new_code() -> str:
    return "-".join(
        "".join(secrets.choice(LETTERS) for _place in range(GROUP))
        for _group in range(GROUPS)
    )


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
