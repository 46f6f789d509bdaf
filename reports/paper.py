"""A sheet laid out as an official paper: head, table, signatures; A4 landscape.

Written from top to bottom and never gone back to, so its length costs no memory.
Text is written as text, never as a formula or a link: a name like "=1+1" stays one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.letterhead import MOTTO, NATION, Letterhead
from reports.sheet import Styles, TableSheet, Value, styles_of

A4 = 9
LINE = 16  # points
ROOM_TO_SIGN = 5  # lines
MARGINS = {"left": 1.18, "right": 0.6, "top": 0.8, "bottom": 0.8}  # inches; 30 mm left
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
CENTRED = {"align": "center", "text_wrap": True}
BOX = {"border": 1, "text_wrap": True}
STYLES: dict[str, dict[str, Any]] = {
    "block": CENTRED,
    "block_bold": CENTRED | {"bold": True},
    "motto": CENTRED | {"bold": True, "font_size": 13},
    "title": CENTRED | {"bold": True, "font_size": 14},
    "note": CENTRED | {"italic": True},
    "addressed": {"bold": True, "italic": True},
    "recipient": {"font_size": 11},
    "head": BOX | CENTRED | {"bold": True},
    "head_number": BOX | CENTRED | {"italic": True, "font_size": 10},
    "text": BOX,
    "centre": BOX | CENTRED,
    "number": BOX | {"align": "right", "num_format": "#,##0"},
    "percent": BOX | {"align": "right", "num_format": "0%"},
    "date": BOX | CENTRED | {"num_format": "dd/mm/yyyy"},
    "group": BOX | {"bold": True, "text_wrap": False, "bg_color": "#EDEDED"},
    "group_centre": BOX | CENTRED | {"bold": True, "bg_color": "#EDEDED"},
    "sum": BOX | {"italic": True, "text_wrap": False},
    "total": BOX | {"bold": True, "text_wrap": False},
    "total_number": BOX | {"bold": True, "align": "right", "num_format": "#,##0"},
    "total_percent": BOX | {"bold": True, "align": "right", "num_format": "0%"},
}
ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True)
class Column:
    title: str
    width: float
    style: str = "text"


class Paper:
    def __init__(self, book: Any, name: str, columns: Sequence[Column]) -> None:
        self.formats = {key: book.add_format(FONT | it) for key, it in STYLES.items()}
        self.sheet = book.add_worksheet(name, TableSheet)
        self.columns = columns
        self.row = 0
        self._known: dict[tuple[str, ...], Styles] = {}
        self._set_up_page()

    def _set_up_page(self) -> None:
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.set_margins(**MARGINS)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_header('&C&"Times New Roman,Regular"&13&P')
        for number, column in enumerate(self.columns):
            self.sheet.set_column(number, number, column.width)

    # --- head -----------------------------------------------------------------

    def head(self, letterhead: Letterhead, title: str, notes: Sequence[str]) -> None:
        """The body on the left; the nation on the right, on papers of the state."""
        left = [(letterhead.issuer, "block_bold"), ("_______", "block")]
        if letterhead.superior:
            left.insert(0, (letterhead.superior, "block"))
        right = [(NATION, "block_bold"), (MOTTO, "motto"), ("_______________", "block")]
        for number in range(len(right)):
            if number < len(left):
                self._block(left[number][0], self._left, left[number][1])
            if letterhead.is_state:
                self._block(right[number][0], self._right, right[number][1])
            self.row += 1
        self.row += 1
        self._across(title, "title")
        for note in notes:
            self._across(note, "note")
        self.row += 1

    @property
    def _left(self) -> tuple[int, int]:
        return 0, len(self.columns) * 2 // 5 - 1

    @property
    def _right(self) -> tuple[int, int]:
        return len(self.columns) // 2, len(self.columns) - 1

    def _block(self, text: str, columns: tuple[int, int], style: str) -> None:
        first, last = columns
        form = self.formats[style]
        self.sheet.merge_range(self.row, first, self.row, last, "", form)
        self.sheet.write_string(self.row, first, text, form)

    def _across(self, text: str, style: str) -> None:
        self._block(text, (0, len(self.columns) - 1), style)
        self.row += 1

    # --- table ----------------------------------------------------------------

    def table(self) -> None:
        """The two header rows, repeated on every page and kept in sight."""
        for number, column in enumerate(self.columns):
            self._cell(number, column.title, "head")
        self.row += 1
        for number, _column in enumerate(self.columns):
            self._cell(number, f"({number + 1})", "head_number")
        self.row += 1
        self.sheet.repeat_rows(self.row - 2, self.row - 1)
        self.sheet.freeze_panes(self.row, 2)

    def line(self, values: Sequence[Value], styles: Sequence[str] = ()) -> None:
        self.sheet.write_row_of(self.row, values, self._styles(tuple(styles)))
        self.row += 1

    def _styles(self, names: tuple[str, ...]) -> Styles:
        """Of these cells, or else those of the columns."""
        if names not in self._known:
            asked = names or [column.style for column in self.columns]
            self._known[names] = styles_of(
                self.formats[name]._get_xf_index() for name in asked
            )
        return self._known[names]

    def banner(self, first: str, text: str, style: str, mark: str = "") -> None:
        """A row that is one statement: its number, then words running on."""
        self._cell(0, first, mark or style)
        self._cell(1, text, style)
        for number in range(2, len(self.columns)):
            self._cell(number, "", style)
        self.row += 1

    def _cell(self, column: int, text: str, style: str) -> None:
        form = self.formats[style]
        if text:
            self.sheet.write_string(self.row, column, text, form)
        else:
            self.sheet.write_blank(self.row, column, None, form)

    # --- foot -----------------------------------------------------------------

    def foot(self, letterhead: Letterhead, day: date) -> None:
        """Room for the hands and the seal; below it, on the left, who gets the paper."""
        self._signatures(letterhead, day)
        self.row += ROOM_TO_SIGN
        self._beginning(letterhead.addressed, "addressed")
        for line in letterhead.recipients:
            self._beginning(f"- {line}", "recipient")

    def _beginning(self, text: str, style: str) -> None:
        """Words that run on over the empty cells beside them."""
        self.sheet.write_string(self.row, 0, text, self.formats[style])
        self.row += 1

    def _signatures(self, letterhead: Letterhead, day: date) -> None:
        self.row += 1
        self._block(letterhead.place_and_date(day), self._right, "note")
        self.row += 1
        left, right = letterhead.signatures
        self._tall(len(letterhead.signer))
        for one, other, style in zip(left, right, ("block_bold", "note"), strict=True):
            self._block(one, self._left, style)
            self._block(other, self._right, style)
            self.row += 1

    def _tall(self, lines: int) -> None:
        self.sheet.set_row(self.row, LINE * lines)


def roman(number: int) -> str:
    """4 → "IV", as group rows are numbered."""
    numerals = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        numerals += sign * times
    return numerals
