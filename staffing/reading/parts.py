"""The parts of a workbook that stand beside its sheets: names, strings, styles."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any, Final

from staffing.reading.archive import Handler, Package
from staffing.reading.base import Piece

# Numbers of Excel's own formats that show a day, with those of East Asian editions.
DAYS: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
NOT_FORMAT: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass(frozen=True)
class Style:
    font: str = ""
    is_day: bool = False
    zeros: int = 0  # "000000" shows numbers with so many digits


@dataclass
class Workbook(Handler):
    """Visible sheets with the numbers of their relations, in order."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    starts_1904: bool = False

    def start(self, name: str, attrs: Any) -> None:
        if name == "workbookPr":
            self.starts_1904 = attrs.get("date1904") in {"1", "true"}
        if name == "sheet" and attrs.get("state", "visible") == "visible":
            keys = [key for key in attrs.getNames() if key.rpartition(":")[2] == "id"]
            self.sheets.append((attrs.get("name", ""), attrs.get(keys[0])))


@dataclass
class Relations(Handler):
    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attrs: Any) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            path = posixpath.join("/xl", attrs.get("Target", ""))
            self.targets[attrs.get("Id", "")] = posixpath.normpath(path).lstrip("/")


@dataclass
class Strings(Handler):
    """The texts that cells point at, with the fonts of their runs."""

    all: list[list[Piece]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    font: str = ""
    is_text: bool = False
    is_reading: bool = False  # how a word is pronounced, not a word

    def start(self, name: str, attrs: Any) -> None:
        if name == "si":
            self.pieces = []
        elif name == "r":
            self.font = ""
        elif name == "rFont":
            self.font = attrs.get("val", "")
        elif name == "rPh":
            self.is_reading = True
        elif name == "t":
            self.is_text, self.letters = not self.is_reading, []

    def characters(self, content: str) -> None:
        if self.is_text:
            self.letters.append(content)

    def end(self, name: str) -> None:
        if name == "t" and self.is_text:
            self.pieces.append(Piece("".join(self.letters), self.font))
            self.is_text = False
        elif name == "rPh":
            self.is_reading = False
        elif name == "r":
            self.font = ""
        elif name == "si":
            self.all.append(self.pieces)


@dataclass
class Styles(Handler):
    """Fonts and formats of numbers, by the number that cells give."""

    formats: dict[str, str] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)
    all: list[Style] = field(default_factory=list)
    inside: str = ""

    def start(self, name: str, attrs: Any) -> None:
        if name in {"fonts", "cellXfs", "cellStyleXfs", "dxfs"}:
            self.inside = name
        elif name == "numFmt":
            self.formats[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        elif name == "font" and self.inside == "fonts":
            self.fonts.append("")
        elif name == "name" and self.inside == "fonts" and self.fonts:
            self.fonts[-1] = attrs.get("val", "")
        elif name == "xf" and self.inside == "cellXfs":
            self.all.append(self._style(attrs))

    def _style(self, attrs: Any) -> Style:
        font, number = int(attrs.get("fontId", 0)), attrs.get("numFmtId", "0")
        code = NOT_FORMAT.sub("", self.formats.get(number, ""))
        return Style(
            font=self.fonts[font] if font < len(self.fonts) else "",
            is_day=bool(re.search("[dy]", code, re.I)) or int(number) in DAYS,
            zeros=len(code) if code and not code.strip("0") else 0,
        )


def workbook_parts(package: Package) -> tuple[Workbook, dict[str, str]]:
    workbook, relations = Workbook(), Relations()
    package.parse("xl/workbook.xml", workbook)
    package.parse("xl/_rels/workbook.xml.rels", relations)
    return workbook, relations.targets


def strings_of(package: Package) -> list[list[Piece]]:
    strings = Strings()
    if package.has("xl/sharedStrings.xml"):
        package.parse("xl/sharedStrings.xml", strings)
    return strings.all


def styles_of(package: Package) -> list[Style]:
    styles = Styles()
    if package.has("xl/styles.xml"):
        package.parse("xl/styles.xml", styles)
    return styles.all
