"""An XLSX is an archive: only the parts that are needed are unpacked, and never more
than was announced and allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser
from django.utils.translation import gettext as _

from staffing.reading.base import Unreadable

MAX_ENTRIES: Final = 1_000
MAX_UNPACKED: Final = 32 * 1024 * 1024  # of all parts that are read
MAX_ELEMENTS: Final = 600_000
CHUNK: Final = 64 * 1024
LONGEST_TAG: Final = 1024 * 1024  # without a ">" that long, nothing of Excel's is
FAULTS: Final = (
    *(BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError),
    *(ValueError, LookupError, SAXException, DefusedXmlException, zlib.error),
)


class Stop(Exception):
    """A handler has seen enough."""


@dataclass
class Package:
    """The parts of one workbook, and how much of it may still be read."""

    archive: ZipFile
    names: dict[str, str]
    bytes_left: int = MAX_UNPACKED
    elements_left: int = MAX_ELEMENTS

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def parse(self, name: str, handler: Handler) -> None:
        """Feed one part to a handler, piece by piece. Any DTD is refused."""
        entry = self.archive.getinfo(self.names[name.lower()])
        self.bytes_left -= entry.file_size
        if self.bytes_left < 0:
            raise Unreadable(too_large())
        handler.package = self
        parser: Any = make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(handler)
        with self.archive.open(entry) as file:
            try:
                self._feed(parser, file)
            except Stop:
                return

    def _feed(self, parser: Any, file: Any) -> None:
        unclosed = 0
        while piece := file.read(CHUNK):
            closed = piece.rfind(b">")
            unclosed = unclosed + len(piece) if closed < 0 else len(piece) - closed
            if unclosed > LONGEST_TAG:
                raise Unreadable(_("The workbook is not as Excel makes it."))
            parser.feed(piece)
        parser.close()


class Handler(ContentHandler):
    """Counts elements; `start` and `end` get names without prefixes."""

    package: Package

    def startElement(self, name: str, attrs: Any) -> None:
        self.package.elements_left -= 1
        if self.package.elements_left < 0:
            raise Unreadable(too_large())
        self.start(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:
        self.end(name.rpartition(":")[2])

    def start(self, name: str, attrs: Any) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


@contextmanager
def opened(data: bytes) -> Iterator[Package]:
    """Raises Unreadable for what is damaged, encrypted, too large or no workbook."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            yield Package(archive, _names(archive))
    except FAULTS as error:
        reason = _("The workbook is damaged. Open it in Excel and save it again.")
        raise Unreadable(reason) from error


def _names(archive: ZipFile) -> dict[str, str]:
    entries = archive.infolist()
    names = {entry.filename.lower(): entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is no Excel workbook. Save the table as .xlsx."))
    if len(entries) > MAX_ENTRIES or len(names) < len(entries):
        raise Unreadable(_("The workbook is not as Excel makes it."))
    return names


def too_large() -> str:
    return _(
        "The workbook is too large. Delete the empty rows and columns beside the list (select them, Delete, save), or split it."
    )
