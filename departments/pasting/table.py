"""Text as a spreadsheet copies it: lines, cells, and what each column says."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _

from vietnamese.text import fold, nfc

MOST_LETTERS: Final = 200_000
MOST_LINES: Final = 500

# Spaces of every width but no line breaks, and what is not seen at all.
SPACES: Final = re.compile(r"[^\S\r\n]+")
UNSEEN: Final = re.compile("[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
BREAKS: Final = re.compile(r"\s*[\r\n]+\s*")
ORDINAL: Final = re.compile(r"\d{1,4}\.?")
ASIDE: Final = re.compile(r"\s*\([^)]*\)|[^a-z0-9]+")


class Column(StrEnum):
    """In the order in which they stand where no headings say otherwise."""

    ACT = "act"
    OLD = "old"
    NEW = "new"
    CODE = "code"
    PARENT = "parent"
    WITHIN = "within"  # what the old units belong to, to tell like names apart


ORDER: Final = tuple(Column)
KNOWN: Final[Mapping[str, Column]] = {
    words: column
    for column, names in {
        Column.ACT: "viec|noi dung|hinh thuc|hinh thuc sap xep|noi dung sap xep"
        "|phuong an|phuong an sap xep|act",
        Column.OLD: "don vi|don vi cu|cac don vi cu|don vi hien nay|don vi sap xep"
        "|don vi thuc hien sap xep|nhap tu|thanh lap tu|hinh thanh tu|tu cac don vi"
        "|don vi truoc sap xep|ten cu|old units|old unit|units|formed from",
        Column.NEW: "don vi moi|ten moi|ten don vi moi|ten goi moi|don vi sau sap xep"
        "|thanh|thanh don vi|don vi tiep nhan|new unit|new name|new unit name",
        Column.CODE: "ma|ma moi|ma don vi|ma don vi moi|ma so|code|new code",
        Column.PARENT: "thuoc|truc thuoc|thuoc don vi|cap tren|don vi cap tren"
        "|don vi quan li|thuoc ve|belongs to|parent",
        Column.WITHIN: "thuoc cu|cap tren cu|don vi cap tren cu|don vi cu thuoc|huyen"
        "|huyen cu|truoc day thuoc|old parent|old districts|old units belong to",
    }.items()
    for words in names.split("|")
}
NUMBERS: Final = {"stt", "tt", "so tt", "so thu tu", "no"}  # of lines: say nothing


class Unreadable(Exception):
    """The table as a whole is refused. `str()` says why."""


@dataclass(frozen=True)
class Line:
    """A row of the table, by its number as a spreadsheet counts from the first."""

    number: int
    cells: Mapping[Column, str]

    def __getitem__(self, column: Column) -> str:
        return self.cells.get(column, "")

    def one(self, column: Column) -> str:
        """The cell as one line."""
        return BREAKS.sub(" ", self[column])


@dataclass(frozen=True)
class Table:
    lines: Sequence[Line]
    columns: Sequence[Column]
    passed_over: Sequence[str] = ()  # headings of columns that are not read


Row = tuple[int, list[str]]


def table_of(text: str) -> Table:
    """Raises Unreadable."""
    rows = [row for row in _rows(text) if any(row[1])]
    if not rows:
        raise Unreadable(_("The table is empty."))
    first = rows[0][1]
    columns = [_column(cell) for cell in first]
    if Column.OLD in columns and len({*columns} - {None}) > 1:
        rows = rows[1:]
        unread = [c for c, to in zip(first, columns, strict=True) if c and not to]
        passed_over = [cell for cell in unread if _plain(cell) not in NUMBERS]
    else:
        rows, columns, passed_over = _without_ordinals(rows), list(ORDER), []
        _refuse_wide(rows)
    _refuse_long(rows)
    lines = [Line(n, _cells(columns, cells)) for n, cells in rows]
    known = [column for column in ORDER if column in columns]
    return Table(lines, known, passed_over)


def _rows(text: str) -> list[Row]:
    """Cells in quotes may hold line breaks, as Excel copies them."""
    text = UNSEEN.sub("", nfc(text))
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=_separator(text), strict=True
    )
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, start=1):
            rows.append((number, [SPACES.sub(" ", cell).strip() for cell in cells]))
    except csv.Error as error:
        reason = _("Row %(row)s: a quotation mark is not closed, or stands inside.")
        raise Unreadable(reason % {"row": len(rows) + 1}) from error
    return rows


def _separator(text: str) -> str:
    """Tabs come from a spreadsheet or a table of Word; else the text is CSV."""
    if "\t" in text:
        return "\t"
    first = text.strip().partition("\n")[0]
    return max(",;", key=first.count)


def _column(cell: str) -> Column | None:
    return KNOWN.get(_plain(cell))


def _plain(heading: str) -> str:
    return ASIDE.sub(" ", fold(heading)).strip()


def _without_ordinals(rows: list[Row]) -> list[Row]:
    if all(ORDINAL.fullmatch(cells[0]) for _number, cells in rows):
        return [(number, cells[1:]) for number, cells in rows]
    return rows


def _refuse_wide(rows: list[Row]) -> None:
    for number, cells in rows:
        if any(cells[len(ORDER) :]):
            reason = _(
                "Row %(row)s has more than %(most)s columns. Put headings above the columns."
            )
            raise Unreadable(reason % {"row": number, "most": len(ORDER)})


def _refuse_long(rows: list[Row]) -> None:
    if not rows:
        raise Unreadable(_("There is nothing below the headings."))
    if len(rows) > MOST_LINES:
        reason = _("The table has more than %(most)s rows. Paste it in parts.")
        raise Unreadable(reason % {"most": MOST_LINES})


def _cells(columns: Sequence[Column | None], cells: Sequence[str]) -> dict[Column, str]:
    """Of two columns alike the first counts."""
    found: dict[Column, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column:
            found.setdefault(column, cell)
    return found
