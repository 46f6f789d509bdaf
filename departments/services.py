from __future__ import annotations

import string
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from accounts.models import User
from departments.models import SEGMENT, Department, DepartmentVersion, Membership
from vietnamese.names import sort_key
from vietnamese.text import nfc

DIGITS = string.digits + string.ascii_lowercase


class UnitWouldContainItself(Exception):
    """A unit cannot be moved below itself."""


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
    _open_version(unit, on)
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
) -> Department:
    """Rename, recode or move a unit from a day on. What it was stays on record.

    `None` leaves a value as it is. Raises UnitWouldContainItself.
    """
    if name is not None:
        unit.name = nfc(name).strip()
        unit.sort_key = sort_key(unit.name)[:400]
    unit.short_name = unit.short_name if short_name is None else nfc(short_name).strip()
    unit.code = unit.code if code is None else code
    if parent is not None and parent.pk != unit.parent_id:
        _move(unit, parent)
    unit.save()
    _close_version(unit, on)
    _open_version(unit, on)
    return unit


def _move(unit: Department, parent: Department) -> None:
    if parent.path.startswith(unit.path):
        raise UnitWouldContainItself
    old, new = unit.path, _next_path(parent)
    below = Department.objects.within(unit).exclude(pk=unit.pk)
    below.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    unit.parent, unit.path = parent, new


def _close_version(unit: Department, on: date) -> None:
    """End the current version the day before; one that began today is replaced."""
    unit.versions.filter(valid_to=None, valid_from__gte=on).delete()
    unit.versions.filter(valid_to=None).update(valid_to=on - timedelta(days=1))


def _open_version(unit: Department, on: date) -> DepartmentVersion:
    return unit.versions.create(
        name=unit.name,
        short_name=unit.short_name,
        code=unit.code,
        parent=unit.parent,
        valid_from=on,
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
    """Give a person a post. A new primary post makes the old one secondary."""
    if is_primary:
        user.memberships.current().primary().update(is_primary=False)
    membership, _ = Membership.objects.update_or_create(
        user=user,
        department=department,
        ended_on=None,
        defaults={
            "post": nfc(post).strip(),
            "is_head": is_head,
            "is_primary": is_primary,
        },
        create_defaults={
            "post": nfc(post).strip(),
            "is_head": is_head,
            "is_primary": is_primary,
            "started_on": on,
        },
    )
    return membership


@transaction.atomic
def relieve(*, membership: Membership, on: date) -> None:
    """End a post; `on` is its last day. Whoever headed the unit sees it no longer."""
    membership.ended_on = max(on, membership.started_on)
    membership.save(update_fields=["ended_on"])
