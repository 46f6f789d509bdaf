"""Rows and cells of a table, before anybody asks what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Findings, Malformed, Unusable
from quizzes.formats.decoding import control_character_reason
from quizzes.formats.legacy import reason_for
from quizzes.formats.plain import NEVER, clean
from quizzes.formats.table_words import LETTERS, heading, heading_key
from vietnamese.legacy import encoding_of_text

MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 80
MAX_CELL: Final = 20_000
HEAD_WITHIN: Final = 10


@dataclass(frozen=True)
class Row:
    """A row as its file has it; `faults` says which cells cannot be taken as text."""

    number: int
    cells: Sequence[str]
    faults: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.faults and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Columns:
    """Where each heading stands, and how it was typed."""

    places: Mapping[str, int]
    typed: Mapping[str, str]

    @property
    def options(self) -> list[str]:
        return [letter for letter in LETTERS if letter in self.places]


class InColumn(Malformed):
    """A fault that says where it is."""


@dataclass(frozen=True)
class Cells:
    """One row, asked by the keys of its columns."""

    row: Row
    columns: Columns

    def __getitem__(self, key: str) -> str:
        place = self.columns.places.get(key)
        if place is None:
            return ""
        with self.blaming(key):
            if place in self.row.faults:
                raise Malformed(self.row.faults[place])
            return _checked(self.raw(key))

    def raw(self, key: str) -> str:
        place = self.columns.places.get(key, MAX_COLUMNS)
        return self.row.cells[place] if place < len(self.row.cells) else ""

    def is_filled(self, key: str) -> bool:
        place = self.columns.places.get(key)
        return place in self.row.faults or bool(self.raw(key).strip())

    def options(self) -> dict[str, str]:
        """Letters and texts of the option columns that are filled."""
        texts = {letter: self[letter] for letter in self.columns.options}
        return {letter: text for letter, text in texts.items() if text}

    def check_encoding(self) -> None:
        """Of the row as a whole: a word or two could be in any encoding."""
        words = " ".join(map(self.raw, self.columns.places.keys() - {"kind"}))
        encoding = encoding_of_text(words)
        with self.blaming("text"):
            if encoding:
                raise Malformed(reason_for(encoding))

    @contextmanager
    def blaming(self, key: str) -> Iterator[None]:
        """Faults found inside name the row and this column."""
        try:
            yield
        except InColumn:
            raise
        except Malformed as fault:
            column = self.columns.typed.get(key) or heading(key)
            reason = _("Row %(row)s, column “%(column)s”: %(reason)s")
            values = {"row": self.row.number, "column": column, "reason": str(fault)}
            raise InColumn(reason % values, line=self.row.number) from fault


def check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS + HEAD_WITHIN:
        reason = _("The table has more than %(most)s rows. Split it.")
        raise Unusable(reason % {"most": MAX_ROWS})
    if columns > MAX_COLUMNS:
        reason = _("Row %(row)s has more than %(most)s columns.")
        raise Unusable(reason % {"row": rows, "most": MAX_COLUMNS}, line=rows)


def find_columns(rows: Sequence[Row], findings: Findings) -> tuple[int, Columns]:
    """The place of the heading row among the first rows, and its columns."""
    for place, row in enumerate(rows):
        keys = [heading_key(cell) for cell in row.cells]
        if "text" in keys and len(set(keys) - {""}) > 1:
            return place, _columns(row, keys, findings)
    reason = _(
        "No row with headings was found. It needs at least “Câu hỏi” and “Đáp án”; the template has them all."
    )
    raise Unusable(reason)


def _columns(row: Row, keys: Sequence[str], findings: Findings) -> Columns:
    places: dict[str, int] = {}
    typed: dict[str, str] = {}
    for place, (key, cell) in enumerate(zip(keys, row.cells, strict=True)):
        name = clean(cell)[:60]
        if key in places:
            reason = _("Row %(row)s: the heading “%(name)s” is there twice.")
            values = {"row": row.number, "name": name}
            raise Unusable(reason % values, line=row.number)
        if key:
            places[key], typed[key] = place, name
        elif name:
            text = _("The column “%(name)s” is not known and was not read.")
            findings.note(text % {"name": name}, line=row.number)
    return Columns(places, typed)


def _checked(text: str) -> str:
    found = NEVER.search(text)
    if found:
        raise Malformed(control_character_reason(found[0]))
    if len(text) > MAX_CELL:
        reason = _("The text is too long: at most %(most)s characters.")
        raise Malformed(reason % {"most": MAX_CELL})
    return clean(text)
