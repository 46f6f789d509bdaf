"""What the rows of one person come to: an account to make, or changes to make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.models import User
from departments.models import Department, Membership
from staffing.entries import Entry
from staffing.matching import People, is_same_name
from staffing.models import StaffList
from staffing.plan import Change, Finding, Known, Newcomer, Revision, Seat, Status
from vietnamese.text import fold, has_marks

HEADING_TITLE: Final = re.compile(
    r"(q\.\s*|quyền\s+)?(phó\s+)?(chủ tịch|giám đốc|tổng giám đốc|bí thư|chánh văn phòng"
    r"|chánh thanh tra|trưởng phòng|trưởng ban|(thủ|hiệu|viện|cục|chi cục|trạm|đội) trưởng)\b",
    re.IGNORECASE,
)


@dataclass
class Claim:
    """One row that speaks of a person in a unit."""

    finding: Finding
    entry: Entry
    unit: Department
    key: str = ""


def plan_newcomer(claims: Sequence[Claim], rules: StaffList) -> Newcomer:
    first = next((c for c in claims if not c.entry.is_besides), claims[0])
    seats = [_seat(claim, rules, is_primary=claim is first) for claim in claims]
    for claim, seat in zip(claims, seats, strict=True):
        claim.finding.changes.append(_given(seat))
    entry = first.entry
    told = [
        (_("born"), entry.birth),
        (_("staff code"), entry.code),
        (_("e-mail"), entry.email),
    ]
    first.finding.changes += [
        Change(what, "", _shown(value)) for what, value in told if value
    ]
    return Newcomer(first.finding, seats)


def plan_revision(
    known: Known, claims: Sequence[Claim], rules: StaffList, people: People
) -> Revision | None:
    revision = Revision(known)
    for claim in claims:
        _revise_account(revision, claim, people)
    _revise_posts(revision, claims, rules)
    for claim in claims:
        finding = claim.finding
        if finding.status is Status.SAME and finding.changes:
            finding.status = Status.CHANGED
    touched = revision.fields, revision.seats, revision.altered, revision.ended
    return revision if any(touched) else None


# --- the account ----------------------------------------------------------------------


def _revise_account(revision: Revision, claim: Claim, people: People) -> None:
    user, changes = revision.known.user, claim.finding.changes
    for field, label, value in _told(user, claim.entry, people):
        if field not in revision.fields:
            revision.fields[field] = value
            changes.append(Change(label, _shown(getattr(user, field)), _shown(value)))
    if not user.is_active and "is_active" not in revision.fields:
        revision.fields["is_active"] = True
        changes.append(Change(_("account"), _("switched off"), _("active")))


def _told(user: User, entry: Entry, people: People) -> Iterator[tuple[str, str, str]]:
    """What the row says otherwise than the account. An empty cell says nothing."""
    if not is_same_name(user, entry.name) and not _is_hurried(user, entry):
        yield "full_name", _("full name"), entry.name
    if entry.birth != user.birth and not user.birth.startswith(entry.birth):
        yield "birth", _("born"), entry.birth
    code = people.code_of(entry)
    if code and code != user.staff_code:
        yield "staff_code", _("staff code"), code
    if entry.email and entry.email != user.email.lower():
        yield "email", _("e-mail"), entry.email


def _is_hurried(user: User, entry: Entry) -> bool:
    """Typed without marks, a name says nothing new."""
    return not has_marks(entry.name) and fold(entry.name) == user.folded_name


def _shown(value: str) -> str:
    """A birth date as it is written here; all else as it is."""
    is_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    return "/".join(reversed(value.split("-"))) if is_day else value


# --- posts ------------------------------------------------------------------------------


def _revise_posts(
    revision: Revision, claims: Sequence[Claim], rules: StaffList
) -> None:
    """A post in a unit the list does not name for the person ends when another replaces it."""
    known = revision.known
    claimed = {claim.unit.pk for claim in claims}
    leaving = known.primary
    if leaving and leaving.department_id in claimed:
        leaving = None
    has_primary = known.primary is not None and leaving is None
    for claim in claims:
        post = known.post_in(claim.unit)
        if post:
            _alter(revision, claim, post, rules)
            continue
        moves = not claim.entry.is_besides and not has_primary
        seat = _seat(claim, rules, is_primary=moves)
        revision.seats.append(seat)
        has_primary = has_primary or moves
        if moves and leaving:
            revision.ended.append(leaving)
            claim.finding.status = Status.MOVED
            move = Change(_("unit"), str(leaving.department), str(claim.unit))
            claim.finding.changes.insert(0, move)
            if seat.post != leaving.post:
                claim.finding.changes.append(Change(_("post"), leaving.post, seat.post))
        else:
            claim.finding.changes.append(_given(seat))


def _alter(
    revision: Revision, claim: Claim, post: Membership, rules: StaffList
) -> None:
    told: dict[str, Any] = {}
    changes = claim.finding.changes
    if claim.entry.post and claim.entry.post != post.post:
        told["post"] = claim.entry.post
        changes.append(Change(_("post"), post.post, claim.entry.post))
    is_head = (
        _heads(claim.entry.post or post.post, rules) if rules.names_heads else None
    )
    if is_head is not None and is_head != post.is_head:
        told["is_head"] = is_head
        words = {True: _("yes"), False: _("no")}
        changes.append(Change(_("heads the unit"), words[post.is_head], words[is_head]))
    if told:
        revision.altered.append((post, told))


def _seat(claim: Claim, rules: StaffList, *, is_primary: bool) -> Seat:
    post = claim.entry.post
    return Seat(claim.unit, post, _heads(post, rules), is_primary)


def _heads(post: str, rules: StaffList) -> bool:
    """Whether the title alone says that its holder heads the unit; only if so asked."""
    return rules.names_heads and bool(HEADING_TITLE.match(post))


def _given(seat: Seat) -> Change:
    words = [seat.post, str(seat.unit)]
    if seat.is_head:
        words.append(_("heads the unit"))
    what = _("post") if seat.is_primary else _("further post")
    return Change(what, "", " · ".join(filter(None, words)))
