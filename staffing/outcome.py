"""What came of each row, in words: on the screen, on record, and in the file given back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from staffing.matching import describe
from staffing.plan import Change, Finding, Plan, Status


def outcome_of(plan: Plan) -> list[dict[str, Any]]:
    """Every row that holds something, and everybody who leaves without a row."""
    by_row = {finding.row: finding for finding in plan.findings if finding.row}
    rows = [
        _told(by_row[line.row])
        if line.row in by_row
        else {"row": line.row, "status": "", "name": "", "words": str(line.what.label)}
        for line in plan.lines
    ]
    return rows + [_told(finding) for finding in plan.findings if not finding.row]


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "row": finding.row,
        "status": finding.status.value,
        "name": finding.name,
        "words": words_of(finding),
    }


def words_of(finding: Finding) -> str:
    return "; ".join(_sentences(finding))


def _sentences(finding: Finding) -> Iterator[str]:
    for fault in finding.faults:
        yield f"{fault.column}: {fault.reason}" if fault.column else fault.reason
    for change in finding.changes:
        yield change_words(change)
    if finding.status is Status.UNIT:
        names = ", ".join(str(unit) for unit in finding.units)
        yield (
            _("The unit is not known.")
            if not names
            else _("Several units might be meant: %s.") % names
        )
    if finding.status is Status.PERSON:
        yield _("Might be: %s.") % "; ".join(map(describe, finding.people))


def change_words(change: Change) -> str:
    if change.old and change.new:
        return f"{change.what}: {change.old} → {change.new}"
    return f"{change.what}: {change.new or change.old}"
