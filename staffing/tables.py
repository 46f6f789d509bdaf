"""A sheet as it is kept in its row of the database, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from staffing.entries import Columns
from staffing.models import StaffList
from staffing.reading.base import Sheet
from staffing.reading.headings import NOT_KEPT, Heading, Key, heading_at

DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
BIRTHS: Final = (Key.BIRTH, Key.BIRTH_MEN, Key.BIRTH_WOMEN)


def table_of(sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": sheet.name,
        "rows": {str(number): cells for number, cells in sheet.rows.items()},
        "spans": {str(number): spans for number, spans in sheet.spans.items()},
        "wide": sorted(sheet.wide),
        "notices": sheet.notices,
    }


def sheet_of(staff_list: StaffList) -> Sheet:
    """The cells as they are to be understood: days swapped back if that was chosen."""
    table = staff_list.table
    sheet = Sheet(
        name=table.get("sheet", ""),
        rows={int(number): cells for number, cells in table.get("rows", {}).items()},
        spans={
            int(number): [(first, last) for first, last in spans]
            for number, spans in table.get("spans", {}).items()
        },
        wide=set(table.get("wide", [])),
        notices=list(table.get("notices", [])),
    )
    if staff_list.swaps_days:
        for cells in sheet.rows.values():
            cells[:] = [_swapped(cell) for cell in cells]
    return sheet


def columns_of(staff_list: StaffList) -> Columns:
    names = heading_at(sheet_of(staff_list), staff_list.heading_row).names
    places = {key: place for place, key in enumerate(staff_list.columns) if key}
    return Columns(places, {key: names[place] for key, place in places.items()})


def drop_citizen_numbers(sheet: Sheet, heading: Heading) -> None:
    """They are personal data nobody here needs; they are not even kept for a day."""
    for place, key in enumerate(heading.keys):
        if key != NOT_KEPT:
            continue
        for number, cells in sheet.rows.items():
            if number > heading.row and place < len(cells):
                cells[place] = ""
        told = _("The column “%(name)s” was dropped: citizen numbers are not kept.")
        sheet.notices.append(told % {"name": heading.names[place]})


def looks_swapped(sheet: Sheet, columns: Sequence[str], heading_row: int) -> bool:
    """An English Excel takes 03/04/1985 for a day in March and leaves 25/12/1985 text.

    Then every day it knows is at most the 12th, and every text is after it.
    """
    days, texts = [], []
    for number, cells in sheet.rows.items():
        if number <= heading_row:
            continue
        for cell, key in zip(cells, columns, strict=False):
            if key in BIRTHS and isinstance(cell, str):
                if found := DAY.fullmatch(cell):
                    days.append(int(found[3]))
                elif found := re.match(r"(\d{1,2})[/\-.]\d{1,2}[/\-.]\d", cell):
                    texts.append(int(found[1]))
    return len(days) >= 3 and len(texts) >= 1 and max(days) <= 12 and min(texts) > 12


def _swapped(cell: Any) -> Any:
    found = DAY.fullmatch(cell) if isinstance(cell, str) else None
    if found and int(found[3]) <= 12:
        return f"{found[1]}-{found[3]}-{found[2]}"
    return cell
