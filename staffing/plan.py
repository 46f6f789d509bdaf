"""What a list would change, row by row. Made to be looked at, then to be done."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from departments.models import Department, Membership
from staffing.entries import Entry, Fault
from staffing.lines import Line


class Status(models.TextChoices):
    UNIT = "unit", _("which unit?")
    PERSON = "person", _("which person?")
    REFUSED = "refused", _("not taken")
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    MOVED = "moved", _("moved")
    LEFT = "left", _("leaves")
    SAME = "same", _("same")


QUESTIONS = frozenset({Status.UNIT, Status.PERSON})
UNCLEAR = QUESTIONS | {Status.REFUSED}
WRITING = frozenset({Status.NEW, Status.CHANGED, Status.MOVED, Status.LEFT})


@dataclass(frozen=True)
class Change:
    what: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Known:
    """A person who has an account, and the posts they hold today."""

    user: User
    posts: tuple[Membership, ...] = ()

    @property
    def primary(self) -> Membership | None:
        return next((post for post in self.posts if post.is_primary), None)

    def post_in(self, unit: Department) -> Membership | None:
        return next((p for p in self.posts if p.department_id == unit.pk), None)


@dataclass
class Finding:
    """What becomes of one row, or (row 0) of one person who is not on the list."""

    row: int
    name: str
    status: Status
    entry: Entry | None = None
    unit: Department | None = None
    known: Known | None = None
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    units: tuple[Department, ...] = ()  # that might be meant
    people: tuple[Known, ...] = ()

    def refuse(self, reason: str, column: str = "") -> None:
        self.status = Status.REFUSED
        self.faults.append(Fault(column, reason))

    @property
    def mark(self) -> list[Any]:
        """What must still be so when the plan is done."""
        return [
            self.row,
            self.status.value,
            self.known.user.pk if self.known else 0,
            self.unit.pk if self.unit else 0,
            [[str(change.what), change.old, change.new] for change in self.changes],
        ]


@dataclass
class Seat:
    """A post to be given."""

    unit: Department
    post: str
    is_head: bool
    is_primary: bool


@dataclass
class Newcomer:
    """An account to be made."""

    finding: Finding
    seats: list[Seat] = field(default_factory=list)


@dataclass
class Revision:
    """What changes for somebody who is known."""

    known: Known
    fields: dict[str, Any] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)
    altered: list[tuple[Membership, dict[str, Any]]] = field(default_factory=list)
    ended: list[Membership] = field(default_factory=list)


@dataclass
class Plan:
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    newcomers: list[Newcomer] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Status]:
        return Counter(finding.status for finding in self.findings)

    @property
    def writes(self) -> int:
        counts = self.counts
        return sum(counts[status] for status in WRITING)

    @property
    def fingerprint(self) -> str:
        marks = [finding.mark for finding in self.findings]
        return hashlib.sha256(json.dumps(marks).encode()).hexdigest()
