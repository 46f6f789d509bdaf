"""Registering for a class. Of two who want the last seat one gets it.

Each verb locks the class first: on PostgreSQL they queue at its row, on SQLite the
transactions exclude each other by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from departments.models import Department
from learning.classes.permissions import may_decide_on
from learning.classes.seats import seats_of
from learning.models import Registration, TrainingClass
from learning.posts import post_on
from notifications.services import tell

STATE = Registration.State


class RegistrationIsOver(Exception):
    """The class takes no more registrations."""


class NotYoursToDecide(Exception):
    """The person is not in a unit this head answers for."""


class ReasonMissing(Exception):
    """Nobody is declined without being told why."""


@transaction.atomic
def ask_for_seat(*, training_class: TrainingClass, trainee: User) -> Registration:
    """Ask the head to be sent. Asking again after withdrawing is allowed.

    Raises RegistrationIsOver.
    """
    _lock_open(training_class)
    registration, created = _registration(training_class, trainee, by=trainee)
    if not created and registration.state == STATE.WITHDRAWN:
        _move(registration, STATE.ASKED, asked_at=timezone.now())
    return registration


@transaction.atomic
def nominate(
    *, training_class: TrainingClass, people: Iterable[User], by: User
) -> list[Registration]:
    """Send people to a class: a seat or, without room, the waiting list.

    Raises RegistrationIsOver, NotYoursToDecide (then nobody is sent).
    """
    _lock_open(training_class)
    sent = []
    for person in people:
        if not may_decide_on(by, person):
            raise NotYoursToDecide
        registration, _created = _registration(training_class, person, by=by)
        if registration.state not in {STATE.SEATED, STATE.WAITING}:
            _seat(training_class, registration, by=by)
        sent.append(registration)
    return sent


@transaction.atomic
def approve(*, registration: Registration, by: User) -> Registration:
    """Agree to what somebody asked for. Raises RegistrationIsOver, NotYoursToDecide."""
    _lock_open(registration.training_class)
    registration.refresh_from_db()
    if not may_decide_on(by, registration.trainee):
        raise NotYoursToDecide
    if registration.state in {STATE.ASKED, STATE.DECLINED}:
        _seat(registration.training_class, registration, by=by)
    return registration


@transaction.atomic
def decline(*, registration: Registration, by: User, reason: str) -> None:
    """Say no and why; a seat given before is free again."""
    if not reason.strip():
        raise ReasonMissing
    if not may_decide_on(by, registration.trainee):
        raise NotYoursToDecide
    _lock(registration.training_class)
    registration.refresh_from_db()
    if registration.state in {STATE.DECLINED, STATE.WITHDRAWN}:
        return
    _move(registration, STATE.DECLINED, by=by, reason=reason.strip())
    _tell(registration, _("Not sent to the class: %(title)s"), reason.strip())
    _fill(registration.training_class)


@transaction.atomic
def withdraw(*, registration: Registration) -> None:
    """Give the seat, or the place in the list, back."""
    _lock(registration.training_class)
    registration.refresh_from_db()
    if registration.state in {STATE.DECLINED, STATE.WITHDRAWN}:
        return
    _move(registration, STATE.WITHDRAWN)
    _fill(registration.training_class)


@transaction.atomic
def fill_free_seats(*, training_class: TrainingClass) -> int:
    """After seats or quotas were raised: seat those who wait, in their order."""
    _lock(training_class)
    return _fill(training_class)


@transaction.atomic
def cancel(*, training_class: TrainingClass, reason: str) -> None:
    """The class will not be held; everybody who counted on it hears."""
    if not reason.strip():
        raise ReasonMissing
    _lock(training_class)
    waiting = {STATE.ASKED, STATE.WAITING, STATE.SEATED}
    TrainingClass.objects.filter(pk=training_class.pk).update(
        state=TrainingClass.State.CANCELLED
    )
    registrations = training_class.registrations.filter(state__in=waiting)
    for registration in registrations.select_related("trainee", "training_class"):
        _tell(registration, _("Class cancelled: %(title)s"), reason.strip())
    training_class.refresh_from_db()


def _lock(training_class: TrainingClass) -> TrainingClass:
    return TrainingClass.objects.select_for_update().get(pk=training_class.pk)


def _lock_open(training_class: TrainingClass) -> TrainingClass:
    locked = _lock(training_class)
    if not locked.takes_registrations(timezone.localdate()):
        raise RegistrationIsOver
    return locked


def _registration(
    training_class: TrainingClass, trainee: User, *, by: User
) -> tuple[Registration, bool]:
    return Registration.objects.get_or_create(
        training_class=training_class,
        trainee=trainee,
        defaults={"asked_by": by, "department": _unit_of(trainee)},
    )


def _unit_of(trainee: User) -> Department | None:
    post = post_on(trainee, timezone.localdate())
    return post.department if post else None


def _seat(
    training_class: TrainingClass, registration: Registration, *, by: User
) -> None:
    unit = registration.department
    has_room = seats_of(_lock(training_class)).has_room(unit.path if unit else "")
    if has_room:
        _move(registration, STATE.SEATED, by=by)
        _tell(registration, _("You have a seat: %(title)s"), _when(training_class))
    else:
        _move(registration, STATE.WAITING, by=by)
        _tell(
            registration,
            _("On the waiting list: %(title)s"),
            _("All seats are taken. A message follows as soon as one is free."),
        )


def _fill(training_class: TrainingClass) -> int:
    """Seat those who wait as far as there is room. The class is locked."""
    seats = seats_of(TrainingClass.objects.get(pk=training_class.pk))
    waiting = training_class.registrations.filter(state=STATE.WAITING)
    filled = 0
    for registration in waiting.select_related(
        "department", "trainee", "training_class"
    ).order_by("decided_at", "pk"):
        path = registration.department.path if registration.department else ""
        if seats.has_room(path):
            seats.take(path)
            _move(registration, STATE.SEATED)
            _tell(
                registration,
                _("A seat is free for you: %(title)s"),
                _when(training_class),
            )
            filled += 1
    return filled


def _move(
    registration: Registration,
    state: str,
    *,
    by: User | None = None,
    reason: str = "",
    **values: object,
) -> None:
    changes: dict[str, object] = {"state": state, "reason": reason, **values}
    if by:
        changes |= {"decided_by": by, "decided_at": timezone.now()}
    Registration.objects.filter(pk=registration.pk).update(**changes)
    registration.refresh_from_db()


def _when(training_class: TrainingClass) -> str:
    first = training_class.sessions.order_by("starts_at").first()
    if first is None:
        return training_class.place
    at = timezone.localtime(first.starts_at)
    return _("%(day)s at %(time)s, %(place)s") % {
        "day": date_format(at, "SHORT_DATE_FORMAT"),
        "time": date_format(at, "TIME_FORMAT"),
        "place": training_class.place,
    }


def _tell(registration: Registration, words: str, body: str) -> None:
    """Once per state and moment: being seated again later is news again."""
    at = registration.decided_at or registration.asked_at
    tell(
        recipient=registration.trainee,
        key=f"class:{registration.pk}:{registration.state}:{at.timestamp():.0f}:{words}"[
            :150
        ],
        subject=words % {"title": registration.training_class.title},
        body=body,
        url=reverse("learning:class", args=[registration.training_class_id]),
        mail=True,
    )
