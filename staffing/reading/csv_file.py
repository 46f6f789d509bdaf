"""CSV, with whatever separator and encoding a spreadsheet or an old program chose."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _

from staffing.reading.base import (
    HEAD_WITHIN,
    MAX_COLUMNS,
    Decoder,
    OldText,
    Piece,
    Sheet,
    Unreadable,
)
from vietnamese.legacy import OLD, encoding_of_bytes, to_unicode
from vietnamese.text import nfc

BOMS: Final = {
    BOM_UTF8: "utf-8",
    BOM_UTF16_LE: "utf-16-le",
    BOM_UTF16_BE: "utf-16-be",
}
SEPARATORS: Final = ";,\t|"
# Excel writes "sep=;" above the table where the separator is unusual.
STATED: Final = re.compile(r'\s*"?sep=([,;\t|])"?[ ,;]*\r?\n', re.IGNORECASE)


def csv_sheet(data: bytes, old_text: OldText) -> Sheet:
    text, encoding = decoded(data, old_text)
    sheet, decoder = Sheet(), Decoder(OldText.LEAVE if encoding else old_text)
    stated = STATED.match(text)
    separator = stated[1] if stated else separator_of(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            for column, cell in enumerate(cells[:MAX_COLUMNS]):
                value = decoder.text([Piece(cell)])
                if value:
                    sheet.put(number, column, value)
    except csv.Error as error:
        reason = _("Line %(line)s: a quotation mark is not closed.")
        raise Unreadable(reason % {"line": reader.line_num}) from error
    if encoding:
        told = _("The file was in %(encoding)s and was turned into Unicode.")
        sheet.notices.append(told % {"encoding": encoding})
    if not sheet.rows:
        raise Unreadable(_("The file is empty."))
    decoder.finish(sheet)
    return sheet


def separator_of(text: str) -> str:
    """The one found most often in the line that has most of it."""
    lines = text[:100_000].split("\n")[:HEAD_WITHIN]
    return max(SEPARATORS, key=lambda char: sorted(line.count(char) for line in lines))


def decoded(data: bytes, old_text: OldText) -> tuple[str, str]:
    """The text, and the old encoding it was in."""
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace"), ""
    if b"\0" in data:
        raise Unreadable(_("This is no text. Save the list as .xlsx or as CSV UTF-8."))
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        return _old(data, old_text)


def _old(data: bytes, old_text: OldText) -> tuple[str, str]:
    encoding = old_text.value if old_text in OLD else encoding_of_bytes(data)
    if encoding == "windows-1258":
        return nfc(data.decode("cp1258", errors="replace")), encoding
    if not encoding:
        raise Unreadable(_("The text is not UTF-8. Save it as CSV UTF-8 or .xlsx."))
    return to_unicode(data.decode("latin-1"), encoding), encoding
