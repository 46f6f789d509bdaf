"""Which rows of a sheet are people, and which are there for the eye.

Every row that holds something becomes one line, so that every row can be accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffing.entries import Columns, Entry, EntryReader
from staffing.reading.base import Row, Sheet
from staffing.reading.headings import Key, key_of
from vietnamese.text import unmarked


class What(models.TextChoices):
    """What a row is there for."""

    ABOVE = "above", _("above the list")
    HEADING = "heading", _("headings")
    NUMBERS = "numbers", _("numbers of the columns")
    GROUP = "group", _("unit of the rows below")
    TOTAL = "total", _("a sum")
    EMPTY = "empty", _("numbered, but empty")
    BELOW = "below", _("below the list")
    PERSON = "person", _("person")


@dataclass(frozen=True)
class Line:
    row: int
    what: What
    text: str
    entry: Entry | None = None


ROMAN: Final = re.compile(r"[IVX]{1,6}")
# "I.", "B -", "3)" before the name of a unit.
MARK: Final = re.compile(r"\(?([IVX]{1,6}|[A-HK-UYZ]|\d{1,2})\s*[.)/:\-–]+\s*(?=\S)")
FIGURE: Final = re.compile(r"\(?\d{1,5}[.)]?|\d+\.\d+")
COLUMN_MARK: Final = re.compile(r"\(?(\d{1,2}|[A-Z])\)?")
SUM: Final = re.compile(r"(tong cong|tong so|tong|cong)\s*(:|\(|\d|$|nguoi|danh sach)")
LIST_OF: Final = re.compile(r"(an dinh |)danh sach.{0,40}(gom|co)\b.*\d")
SIGNATURE: Final = re.compile(
    r"(noi nhan|nguoi lap|thu truong|ky ten|xac nhan|lap bieu|ghi chu:|luu y:)"
    r"|(tm|kt|tl|tuq|q)\.\s*\S"
    r"|.{0,40}\bngay\b.{1,12}\bthang\b.{1,12}\bnam\b"
)
# With their marks: Bàn, Đoàn, Tô and Trương are names of families.
UNIT_WORDS: Final = re.compile(
    r"(sở|ban|phòng|văn phòng|trung tâm|ubnd|hđnd|ủy ban|uỷ ban|đảng ủy|đảng uỷ|chi cục"
    r"|cục|trường|hội|mặt trận|mttq|ubmttq|công an|xã|phường|thị trấn|khối|tổ|bộ phận"
    r"|chi bộ|bệnh viện|thanh tra|liên đoàn|tòa án|toà án|viện|huyện|tỉnh|thành phố|vp"
    r"|đoàn thanh niên|đoàn tncs|đội|trạm|báo|đài|lãnh đạo)\b",
    re.IGNORECASE,
)
IDENTIFYING: Final = (
    *(Key.BIRTH, Key.BIRTH_MEN, Key.BIRTH_WOMEN),
    *(Key.EMAIL, Key.CODE, Key.USERNAME),
)
LEVELS: Final = 3  # "A", "I", "1"
INNERMOST: Final = LEVELS - 1


def read_lines(
    sheet: Sheet, *, heading: int, columns: Columns, today: date
) -> list[Line]:
    return list(_Reader(sheet, heading, columns, today).lines())


@dataclass
class _Reader:
    """Goes down the rows and remembers the units it passes."""

    sheet: Sheet
    heading: int
    columns: Columns
    today: date
    groups: list[str] = field(default_factory=lambda: [""] * LEVELS)
    is_over: bool = False
    people: int = 0

    def lines(self) -> Iterator[Line]:
        for row in sorted(self.sheet.rows):
            cells = self.sheet.rows[row]
            what = self._what(row, cells)
            text = " · ".join(str(cell) for cell in cells if cell != "")[:300]
            if what is not What.PERSON:
                yield Line(row, what, text)
                continue
            self.people += 1
            reader = EntryReader(self.columns, self.today, cells)
            entry = reader.entry(row, groups=self.groups, below=self.is_over)
            yield Line(row, what, entry.name or text, entry)

    def _what(self, row: int, cells: Row) -> What:
        if row < self.heading:
            return What.ABOVE
        if row == self.heading or self._repeats_heading(cells):
            return What.HEADING
        if self.people == 0 and _numbers_columns(cells):
            return What.NUMBERS
        return self._below_heading(row, cells)

    def _below_heading(self, row: int, cells: Row) -> What:
        name = self.columns.name(cells)
        is_counted = bool(FIGURE.fullmatch(self.columns.words(cells, Key.NUMBER)))
        if not is_counted and _is_sum(cells, name):
            return What.TOTAL
        if not is_counted and self._is_signature(cells):
            self.is_over = True
        if self.is_over:
            return What.PERSON if is_counted and name else What.BELOW
        group = self._group(row, cells, name)
        if group:
            level, text = group
            self.groups[level:] = [text, *[""] * (INNERMOST - level)]
            return What.GROUP
        if not name and not self._says(cells, *IDENTIFYING, Key.POST):
            return What.EMPTY
        return What.PERSON

    def _says(self, cells: Row, *keys: str) -> bool:
        return any(self.columns.words(cells, key) for key in keys)

    def _repeats_heading(self, cells: Row) -> bool:
        """As on every printed page."""
        places = self.columns.places
        first = Key.NAME if Key.NAME in places else Key.GIVEN
        if key_of(self.columns.words(cells, first)) != first:
            return False
        alike = [key_of(self.columns.words(cells, key)) == key for key in places]
        return sum(alike) >= min(3, len(places))

    def _is_signature(self, cells: Row) -> bool:
        if not self.people or self._says(cells, Key.CODE, Key.EMAIL):
            return False
        words = (unmarked(str(cell)) for cell in cells if cell != "")
        return any(map(SIGNATURE.match, words))

    # --- units between the people -----------------------------------------------------

    def _group(self, row: int, cells: Row, name: str) -> tuple[int, str] | None:
        """How deep, and which unit: where a row tells nothing of one person."""
        if self._says(cells, *IDENTIFYING):
            return None
        number = self.columns.words(cells, Key.NUMBER)
        text = name if not number or _is_mark(number) else number
        if number == text and FIGURE.fullmatch(number):
            return None
        mark = MARK.match(text)
        looks = row in self.sheet.wide or UNIT_WORDS.match(_without_mark(text))
        if not looks and self._says(cells, Key.POST):
            return None
        if FIGURE.fullmatch(number) and not looks:
            return None
        if not (looks or mark or (number and _is_mark(number))):
            return None
        return self._level(number, mark), _without_mark(text)

    def _level(self, number: str, mark: re.Match[str] | None) -> int:
        sign = number if _is_mark(number) else mark[1] if mark else ""
        sign = sign.strip("(). ")
        if not sign:  # beside the innermost that stands: nothing says it is inside
            return max((n for n, group in enumerate(self.groups) if group), default=1)
        if ROMAN.fullmatch(sign):
            return 1
        return 0 if sign.isalpha() else INNERMOST


def _is_mark(number: str) -> bool:
    """ "I", "B." or "3": no words of its own."""
    plain = number.strip("(). ")
    return bool(ROMAN.fullmatch(plain) or FIGURE.fullmatch(plain)) or (
        len(plain) == 1 and plain.isalpha()
    )


def _without_mark(text: str) -> str:
    """ "II. Phòng Kinh tế:" → "Phòng Kinh tế"."""
    return MARK.sub("", text, count=1).strip(" :.-–")


def _numbers_columns(cells: Row) -> bool:
    filled = [str(cell) for cell in cells if cell != ""]
    return len(filled) >= 3 and all(map(COLUMN_MARK.fullmatch, filled))


def _is_sum(cells: Row, name: str) -> bool:
    first = next((unmarked(str(cell)) for cell in cells if cell != ""), "")
    return bool(SUM.match(first) or LIST_OF.match(first) or SUM.match(unmarked(name)))
