"""From the bytes of a file to a sheet of cells in Unicode, or a reason why not."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from staffing.reading.base import MAX_BYTES, OldText, Sheet, Unreadable
from staffing.reading.csv_file import csv_sheet
from staffing.reading.workbook import xlsx_sheet

__all__ = ["MAX_BYTES", "OldText", "Sheet", "Unreadable", "read"]

ARCHIVE: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
PDF: Final = b"%PDF"


def read(*, name: str, data: bytes, old_text: OldText = OldText.RECOGNISE) -> Sheet:
    """The sheet with the list. What it says counts for more than its name.

    Raises Unreadable.
    """
    if len(data) > MAX_BYTES:
        reason = _("The file is larger than %(size)s MB. Split it.")
        raise Unreadable(reason % {"size": MAX_BYTES // 1024**2})
    if data.startswith(OLD_OFFICE):
        raise Unreadable(
            _("This is an old (.xls) or a protected file. Save it as .xlsx.")
        )
    if data.startswith(PDF):
        raise Unreadable(_("This is a PDF. Lists come as .xlsx or .csv."))
    if data.startswith(ARCHIVE):
        return xlsx_sheet(data, old_text)
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise Unreadable(_("This is no Excel workbook. Save the table as .xlsx."))
    return csv_sheet(data, old_text)
