"""Workbooks that open pleasantly: every cell is text, kinds are in a list."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook

from quizzes.formats.table_words import DIFFICULTIES, KINDS, heading_key
from quizzes.formats.xlsx_file import EXAMPLES, GUIDE

SHEET: Final = "Câu hỏi"
ROWS_WITH_LISTS: Final = 1_000
WIDTHS: Final = {"text": 60, "explanation": 40, "category": 24, "reference": 24}
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
HEAD: Final = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0F6674"}
BODY: Final = {"text_wrap": True, "valign": "top", "num_format": "@"}


def written_xlsx(
    rows: Sequence[Sequence[str]],
    *,
    examples: Sequence[Sequence[str]] = (),
    guide: Sequence[Sequence[str]] = (),
) -> bytes:
    out = BytesIO()
    with Workbook(out, OPTIONS) as workbook:
        head = workbook.add_format({**HEAD, "valign": "vcenter"})
        body = workbook.add_format(BODY)
        _fill(workbook.add_worksheet(SHEET), rows, head, body)
        if examples:
            _fill(workbook.add_worksheet(EXAMPLES), examples, head, body)
        if guide:
            _fill_guide(workbook.add_worksheet(GUIDE), guide, head, body)
    return out.getvalue()


def _fill(sheet: Any, rows: Sequence[Sequence[str]], head: Any, body: Any) -> None:
    keys = [heading_key(cell) for cell in rows[0]]
    for place, key in enumerate(keys):
        # The format makes Excel keep "1/2" and "007" as they are typed.
        sheet.set_column(place, place, WIDTHS.get(key, 18), body)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, cell, body if number else head)
    sheet.freeze_panes(1, 0)
    _offer(sheet, keys.index("kind"), [names[0] for names in KINDS.values()])
    levels = [names[0] for names in DIFFICULTIES.values()]
    _offer(sheet, keys.index("difficulty"), levels)


def _offer(sheet: Any, column: int, words: Sequence[str]) -> None:
    """A list to pick from; other words are still taken, the reader knows more."""
    options = {"validate": "list", "source": list(words), "error_type": "warning"}
    sheet.data_validation(1, column, ROWS_WITH_LISTS, column, options)


def _fill_guide(
    sheet: Any, guide: Sequence[Sequence[str]], head: Any, body: Any
) -> None:
    for place, width in enumerate((22, 50, 60)):
        sheet.set_column(place, place, width, body)
    for number, row in enumerate(guide):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell, body if number else head)
