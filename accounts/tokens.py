"""Making, finding and ending the keys of programs."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import ApiToken, User
from vietnamese.dates import add_months

PREFIX: Final = "lms_"  # tells people, and scanners of source code, what it is
SHOWN: Final = 10  # of 68 characters: enough to recognise, nothing to guess from
USUAL_MONTHS: Final = 12
MOST_MONTHS: Final = 24
MOST_OPEN: Final = 10
NOTED_EVERY: Final = timedelta(hours=1)


class TooManyTokens(Exception):
    """Some have to be revoked first."""


class NameTaken(Exception):
    """The owner made a token of this name in the same moment."""


def make_token(*, owner: User, name: str, expires_on: date) -> tuple[ApiToken, str]:
    """The row, and the key itself, which nobody can ever show again."""
    if ApiToken.objects.open().filter(owner=owner).count() >= MOST_OPEN:
        raise TooManyTokens
    key = PREFIX + secrets.token_hex(32)
    token = ApiToken(
        owner=owner,
        name=name,
        start=key[:SHOWN],
        digest=digest(key),
        expires_on=expires_on,
    )
    try:
        with transaction.atomic():
            token.save(force_insert=True)
    except IntegrityError as error:
        raise NameTaken from error
    return token, key


def by_key(key: str) -> ApiToken | None:
    """The open token of this key, with its owner."""
    known = ApiToken.objects.open().filter(digest=digest(key))
    return known.select_related("owner").first()


def note_use(*, token: ApiToken) -> None:
    """Written at most once an hour, so that reading stays reading."""
    now = timezone.now()
    if token.last_used_at and now - token.last_used_at < NOTED_EVERY:
        return
    unnoted = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
    ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)


def revoke(*, token: ApiToken) -> bool:
    """At once and for good. False if it was revoked already."""
    open_still = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    return bool(open_still.update(revoked_at=timezone.now()))


def usual_end() -> date:
    return add_months(timezone.localdate(), USUAL_MONTHS)


def last_end() -> date:
    return add_months(timezone.localdate(), MOST_MONTHS)


def digest(key: str) -> str:
    """Plain and quick: 256 random bits are not guessed from their digest."""
    return hashlib.sha256(key.encode()).hexdigest()
