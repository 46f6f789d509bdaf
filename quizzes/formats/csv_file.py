"""Tables as CSV, with whatever separator the spreadsheet chose."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Unusable
from quizzes.formats.table_rows import HEAD_WITHIN, Row, check_size
from quizzes.formats.table_words import heading_key

SEPARATORS: Final = ",;\t"
# Excel writes "sep=;" above the table where the separator is unusual.
STATED: Final = re.compile(r"""\s*"?sep=([,;\t|])"?[ ,;]*\n""", re.IGNORECASE)
# What a spreadsheet would run as a formula, full-width forms included.
FORMULA: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
SHIELDED: Final = re.compile(r"''*[=+\-@\t\r＝＋－＠]")
BOM: Final = "\ufeff"


def csv_rows(text: str) -> Iterator[Row]:
    """Raises Unusable where quotes do not close or the table is too large."""
    stated = STATED.match(text)
    above = 1 if stated else 0
    body = text[stated.end() :] if stated else text
    separator = stated[1] if stated else separator_of(body)
    reader = csv.reader(StringIO(body), delimiter=separator, strict=True)
    number = above
    try:
        for cells in reader:
            number += 1
            check_size(number, len(cells))
            yield Row(number, [_unshielded(cell) for cell in cells])
    except csv.Error as error:
        raise Unusable(_reason(error), line=reader.line_num + above) from error


def _reason(error: csv.Error) -> str:
    if "field larger" in str(error):
        return _("A cell is too long, or its quotation mark is never closed.")
    return _("A quotation mark is not closed, or other text follows it.")


def separator_of(text: str) -> str:
    """The one that makes the most headings we know."""
    return max(SEPARATORS, key=lambda separator: _headings(text, separator))


def has_headings(text: str) -> bool:
    return _headings(text, separator_of(text)) > 1


def _headings(text: str, separator: str) -> int:
    lines = text[:20_000].split("\n")[:HEAD_WITHIN]
    keys = [
        {heading_key(cell.strip('" ')) for cell in line.split(separator)}
        for line in lines
    ]
    return max(len(found - {""}) if "text" in found else 0 for found in keys)


def written_csv(rows: Iterable[Sequence[str]], separator: str = ",") -> bytes:
    """With a BOM, by which Excel knows that it is UTF-8."""
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([_shielded(cell) for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def _shielded(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def _unshielded(cell: str) -> str:
    return cell[1:] if SHIELDED.match(cell) else cell
