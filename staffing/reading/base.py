"""What a file holds before anybody asks what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vietnamese.legacy import (
    MODERN,
    OLD,
    encoding_of_font,
    encoding_of_text,
    to_unicode,
)

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 10_000  # that hold something
MAX_COLUMNS: Final = 60
MAX_CELL: Final = 500
HEAD_WITHIN: Final = 60  # rows

# Spaces of every width, and what is not seen at all.
SPACES: Final = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
UNSEEN: Final = re.compile("[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2060\ufeff]")

Cell = str | int | float
Row = list[Cell]


class Unreadable(Exception):
    """The file as a whole is refused. `str()` says why."""


class OldText(models.TextChoices):
    """What to do with text from before Unicode."""

    RECOGNISE = "recognise", gettext_lazy("recognise by font and by letters")
    TCVN3 = "TCVN3", gettext_lazy("all of it is TCVN3 (.VnTime)")
    VNI = "VNI", gettext_lazy("all of it is VNI (VNI-Times)")
    LEAVE = "leave", gettext_lazy("none: leave every letter as it is")


@dataclass(frozen=True)
class Piece:
    """Text of one font; a cell may hold several."""

    text: str
    font: str = ""


@dataclass
class Sheet:
    """Rows that hold something, by their number in the file; cells from column A.

    Days are written 1985-03-12, numbers are numbers, all else is text; "" is empty.
    """

    name: str = ""
    rows: dict[int, Row] = field(default_factory=dict)
    # First and last column of headings that stretch over several, by row.
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    wide: set[int] = field(default_factory=set)  # rows that are one long cell
    notices: list[str] = field(default_factory=list)

    def put(self, row: int, column: int, cell: Cell) -> None:
        cells = self.rows.setdefault(row, [])
        if len(self.rows) > MAX_ROWS:
            raise Unreadable(too_many_rows())
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = cell


def too_many_rows() -> str:
    reason = _("The list has more than %(most)s rows. Split it.")
    return reason % {"most": MAX_ROWS}


def clean(text: str) -> str:
    """One line without what is not seen."""
    return SPACES.sub(" ", UNSEEN.sub("", text)).strip()[:MAX_CELL]


@dataclass
class Decoder:
    """Turns cells into Unicode, by their fonts or as it was told."""

    old_text: OldText
    converted: dict[str, int] = field(default_factory=dict)

    def text(self, pieces: Iterable[Piece]) -> str:
        return clean("".join(self._piece(piece) for piece in pieces))

    def _piece(self, piece: Piece) -> str:
        encoding = self._encoding(piece)
        if encoding and not piece.text.isascii():
            self.converted[encoding] = self.converted.get(encoding, 0) + 1
        return to_unicode(piece.text, encoding, font=piece.font)

    def _encoding(self, piece: Piece) -> str:
        if self.old_text is OldText.LEAVE:
            return ""
        if self.old_text in OLD:
            return self.old_text.value
        # Somebody may have typed Unicode into a cell that kept the old font.
        return "" if MODERN.search(piece.text) else encoding_of_font(piece.font)

    def finish(self, sheet: Sheet) -> None:
        """Columns whose letters are old although their font is not; what to tell."""
        if self.old_text is OldText.RECOGNISE:
            for column in range(MAX_COLUMNS):
                self._convert_column(sheet, column)
        told = _("%(count)s cells in %(encoding)s were turned into Unicode.")
        for encoding, count in self.converted.items():
            sheet.notices.append(told % {"count": count, "encoding": encoding})

    def _convert_column(self, sheet: Sheet, column: int) -> None:
        texts = {
            number: cell
            for number, cells in sheet.rows.items()
            if column < len(cells)
            for cell in [cells[column]]
            if isinstance(cell, str) and not cell.isascii()
        }
        old = {n: text for n, text in texts.items() if not MODERN.search(text)}
        encoding = encoding_of_text("\n".join(old.values())) if old else ""
        if encoding not in OLD or len(old) * 2 < len(texts):
            return
        for number, text in old.items():
            sheet.rows[number][column] = to_unicode(text, encoding)
        self.converted[encoding] = self.converted.get(encoding, 0) + len(old)
