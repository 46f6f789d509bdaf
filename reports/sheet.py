"""A sheet that takes the rows of a long table as finished text.

XlsxWriter passes each cell through a dozen calls: four fifths of the time of a list of
a hundred thousand rows. Only the rows of tables go this short way. It leans on four
inner names of the library, all used in this file, and on its writing each
row at once (`constant_memory`); `tests/reports/test_sheet.py` reads back what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | date | None

NOTHING = "/>"
FIRST_DAY = date(1899, 12, 30).toordinal()  # day 0 of a spreadsheet
# What cannot stand in a cell as it is, or would be read as an escaped character.
SPECIAL = re.compile(r"[&<>\x00-\x1f\ufffe\uffff]|^\s|\s$|_x[0-9a-fA-F]{4}_")


Styles = list[tuple[str, str]]  # of each column, what stands around its row's number


def styles_of(indices: Iterable[int]) -> Styles:
    """For `write_row_of`, from what the workbook calls the formats of the columns."""
    numbered = enumerate(indices)
    return [(f'<c r="{xl_col_to_name(n)}', f'" s="{index}"') for n, index in numbered]


class TableSheet(Worksheet):
    def write_row_of(self, row: int, values: Iterable[Value], styles: Styles) -> None:
        """The whole row, from its first column on; after what stands above it."""
        number = str(row + 1)
        cells = [
            f"{before}{number}{after}{_content(value)}"
            for (before, after), value in zip(styles, values, strict=True)
        ]
        self._check_dimensions(row, len(cells) - 1)
        self._write_single_row(row)
        self.fh.write(f'<row r="{number}">{"".join(cells)}</row>')


def _content(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return NOTHING
    if isinstance(value, date):
        value = value.toordinal() - FIRST_DAY
    return f"><v>{value:.16G}</v></c>"


@lru_cache(maxsize=2048)
def _text(text: str) -> str:
    """Kept, since units, posts and courses stand in many rows."""
    if not text:
        return NOTHING
    if not SPECIAL.search(text):
        return f' t="inlineStr"><is><t>{text}</t></is></c>'
    text = escape(Worksheet._escape_control_characters(text))
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
