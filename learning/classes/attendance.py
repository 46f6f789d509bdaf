"""Who was at a session: by list, or by a code that changes while it is shown."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import patience
from accounts.models import User
from learning.models import Attendance, ClassSession, Registration

CODE_SECONDS = 30
OPEN_BEFORE = OPEN_AFTER = timedelta(minutes=30)
DIGITS = 6


class CodeIsWrong(Exception):
    """The code is not the one shown now; it may be a minute old."""


class TooManyWrongCodes(Exception):
    """Somebody guesses; the list still takes them."""


class SessionIsNotOpen(Exception):
    """Codes count from half an hour before the session until half an hour after."""


class NoSeat(Exception):
    """The person has no seat in this class."""


def code_at(session: ClassSession, now: datetime) -> str:
    """Six figures, the same for half a minute; nobody can work out the next."""
    window = int(now.timestamp()) // CODE_SECONDS
    words = f"class-session:{session.pk}:{window}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}}"


def is_open(session: ClassSession, now: datetime) -> bool:
    begins, ends = session.starts_at - OPEN_BEFORE, session.ends_at + OPEN_AFTER
    return begins <= now <= ends


def check_in(
    *, session: ClassSession, trainee: User, code: str, now: datetime | None = None
) -> Attendance:
    """Note that a person is here, by the code on the wall. Safe to send again.

    The code before the present one still counts, for slow phones and lines. Raises
    SessionIsNotOpen, TooManyWrongCodes, CodeIsWrong, NoSeat.
    """
    now = now or timezone.now()
    if not is_open(session, now):
        raise SessionIsNotOpen
    guesser = f"person:{trainee.pk}"
    if patience.is_out(guesser):
        raise TooManyWrongCodes
    shown = {
        code_at(session, now),
        code_at(session, now - timedelta(seconds=CODE_SECONDS)),
    }
    if not any(hmac.compare_digest(code.strip(), each) for each in shown):
        patience.count_failure(guesser)
        raise CodeIsWrong
    registration = Registration.objects.filter(
        training_class=session.training_class,
        trainee=trainee,
        state=Registration.State.SEATED,
    ).first()
    if registration is None:
        raise NoSeat
    attendance, _created = Attendance.objects.get_or_create(
        session=session,
        registration=registration,
        defaults={"how": Attendance.How.CODE, "noted_by": trainee},
    )
    return attendance


@transaction.atomic
def note_list(*, session: ClassSession, present: set[int], by: User) -> None:
    """Keep the list of a session: `present` are the registrations that came.

    Who came by code and is not on the list is noted absent, by whoever keeps it.
    """
    seated = Registration.objects.filter(
        training_class=session.training_class, state=Registration.State.SEATED
    )
    known = {each.registration_id: each for each in session.attendances.all()}
    now = timezone.now()
    new, changed = [], []
    for pk in seated.values_list("pk", flat=True):
        is_present = pk in present
        attendance = known.get(pk)
        if attendance is None:
            new.append(
                Attendance(
                    session=session,
                    registration_id=pk,
                    is_present=is_present,
                    how=Attendance.How.LIST,
                    noted_by=by,
                )
            )
        elif attendance.is_present != is_present:
            attendance.is_present, attendance.how = is_present, Attendance.How.LIST
            attendance.noted_by, attendance.noted_at = by, now
            changed.append(attendance)
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(
        changed, ["is_present", "how", "noted_by", "noted_at"]
    )
