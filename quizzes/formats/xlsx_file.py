"""Tables as XLSX: a workbook is opened only after its archive has been checked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from quizzes.formats.archive import checked_archive
from quizzes.formats.base import Findings, Unusable
from quizzes.formats.decimals import decimal_string, with_comma
from quizzes.formats.legacy import reason_for
from quizzes.formats.table_rows import (
    HEAD_WITHIN,
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    check_size,
)
from quizzes.formats.table_words import heading_key
from vietnamese.legacy import encoding_of_font

# Sheets of our template that explain and are not imported.
GUIDE, EXAMPLES = "Hướng dẫn", "Ví dụ"
# Looked at only to say that there is too much.
LAST_COLUMN: Final = 256
LAST_ROW: Final = MAX_ROWS + HEAD_WITHIN
# All that openpyxl lets out when a workbook contradicts itself.
DAMAGED: Final = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError),
    *(NotImplementedError, OSError, RecursionError, SyntaxError, TypeError),
    *(ValueError, BadZipFile, InvalidFileException, struct.error, zlib.error),
)


def xlsx_rows(data: bytes, findings: Findings) -> Iterator[Row]:
    """The rows of the first sheet that has headings. Raises Unusable."""
    checked_archive(data)
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=False)
        sheet = _sheet_with_questions(workbook, findings)
        yield from _rows(sheet)
    except DAMAGED as error:
        reason = _("The workbook is damaged. Open it in Excel and save it again.")
        raise Unusable(reason) from error


def _sheet_with_questions(workbook: Any, findings: Findings) -> Any:
    ours = {GUIDE, EXAMPLES}
    sheets = [sheet for sheet in workbook.worksheets if sheet.title not in ours]
    if not sheets:
        raise Unusable(_("The workbook has no sheet with questions."))
    chosen = next(filter(_has_headings, sheets), sheets[0])
    for sheet in sheets:
        if sheet is not chosen and _is_filled(sheet):
            text = _("The sheet “%(name)s” was not read; one sheet is read.")
            findings.note(text % {"name": str(sheet.title)[:40]})
    return chosen


def _has_headings(sheet: Any) -> bool:
    rows = sheet.iter_rows(max_row=HEAD_WITHIN, max_col=MAX_COLUMNS, values_only=True)
    return any("text" in map(heading_key, map(str, row)) for row in rows)


def _is_filled(sheet: Any) -> bool:
    rows = sheet.iter_rows(max_row=HEAD_WITHIN, max_col=MAX_COLUMNS, values_only=True)
    return any(value is not None for row in rows for value in row)


def _rows(sheet: Any) -> Iterator[Row]:
    rows = sheet.iter_rows(max_row=LAST_ROW + 1, max_col=LAST_COLUMN)
    for number, cells in enumerate(rows, start=1):
        is_too_wide = any(cell.value is not None for cell in cells[MAX_COLUMNS:])
        check_size(number, MAX_COLUMNS + is_too_wide)
        read = [_read(cell) for cell in cells[:MAX_COLUMNS]]
        yield Row(
            number,
            [text for text, _fault in read],
            {place: fault for place, (_text, fault) in enumerate(read) if fault},
        )


def _read(cell: Any) -> tuple[str, str]:
    """A cell as text, and why it cannot be one."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return "", ""
    if kind == "f":
        return "", _("There is a formula. Paste its value instead.")
    if kind == "e":
        return "", _("There is an error of the spreadsheet (%(value)s).") % {
            "value": str(value)[:20]
        }
    if isinstance(value, (date, datetime, time, timedelta)):
        return "", _(
            "Excel has made a date of this. Format the cell as text and type it again."
        )
    if isinstance(value, bool):
        return ("Đúng" if value else "Sai"), ""
    if isinstance(value, (int, float)):
        return _number(value)
    return str(value), _old_font(cell)


def _number(value: float) -> tuple[str, str]:
    number = Decimal(repr(value))
    if not number.is_finite() or abs(number.adjusted()) > 15:
        return "", _("This number is too large or too small.")
    return with_comma(decimal_string(number)), ""


def _old_font(cell: Any) -> str:
    """Text in .VnTime or VNI-Times only looks like Vietnamese."""
    if str(cell.value).isascii():
        return ""
    font = cell.font.name if cell.font else ""
    encoding = encoding_of_font(font or "")
    return reason_for(encoding) if encoding else ""
