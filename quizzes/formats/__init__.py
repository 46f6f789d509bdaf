"""Questions in and out of files: bytes to parsed questions, and back.

Nothing here knows the database. `read` never raises for what a file holds: it
says what was read, what is refused and why, and what is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.aiken import read_aiken, write_aiken
from quizzes.formats.base import (
    Findings,
    Notice,
    Parsed,
    ParsedQuestion,
    Refusal,
    Unusable,
    Written,
)
from quizzes.formats.csv_file import csv_rows
from quizzes.formats.decoding import decoded
from quizzes.formats.gift import read_gift
from quizzes.formats.gift_write import write_gift
from quizzes.formats.moodle_write import write_moodle_xml
from quizzes.formats.moodle_xml import read_moodle_xml
from quizzes.formats.sniffing import is_workbook, text_format
from quizzes.formats.table import read_rows
from quizzes.formats.table_write import write_table_csv, write_table_xlsx
from quizzes.formats.template import template_csv, template_xlsx
from quizzes.formats.xlsx_file import xlsx_rows

# Format: how it is written, and the ending of its files.
WRITERS: Final[dict[str, tuple[Callable[[Sequence[ParsedQuestion]], Written], str]]] = {
    "gift": (write_gift, "gift"),
    "aiken": (write_aiken, "txt"),
    "moodle_xml": (write_moodle_xml, "xml"),
    "csv": (write_table_csv, "csv"),
    "xlsx": (write_table_xlsx, "xlsx"),
}


def read(*, name: str, data: bytes) -> Parsed:
    """What a file of questions holds, whatever its format, encoding or health."""
    try:
        parsed = _read(name, data)
    except Unusable as fault:
        refusal = Refusal(line=fault.line, question="", reason=str(fault))
        return Parsed(refusals=(refusal,))
    if not (parsed.questions or parsed.refusals):
        reason = _("No question was found in the file.")
        refusal = Refusal(line=0, question="", reason=reason)
        return Parsed(refusals=(refusal,), notices=parsed.notices, format=parsed.format)
    return parsed


def _read(name: str, data: bytes) -> Parsed:
    if is_workbook(data):
        findings = Findings(format="xlsx")
        return read_rows(xlsx_rows(data, findings), findings)
    text = decoded(data)
    match text_format(name, text):
        case "moodle_xml":
            return read_moodle_xml(text)
        case "csv":
            return read_rows(csv_rows(text), Findings(format="csv"))
        case "aiken":
            return read_aiken(text)
    return read_gift(text)


__all__ = [
    "WRITERS",
    "Notice",
    "Parsed",
    "ParsedQuestion",
    "Refusal",
    "Written",
    "read",
    "template_csv",
    "template_xlsx",
    "write_aiken",
    "write_gift",
    "write_moodle_xml",
    "write_table_csv",
    "write_table_xlsx",
]
