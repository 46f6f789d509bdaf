"""Which row holds the headings, and what each column says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffing.reading.base import HEAD_WITHIN, MAX_COLUMNS, Row, Sheet
from vietnamese.text import unmarked


class Key(models.TextChoices):
    """What a column can say about a person."""

    NUMBER = "number", _("number in the list (STT)")
    NAME = "name", _("full name")
    FAMILY = "family", _("family and middle names")
    GIVEN = "given", _("given name")
    BIRTH = "birth", _("born")
    BIRTH_MEN = "birth_men", _("born (men)")
    BIRTH_WOMEN = "birth_women", _("born (women)")
    CODE = "code", _("staff code")
    EMAIL = "email", _("e-mail")
    USERNAME = "username", _("sign-in name")
    UNIT = "unit", _("unit")
    DIVISION = "division", _("division")
    POST = "post", _("post")
    CONCURRENT = "concurrent", _("post held besides")


NOT_KEPT: Final = "citizen"  # numbers of citizens are dropped when the file is read
KNOWN: Final[Mapping[str, str]] = {
    words: key
    for key, names in {
        Key.NUMBER: "stt|tt|so tt|so thu tu|s tt",
        Key.NAME: "ho va ten|ho ten|ho va ten khai sinh|ho va ten can bo|ho ten can bo"
        "|ten can bo|ho chu dem va ten|ho chu dem ten|ho va ten cbccvc|ho ten cbccvc"
        "|ho va ten nguoi hoc|ho va ten hoc vien|ho ten hoc vien|ho ten nhan vien",
        Key.FAMILY: "ho|ho dem|ho va dem|ho va ten dem|ho ten dem|ho va chu dem"
        "|ho chu dem|ho va chu lot|ho lot|ho va ten lot",
        Key.GIVEN: "ten",
        Key.BIRTH: "ngay sinh|nam sinh|sinh ngay|sinh nam|ngay thang nam sinh"
        "|ngay thang sinh|ngay thang nam|sinh ngay thang nam|ngay sinh nam sinh",
        Key.CODE: "ma can bo|ma cb|ma so can bo|ma cbcc|ma cbccvc|ma so cbcc"
        "|ma so cbccvc|so hieu cbccvc|so hieu cong chuc|so hieu cbcc|so hieu can bo"
        "|so hieu|ma nhan vien|ma nv|ma so nhan vien|ma cong chuc|ma so cong chuc"
        "|ma dinh danh can bo|ma so vien chuc|so hieu vien chuc|ma so",
        Key.EMAIL: "email|e mail|thu dien tu|dia chi email|dia chi thu dien tu|mail"
        "|thu dien tu cong vu|email cong vu|hop thu cong vu|hop thu dien tu",
        Key.USERNAME: "ten dang nhap|tai khoan|ten tai khoan|username|user",
        Key.UNIT: "don vi|don vi cong tac|co quan|co quan don vi|noi cong tac"
        "|co quan cong tac|co quan don vi cong tac|don vi cong tac hien nay|ten don vi"
        "|don vi cong tac hien tai|noi lam viec",
        Key.DIVISION: "phong|phong ban|bo phan|phong ban bo phan|phong chuyen mon"
        "|phong ban chuyen mon|phong don vi|phong ban don vi|to chuyen mon",
        Key.POST: "chuc vu|chuc danh|chuc vu chuc danh|chuc danh chuc vu|chuc vu hien nay"
        "|chuc vu don vi|chuc vu chuc danh hien nay|chuc vu cong tac|vi tri viec lam"
        "|chuc vu hien tai|chuc vu vi tri viec lam|vi tri cong tac",
        Key.CONCURRENT: "kiem nhiem|chinh kiem nhiem|chuc vu kiem nhiem co khong",
        NOT_KEPT: "cccd|cmnd|cmtnd|so cccd|so cmnd|cmnd cccd|cccd cmnd|can cuoc"
        "|so can cuoc|can cuoc cong dan|so can cuoc cong dan|so dinh danh ca nhan"
        "|so dinh danh|so cmnd cccd|so cccd cmnd|ma dinh danh ca nhan|ma dinh danh"
        "|chung minh nhan dan|so cccd can cuoc|ho chieu|so ho chieu",
    }.items()
    for words in names.split("|")
}
SEXES: Final = {"nam": Key.BIRTH_MEN, "nu": Key.BIRTH_WOMEN}
ASIDE: Final = re.compile(r"\s*\([^)]*\)|[^a-z0-9]+")
FEWEST: Final = 2


@dataclass(frozen=True)
class Heading:
    """The row of headings, what each column is called and is taken for."""

    row: int
    names: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def signature(self) -> str:
        """The same for every file of this form."""
        plain = "|".join(ASIDE.sub(" ", unmarked(name)).strip() for name in self.names)
        return hashlib.sha256(plain.encode()).hexdigest()

    @property
    def score(self) -> int:
        found = {key for key in self.keys if key}
        names_people = Key.NAME in found or {Key.FAMILY, Key.GIVEN} <= found
        return len(found) if names_people and len(found) >= FEWEST else 0


def key_of(name: str) -> str:
    """What a heading means, "" when it is not known."""
    words = ASIDE.sub(" ", unmarked(name)).strip()
    return KNOWN.get(words, "")


def find_heading(sheet: Sheet) -> Heading | None:
    """The likeliest row of the first ones; of equals the one that is no pair."""
    return max(_candidates(sheet), key=lambda heading: heading.score, default=None)


def score(sheet: Sheet) -> int:
    heading = find_heading(sheet)
    return heading.score if heading else 0


def heading_at(sheet: Sheet, row: int) -> Heading:
    """The row somebody pointed at, with the one above where that says more."""
    return max(_of_row(sheet, row), key=lambda heading: heading.score)


def _candidates(sheet: Sheet) -> Iterator[Heading]:
    for row in sorted(sheet.rows)[:HEAD_WITHIN]:
        yield from (found for found in _of_row(sheet, row) if found.score)


def _of_row(sheet: Sheet, row: int) -> Iterator[Heading]:
    names = _names(sheet.rows.get(row, []))
    yield _heading(row, names, [""] * len(names))
    above = _names(sheet.rows.get(row - 1, []))
    if any(map(key_of, above)):
        width = max(len(above), len(names))
        tops = above + [""] * (width - len(above))
        for first, last in sheet.spans.get(row - 1, []):
            tops[first : last + 1] = [tops[first]] * (min(last + 1, width) - first)
        yield _heading(row, names + [""] * (width - len(names)), tops)


def _names(cells: Row) -> list[str]:
    return [str(cell) for cell in cells[:MAX_COLUMNS]]


def _heading(row: int, names: Sequence[str], tops: Sequence[str]) -> Heading:
    full, keys = [], []
    for name, top in zip(names, tops, strict=True):
        key = _key(name, top)
        keys.append("" if key in keys else key)  # the first of two alike
        full.append(name if name == top or not top else f"{top} {name}".strip())
    return Heading(row, tuple(full), tuple(keys))


def _key(name: str, top: str) -> str:
    if not name:
        return key_of(top)
    if key_of(top) == Key.BIRTH and unmarked(name) in SEXES:
        return SEXES[unmarked(name)]
    return key_of(name)
