"""Which format a file is in: what it says counts for more than its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.aiken import ANSWER, OPTION
from quizzes.formats.base import Unusable
from quizzes.formats.csv_file import has_headings

SIGNATURES: Final[dict[bytes, Callable[[], str]]] = {
    b"\xd0\xcf\x11\xe0": lambda: _(
        "This is an old or a protected Office file. Save it as .xlsx without a password."
    ),
    b"%PDF": lambda: _(
        "This is a PDF. Questions come as GIFT, Aiken, Moodle XML, CSV or XLSX."
    ),
    b"{\\rtf": lambda: _("This is an RTF document. Save it as plain text (UTF-8)."),
}
ARCHIVE: Final = b"PK\x03\x04"


def is_workbook(data: bytes) -> bool:
    """Raises Unusable for what is a file of another program."""
    for signature, reason in SIGNATURES.items():
        if data.startswith(signature):
            raise Unusable(reason())
    return data.startswith(ARCHIVE)


def text_format(name: str, text: str) -> str:
    """gift, aiken, moodle_xml or csv."""
    ending = name.lower().rpartition(".")[2]
    if text.lstrip().startswith(("<?xml", "<quiz", "<!DOCTYPE", "<!--")):
        return "moodle_xml"
    if ending == "xlsx":
        raise Unusable(_("This is no Excel workbook. Save the table as .xlsx."))
    if ending in {"xml", "gift"}:
        return {"xml": "moodle_xml"}.get(ending, ending)
    if ending in {"csv", "tsv"} or has_headings(text):
        return "csv"
    return "aiken" if _looks_like_aiken(text) else "gift"


def _looks_like_aiken(text: str) -> bool:
    lines = text.split("\n")
    return any(map(ANSWER.fullmatch, lines)) and any(map(OPTION.fullmatch, lines))
