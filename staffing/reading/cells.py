"""The cells of one sheet of a workbook, read as they stream by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from staffing.reading.archive import Handler
from staffing.reading.base import (
    HEAD_WITHIN,
    MAX_CELL,
    MAX_COLUMNS,
    Cell,
    Decoder,
    Piece,
    Row,
    Sheet,
)
from staffing.reading.parts import Style

ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
MOST_MERGES: Final = 20_000
TALLEST: Final = 2_000  # rows that one merged cell may say something of
PLAIN: Final = Style()
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
LAST_SERIAL: Final = 100_000


@dataclass
class Cells(Handler):
    """Fills `sheet`. Cells without a value are passed over, however many there are."""

    sheet: Sheet
    strings: list[list[Piece]]
    styles: list[Style]
    decoder: Decoder
    epoch: date = EPOCH
    row: int = 0
    column: int = -1
    kind: str = ""
    style: Style = PLAIN
    is_value: bool = False
    letters: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)  # of text kept in its cell
    font: str = ""
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    was_too_wide: bool = False

    def start(self, name: str, attrs: Any) -> None:
        if name == "c":
            self._begin_cell(attrs)
        elif name in {"v", "t"}:
            self.is_value, self.letters = True, []
        elif name == "r":
            self.font = ""
        elif name == "rFont":
            self.font = attrs.get("val", "")
        elif name == "row":
            self.row, self.column = int(attrs.get("r") or self.row + 1), -1
        elif name == "mergeCell" and len(self.merges) < MOST_MERGES:
            first, _colon, last = attrs.get("ref", "").partition(":")
            self.merges.append((*place_of(first), *place_of(last or first)))

    def _begin_cell(self, attrs: Any) -> None:
        address = attrs.get("r")
        if address:
            self.row, self.column = place_of(address)
        else:
            self.column += 1
        number = int(attrs.get("s") or 0)
        self.kind = attrs.get("t", "n")
        self.style = self.styles[number] if number < len(self.styles) else PLAIN
        self.letters, self.pieces, self.font = [], [], ""

    def characters(self, content: str) -> None:
        if self.is_value:
            self.letters.append(content)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.is_value = False
        if name == "t":
            self.pieces.append(Piece("".join(self.letters), self.font))
        elif name == "c" and (self.letters or self.pieces):
            self._keep("".join(self.letters))

    def _keep(self, raw: str) -> None:
        if self.column >= MAX_COLUMNS:
            self.was_too_wide = True
            return
        cell = self._cell(raw)
        if cell != "":
            self.sheet.put(self.row, self.column, cell)

    def _cell(self, raw: str) -> Cell:
        if self.kind == "s":
            return self._text(self.strings[int(raw)])
        if self.kind in {"str", "inlineStr"}:
            return self._text(self.pieces or [Piece(raw)])
        if self.kind == "b":
            return "x" if raw == "1" else ""
        if self.kind == "d":
            return raw[:10]
        if self.kind == "e":
            return raw[:MAX_CELL]
        return self._number(float(raw))

    def _text(self, pieces: list[Piece]) -> str:
        return self.decoder.text(
            Piece(ESCAPED.sub(_escaped, piece.text), piece.font or self.style.font)
            for piece in pieces
        )

    def _number(self, value: float) -> Cell:
        if self.style.is_day and 0 < value < LAST_SERIAL:
            return (self.epoch + timedelta(days=int(value))).isoformat()
        if value != int(value):
            return value
        digits = str(int(value)).zfill(self.style.zeros)
        return digits if self.style.zeros else int(value)

    # --- after the last cell ----------------------------------------------------

    def spread(self) -> None:
        """What a merged cell says holds for each of its rows."""
        for first_row, first, last_row, last in self.merges:
            if last > first and first_row <= HEAD_WITHIN and last < MAX_COLUMNS:
                self.sheet.spans.setdefault(first_row, []).append((first, last))
            if first_row == last_row:
                if last - first >= 2 and first <= 1:
                    self.sheet.wide.add(first_row)
                continue
            value = cell_at(self.sheet.rows.get(first_row, []), first)
            for row in range(first_row + 1, min(last_row, first_row + TALLEST) + 1):
                if value != "" and row in self.sheet.rows:
                    self.sheet.put(row, first, value)


def cell_at(row: Row, column: int) -> Cell:
    return row[column] if 0 <= column < len(row) else ""


def place_of(address: str) -> tuple[int, int]:
    """ "B3" → row 3, column 1."""
    found = ADDRESS.fullmatch(address)
    if not found:
        raise ValueError(address)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def _escaped(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char.isprintable() else " "
