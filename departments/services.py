from __future__ import annotations

import string
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from accounts.models import User
from departments.models import (
    SEGMENT,
    Department,
    DepartmentVersion,
    Membership,
    Reorganisation,
)
from vietnamese.names import sort_key
from vietnamese.text import nfc

DIGITS = string.digits + string.ascii_lowercase


class UnitWouldContainItself(Exception):
    """A unit cannot be moved below itself."""


class UnitIsDissolved(Exception):
    """Nobody is given a post in a unit that is no more."""


def path_segment(number: int) -> str:
    """1 → "0001", 36 → "0010"; base 36, fixed width, so text order is number order."""
    digits = ""
    for _ in range(SEGMENT):
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits


def _next_path(parent: Department | None) -> str:
    siblings = Department.objects.filter(parent=parent).order_by("-path")
    last = siblings.values_list("path", flat=True).first()
    number = int(last[-SEGMENT:], 36) + 1 if last else 1
    return (parent.path if parent else "") + path_segment(number)


@transaction.atomic
def found_department(
    *,
    kind: str,
    name: str,
    parent: Department | None,
    on: date,
    short_name: str = "",
    code: str = "",
    by: Reorganisation | None = None,
) -> Department:
    """Create a unit with its first dated version."""
    name = nfc(name).strip()
    unit = Department.objects.create(
        kind=kind,
        name=name,
        short_name=nfc(short_name).strip(),
        code=code,
        parent=parent,
        path=_next_path(parent),
        sort_key=sort_key(name)[:400],
    )
    _open_version(unit, on, by)
    return unit


@transaction.atomic
def change_department(
    *,
    unit: Department,
    on: date,
    name: str | None = None,
    short_name: str | None = None,
    code: str | None = None,
    parent: Department | None = None,
    by: Reorganisation | None = None,
) -> Department:
    """Rename, recode or move a unit from a day on. What it was stays on record.

    `None` leaves a value as it is. Raises UnitWouldContainItself.
    """
    if name is not None:
        call(unit, name)
    unit.short_name = unit.short_name if short_name is None else nfc(short_name).strip()
    unit.code = unit.code if code is None else code
    if parent is not None:
        place_below(unit, parent)
    unit.save()
    _close_version(unit, on)
    _open_version(unit, on, by)
    return unit


def call(unit: Department, name: str) -> None:
    """Name a unit, in memory."""
    unit.name = nfc(name).strip()
    unit.sort_key = sort_key(unit.name)[:400]


def place_below(unit: Department, parent: Department | None) -> None:
    """Move what is below a unit along with it; the unit itself is still to be saved."""
    if unit.parent_id == (parent.pk if parent else None):
        return
    if parent and parent.path.startswith(unit.path):
        raise UnitWouldContainItself
    old, new = unit.path, _next_path(parent)
    below = Department.objects.within(unit).exclude(pk=unit.pk)
    below.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    unit.parent, unit.path = parent, new


def _close_version(unit: Department, on: date) -> None:
    """End the current version the day before; one that began today is replaced."""
    unit.versions.filter(valid_to=None, valid_from__gte=on).delete()
    unit.versions.filter(valid_to=None).update(valid_to=on - timedelta(days=1))


def _open_version(
    unit: Department, on: date, by: Reorganisation | None
) -> DepartmentVersion:
    return unit.versions.create(
        name=unit.name,
        short_name=unit.short_name,
        code=unit.code,
        parent=unit.parent,
        valid_from=on,
        reorganisation=by,
    )


@transaction.atomic
def appoint(
    *,
    user: User,
    department: Department,
    on: date,
    post: str = "",
    is_head: bool = False,
    is_primary: bool = True,
) -> Membership:
    """Give a person a post, or change the one held in that unit, from a day on.

    A new primary post makes the old one secondary. What was before stays on record.

    Raises UnitIsDissolved.
    """
    _refuse_dissolved(department)
    if is_primary:
        _make_secondary(user, on, but=department)
    values = {"post": nfc(post).strip(), "is_head": is_head, "is_primary": is_primary}
    there = user.memberships.current().filter(department=department).first()
    differs = any(
        getattr(there, name, value) != value for name, value in values.items()
    )
    if there and differs and there.started_on < on:
        keep_as_it_was(there, until=on - timedelta(days=1))
    membership, _ = Membership.objects.update_or_create(
        user=user,
        department=department,
        ended_on=None,
        defaults=values,
        create_defaults={**values, "started_on": on},
    )
    return membership


def _refuse_dissolved(unit: Department) -> None:
    """Waits for a decision that is being applied, so that no post slips in behind it."""
    row = Department.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if row.dissolved_on:
        raise UnitIsDissolved


def _make_secondary(user: User, on: date, *, but: Department) -> None:
    """The primary post goes on as a secondary one from a day on.

    That it was primary before stays on record: reports on the past count by it.
    """
    for post in user.memberships.current().primary().exclude(department=but):
        Membership.objects.filter(pk=post.pk).update(is_primary=False)
        if post.started_on < on:
            keep_as_it_was(post, until=on - timedelta(days=1))


def keep_as_it_was(post: Membership, *, until: date) -> Membership:
    """A record of the days before a change to a post that goes on in its own row."""
    before = Membership.objects.create(
        user_id=post.user_id,
        department_id=post.department_id,
        post=post.post,
        is_head=post.is_head,
        is_primary=post.is_primary,
        started_on=post.started_on,
        ended_on=until,
        continued_by=post,
    )
    Membership.objects.filter(pk=post.pk).update(started_on=until + timedelta(days=1))
    return before


@transaction.atomic
def relieve(*, membership: Membership, on: date) -> None:
    """End a post; `on` is its last day. Whoever headed the unit sees it no longer."""
    membership.ended_on = max(on, membership.started_on)
    membership.save(update_fields=["ended_on"])
