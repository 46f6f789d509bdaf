"""A list comes in, is looked at, and is told how it is to be understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from departments.models import Department
from staffing.models import StaffList
from staffing.reading import OldText, read
from staffing.reading.base import Sheet
from staffing.reading.headings import NOT_KEPT, Heading, find_heading, heading_at
from staffing.tables import drop_citizen_numbers, sheet_of, table_of
from vietnamese.text import nfc


class AlreadyApplied(Exception):
    """The list was applied; nothing about it changes any more."""


def upload(
    *,
    name: str,
    data: bytes,
    by: User,
    effective_on: date,
    department: Department | None = None,
    is_complete: bool = False,
    names_heads: bool = False,
    old_text: OldText = OldText.RECOGNISE,
) -> StaffList:
    """Keep a list as a draft. Raises Unreadable.

    Columns are taken as they were for the last list of this form, else by their names.
    """
    sheet = read(name=name, data=data, old_text=old_text)
    heading = find_heading(sheet)
    staff_list = StaffList(
        file_name=nfc(name)[-200:],
        department=department,
        is_complete=is_complete,
        names_heads=names_heads,
        effective_on=effective_on,
        uploaded_by=by,
    )
    if heading:
        _understand(staff_list, sheet, heading)
    staff_list.table = table_of(sheet)
    staff_list.save()
    return staff_list


def point_at_heading(*, staff_list: StaffList, row: int) -> None:
    """Somebody says which row the headings are in."""
    sheet = sheet_of(staff_list)
    _understand(staff_list, sheet, heading_at(sheet, row))
    staff_list.table = table_of(sheet)
    _save(staff_list, "heading_row", "columns", "signature", "table", "choices")


def understand(
    *, staff_list: StaffList, columns: Sequence[str], rules: Mapping[str, Any]
) -> None:
    """What each column says, and the rules that hold for the whole list."""
    staff_list.columns = list(columns)
    for field, value in rules.items():
        setattr(staff_list, field, value)
    _save(staff_list, "columns", *rules)


def answer(
    *, staff_list: StaffList, units: Mapping[str, Any], people: Mapping[str, Any]
) -> None:
    """Which unit words of the list mean, and who is meant by a row."""
    kept = staff_list.choices
    staff_list.choices = {
        "units": {**kept.get("units", {}), **units},
        "people": {**kept.get("people", {}), **people},
    }
    _save(staff_list, "choices")


def _understand(staff_list: StaffList, sheet: Sheet, heading: Heading) -> None:
    drop_citizen_numbers(sheet, heading)
    known = ["" if key == NOT_KEPT else key for key in heading.keys]
    staff_list.heading_row, staff_list.signature = heading.row, heading.signature
    before = StaffList.objects.of_form(heading.signature).first()
    is_alike = before is not None and len(before.columns) == len(known)
    staff_list.columns = before.columns if before and is_alike else known
    if before and before.department_id == staff_list.department_id:
        staff_list.choices = {"units": before.choices.get("units", {}), "people": {}}


@transaction.atomic
def _save(staff_list: StaffList, *fields: str) -> None:
    """Only while it is a draft; the row count says so."""
    values = {field: getattr(staff_list, field) for field in fields}
    if not StaffList.objects.drafts().filter(pk=staff_list.pk).update(**values):
        raise AlreadyApplied
