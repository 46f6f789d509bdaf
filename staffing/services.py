"""Doing what a list says, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from departments.models import Membership
from staffing.inviting import invite_by_mail
from staffing.models import CELLS_LAST, DRAFTS_LAST, StaffList
from staffing.outcome import outcome_of
from staffing.plan import Change, Newcomer, Plan, Revision, Seat
from staffing.planning import make_plan
from staffing.uploading import AlreadyApplied
from staffing.usernames import Usernames
from vietnamese.text import nfc

ACCOUNT_FIELDS = (
    *("full_name", "given_name", "sort_key", "folded_name"),
    *("birth", "staff_code", "email", "is_active"),
)
BATCH = 500


class WorldHasChanged(Exception):
    """The list would no longer do what somebody was shown; nothing was written."""


def apply_list(
    *, staff_list: StaffList, fingerprint: str, by: User, invites: bool = True
) -> Plan:
    """Do the plan that was shown. Pressed twice it is done once.

    Raises AlreadyApplied, WorldHasChanged.
    """
    try:
        with transaction.atomic():
            return _apply(staff_list, fingerprint, by, invites)
    except IntegrityError as error:  # a code or an address given away meanwhile
        raise WorldHasChanged from error


def _apply(staff_list: StaffList, fingerprint: str, by: User, invites: bool) -> Plan:
    _one_at_a_time()
    if not _claim(staff_list, by):
        raise AlreadyApplied
    staff_list.refresh_from_db()
    plan = make_plan(staff_list, today=timezone.localdate())
    if plan.fingerprint != fingerprint:
        raise WorldHasChanged
    newcomers = _write(plan, staff_list.effective_on)
    staff_list.new_people.set(newcomers)
    if invites:
        invite_by_mail(people=[user for user in newcomers if user.email], by=by)
    StaffList.objects.filter(pk=staff_list.pk).update(outcome=outcome_of(plan))
    return plan


def _one_at_a_time() -> None:
    """Of two lists at once, one would write over what the other says of a person.

    The oldest row is the lock; SQLite lets one writer in at a time anyway.
    """
    list(StaffList.objects.order_by("pk").select_for_update()[:1])


def _claim(staff_list: StaffList, by: User) -> int:
    return (
        StaffList.objects.drafts()
        .filter(pk=staff_list.pk)
        .update(state=StaffList.State.APPLIED, applied_at=timezone.now(), applied_by=by)
    )


def _write(plan: Plan, day: date) -> list[User]:
    _revise(plan.revisions, day)
    users = _open_accounts(plan.newcomers)
    seats = [(user, n.seats) for user, n in zip(users, plan.newcomers, strict=True)]
    seats += [(revision.known.user, revision.seats) for revision in plan.revisions]
    Membership.objects.bulk_create(_posts(seats, day), batch_size=BATCH)
    return users


# --- new people -----------------------------------------------------------------------


def _open_accounts(newcomers: Sequence[Newcomer]) -> list[User]:
    """Without a password: each chooses their own by invitation."""
    usernames = Usernames() if newcomers else None
    users = []
    for newcomer in newcomers:
        entry = newcomer.finding.entry
        if entry is None or usernames is None:
            continue
        user = User(
            username=usernames.take(entry.name, wanted=entry.username),
            email=entry.email,
            staff_code=entry.code,
            birth=entry.birth,
            password=make_password(None),
        )
        user.set_name(entry.name)
        users.append(user)
        told = Change(_("sign-in name"), "", user.username)
        newcomer.finding.changes.append(told)
    return User.objects.bulk_create(users, batch_size=BATCH)


def _posts(given: Iterable[tuple[User, list[Seat]]], day: date) -> list[Membership]:
    return [
        Membership(
            user=user,
            department=seat.unit,
            post=nfc(seat.post),
            is_head=seat.is_head,
            is_primary=seat.is_primary,
            started_on=day,
        )
        for user, seats in given
        for seat in seats
    ]


# --- people who are known ---------------------------------------------------------------


def _revise(revisions: Sequence[Revision], day: date) -> None:
    users, ended, altered = [], [], []
    for revision in revisions:
        if revision.fields:
            users.append(_revised(revision.known.user, revision.fields))
        for post in revision.ended:
            post.ended_on = max(day - timedelta(days=1), post.started_on)
            ended.append(post)
        for post, told in revision.altered:
            _set(post, told)
            altered.append(post)
        altered += _promoted(revision)
    User.objects.bulk_update(users, ACCOUNT_FIELDS, batch_size=BATCH)
    Membership.objects.bulk_update(ended, ["ended_on"], batch_size=BATCH)
    fields = ["post", "is_head", "is_primary"]
    changed = list(dict.fromkeys(altered))
    Membership.objects.bulk_update(changed, fields, batch_size=BATCH)


def _revised(user: User, fields: dict[str, Any]) -> User:
    _set(user, fields)
    if "full_name" in fields:
        user.set_name(fields["full_name"])
    return user


def _set(thing: object, values: dict[str, Any]) -> None:
    for field, value in values.items():
        setattr(thing, field, value)


def _promoted(revision: Revision) -> list[Membership]:
    """Who loses the primary post and keeps another has that one as primary."""
    ended = {post.pk for post in revision.ended}
    staying = [post for post in revision.known.posts if post.pk not in ended]
    if any(post.is_primary for post in staying) or any(
        seat.is_primary for seat in revision.seats
    ):
        return []
    if staying:
        staying[0].is_primary = True
        return staying[:1]
    for seat in revision.seats[:1]:
        seat.is_primary = True
    return []


# --- forgetting ---------------------------------------------------------------------------


def forget_old_lists() -> None:
    """Drafts nobody applied go; of applied lists only what was done stays."""
    now = timezone.now()
    StaffList.objects.drafts().filter(uploaded_at__lt=now - DRAFTS_LAST).delete()
    old = StaffList.objects.applied().filter(applied_at__lt=now - CELLS_LAST)
    old.update(table={}, choices={})
