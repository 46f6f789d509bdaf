"""The list given back, row by row as it was, with what came of each row beside it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from staffing.models import StaffList
from staffing.plan import Status
from staffing.reading.base import Cell
from staffing.tables import sheet_of

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
HEAD: Final = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0F6674"}
COLOURS: Final = {
    Status.REFUSED: "#FBE3E1",
    Status.UNIT: "#FDF0D5",
    Status.PERSON: "#FDF0D5",
    Status.NEW: "#E1F2E6",
    Status.CHANGED: "#E3F1F3",
    Status.MOVED: "#E3F1F3",
    Status.LEFT: "#EDEDED",
}
LABELS: Final = dict(Status.choices)


def result_workbook(staff_list: StaffList, outcome: Sequence[dict[str, Any]]) -> bytes:
    """Everything is text: nothing of an uploaded file becomes a formula."""
    rows, out = sheet_of(staff_list).rows, BytesIO()
    width = max(map(len, rows.values()), default=0)
    with Workbook(out, OPTIONS) as book:
        body = book.add_format({"valign": "top", "num_format": "@"})
        kinds = {
            status: book.add_format({"valign": "top", "bg_color": colour})
            for status, colour in COLOURS.items()
        }
        head = book.add_format(HEAD)
        sheet = book.add_worksheet(_("Result"))
        sheet.set_column(0, max(width - 1, 0), 16, body)
        sheet.set_column(width, width, 14)
        sheet.set_column(width + 1, width + 1, 70)
        for number, cells in rows.items():
            _write(sheet, number - 1, cells, body)
        if staff_list.heading_row:
            titles = [_("Result"), _("Details")]
            _write(sheet, staff_list.heading_row - 1, titles, head, first=width)
        last = max(rows, default=0)
        for told in outcome:
            row = told["row"] or (last := last + 1)
            if row == staff_list.heading_row:
                continue
            if not told["row"]:
                _write(sheet, row - 1, ["", told["name"]], body)
            status = LABELS.get(told["status"], "")
            words = [str(status), told["words"]]
            _write(sheet, row - 1, words, kinds.get(told["status"], body), first=width)
    return out.getvalue()


def _write(
    sheet: Any, row: int, cells: Sequence[Cell], style: Any, *, first: int = 0
) -> None:
    for place, cell in enumerate(cells, first):
        if cell != "":
            sheet.write_string(row, place, shown(cell), style)


def shown(cell: Cell) -> str:
    """Days as they are written here."""
    text = str(cell)
    parts = text.split("-")
    if [len(part) for part in parts] == [4, 2, 2] and all(map(str.isdecimal, parts)):
        return "/".join(reversed(parts))
    return text
