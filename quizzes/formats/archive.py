"""An XLSX is an archive: it is checked whole before anybody unpacks it."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from quizzes.formats.base import Unusable

MAX_XLSX_BYTES: Final = 10 * 1024 * 1024
MAX_ENTRIES: Final = 1_000
MAX_UNPACKED: Final = 16 * 1024 * 1024
# Elements take far more memory than their bytes: "<c/>" grows eighty-fold. Those
# of styles and the like take longer, too.
MAX_TAGS: Final = 800_000
MAX_OTHER_TAGS: Final = 80_000
CELLS: Final = ("xl/worksheets/", "xl/sharedstrings")
CHUNK: Final = 256 * 1024
DTDS: Final = tuple(
    "<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")
)
DAMAGED: Final = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)


def checked_archive(data: bytes) -> None:
    """Raises Unusable for bombs, encryption, twins, DTDs and what is no workbook."""
    if len(data) > MAX_XLSX_BYTES:
        reason = _("The file is larger than %(size)s MB. Split it.")
        raise Unusable(reason % {"size": MAX_XLSX_BYTES // 1024**2})
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check(archive)
    except DAMAGED as error:
        reason = _("The workbook is damaged. Open it in Excel and save it again.")
        raise Unusable(reason) from error


def _check(archive: ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if "xl/workbook.xml" not in names:
        raise Unusable(_("This is no Excel workbook. Save the table as .xlsx."))
    if len(entries) > MAX_ENTRIES or len(set(names)) < len(names):
        raise Unusable(_("The archive of the workbook is not as Excel makes it."))
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Unusable(_("The workbook is too large when unpacked. Split it."))
    tags = {
        name: _tags(archive, entry) for name, entry in zip(names, entries, strict=True)
    }
    others = sum(n for name, n in tags.items() if not name.startswith(CELLS))
    if sum(tags.values()) > MAX_TAGS or others > MAX_OTHER_TAGS:
        raise Unusable(_("The workbook has too many cells. Split it."))


def _tags(archive: ZipFile, entry: ZipInfo) -> int:
    """Unpacks in pieces, never more than announced; checks the sum, forbids DTDs."""
    count, last = 0, b""
    with archive.open(entry) as file:
        while piece := file.read(CHUNK):
            count += piece.count(b"<")
            if any(mark in last + piece for mark in DTDS):
                raise Unusable(_("The workbook defines a document type (DTD)."))
            last = piece[-32:]
    return count
