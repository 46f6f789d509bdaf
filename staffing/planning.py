"""Compares a list with who is known. Reads, and writes nothing.

The same list and the same database give the same plan, so that what was looked at can
be done later, or be refused because the world has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from departments.models import Department
from staffing.entries import Entry
from staffing.leaving import plan_leaving
from staffing.lines import read_lines
from staffing.matching import (
    Match,
    People,
    births_differ,
    is_another_name,
    name_key,
    with_zeros_restored,
)
from staffing.models import StaffList
from staffing.plan import UNCLEAR, Finding, Plan, Status
from staffing.revising import Claim, plan_newcomer, plan_revision
from staffing.tables import columns_of, sheet_of
from staffing.units import UnitFinder

NEW: Final = "new"
SKIP: Final = "skip"
OTHERS: Final = "others"  # the answer for every row that has none of its own


def make_plan(staff_list: StaffList, *, today: date) -> Plan:
    planner = _Planner(staff_list, today)
    return planner.plan()


def place_key(entry: Entry) -> str:
    """By what a choice of unit is remembered: the words of the list."""
    return " / ".join(entry.places)


@dataclass
class _Planner:
    staff_list: StaffList
    today: date
    finder: UnitFinder = field(default_factory=UnitFinder)
    people: People = field(default_factory=People)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    owners: dict[tuple[str, str], Claim] = field(default_factory=dict)
    namesakes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    result: Plan = field(default_factory=Plan)

    def plan(self) -> Plan:
        self._read()
        entries = [finding.entry for finding in self.result.findings if finding.entry]
        self.people.load(entries)
        for finding in self.result.findings:
            self._place(finding)
        for key, claims in self.claims.items():
            self._settle(key, claims)
        plan_leaving(self.staff_list, self.result, self.people)
        return self.result

    # --- rows ---------------------------------------------------------------------------

    def _read(self) -> None:
        sheet, columns = sheet_of(self.staff_list), columns_of(self.staff_list)
        self.result.lines = read_lines(
            sheet,
            heading=self.staff_list.heading_row,
            columns=columns,
            today=self.today,
        )
        self.result.notices = list(sheet.notices)
        lines = [line for line in self.result.lines if line.entry]
        entries = with_zeros_restored([line.entry for line in lines if line.entry])
        for line, entry in zip(lines, entries, strict=True):
            finding = Finding(line.row, line.text, Status.SAME, entry)
            if entry.faults:
                finding.status, finding.faults = Status.REFUSED, list(entry.faults)
            self.result.findings.append(finding)

    def _place(self, finding: Finding) -> None:
        """Find the unit, then the person, of one row that can be read."""
        entry = finding.entry
        if entry is None or finding.status in UNCLEAR:
            return
        self._find_unit(finding, entry)
        if finding.unit is None:
            return
        about = self.staff_list.department
        if about and not finding.unit.path.startswith(about.path):
            reason = _("%(unit)s is not below %(about)s, which the list is about.")
            finding.refuse(reason % {"unit": finding.unit, "about": about})
            return
        self._find_person(finding, entry, finding.unit)

    def _find_unit(self, finding: Finding, entry: Entry) -> None:
        chosen = self.staff_list.choices.get("units", {}).get(place_key(entry))
        if chosen == SKIP:
            finding.refuse(_("Somebody chose to leave this unit out."))
        elif chosen in self.finder.by_pk:
            finding.unit = self.finder.by_pk[chosen]
        else:
            found = self.finder.find(entry.places, self.staff_list.department)
            finding.unit, finding.units = found.unit, found.candidates
            if found.unit is None:
                finding.status = Status.UNIT

    # --- people -------------------------------------------------------------------------

    def _find_person(self, finding: Finding, entry: Entry, unit: Department) -> None:
        match = self._answered(self.people.match(entry, unit), entry)
        if match.fault:
            finding.refuse(match.fault)
        elif match.known:
            finding.known = match.known
            self._claim(f"user {match.known.user.pk}", Claim(finding, entry, unit))
        elif match.candidates:
            finding.status, finding.people = Status.PERSON, match.candidates
        else:
            finding.status = Status.NEW
            self._claim_new(Claim(finding, entry, unit))

    def _answered(self, match: Match, entry: Entry) -> Match:
        """What somebody chose, where several people might be meant."""
        answers = self.staff_list.choices.get("people", {})
        answer = answers.get(str(entry.row), answers.get(OTHERS))
        if not match.candidates or answer is None:
            return match
        if answer == NEW:
            return Match()
        known = [each for each in match.candidates if each.user.pk == answer]
        return Match(known[0]) if known else match

    def _claim(self, key: str, claim: Claim) -> None:
        fault = self._clash(key, claim)
        if fault:
            claim.finding.refuse(fault)
            return
        for identity in _identities(claim.entry):
            self.owners.setdefault(identity, claim)
        claim.key = key
        self.claims.setdefault(key, []).append(claim)

    def _clash(self, key: str, claim: Claim) -> str:
        """Why a row cannot stand beside the rows above it."""
        for other in self.claims.get(key, []):
            if other.unit == claim.unit:
                reason = _("The same person in the same unit stands in row %s.")
                return reason % other.entry.row
        for identity in _identities(claim.entry):
            owner = self.owners.get(identity)
            if owner and owner.key != key:
                reason = _("Code, e-mail or sign-in name stands in row %s too.")
                return reason % owner.entry.row
        return ""

    def _claim_new(self, claim: Claim) -> None:
        """Rows of somebody new belong together by code or address, or name and day."""
        entry = claim.entry
        for identity in _identities(entry):
            owner = self.owners.get(identity)
            if owner and not is_another_name(owner.entry.name, entry.name):
                self._claim(owner.key, claim)
                return
        for key in self.namesakes.get(name_key(entry.name), []):
            first = self.claims[key][0]
            if not _may_be_one(first.entry, entry):
                continue
            if "-" in entry.birth and entry.birth == first.entry.birth:
                self._claim(key, claim)
                return
            if any(other.unit == claim.unit for other in self.claims[key]):
                reason = _(
                    "The same name in the same unit stands in row %s. Tell them apart by birth date or staff code."
                )
                claim.finding.refuse(reason % first.entry.row)
                return
        self._claim(f"row {entry.row}", claim)
        if claim.key:
            self.namesakes[name_key(entry.name)].append(claim.key)

    def _settle(self, key: str, claims: list[Claim]) -> None:
        known = claims[0].finding.known
        rules = self.staff_list
        if known is None:
            self.result.newcomers.append(plan_newcomer(claims, rules))
        else:
            revision = plan_revision(known, claims, rules, self.people)
            if revision:
                self.result.revisions.append(revision)


def _identities(entry: Entry) -> Iterator[tuple[str, str]]:
    for kind in ("code", "email", "username"):
        if value := getattr(entry, kind):
            yield kind, value


def _may_be_one(first: Entry, second: Entry) -> bool:
    """Two new rows of one name: nothing in them says that they are two people."""
    codes = {first.code, second.code} - {""}
    return len(codes) < 2 and not births_differ(first.birth, second.birth)
