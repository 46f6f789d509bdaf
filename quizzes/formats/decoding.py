"""From bytes to text we can trust, or a reason why not."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Unusable
from quizzes.formats.legacy import reason_for
from quizzes.formats.plain import BREAKS, NEVER
from vietnamese.legacy import encoding_of_bytes, encoding_of_text

MAX_TEXT_BYTES: Final = 2 * 1024 * 1024
BOMS: Final = {
    BOM_UTF8: "utf-8",
    BOM_UTF16_LE: "utf-16-le",
    BOM_UTF16_BE: "utf-16-be",
}
LINE_END: Final = re.compile(r"\r\n?")


def decoded(data: bytes) -> str:
    """Text with Unix line ends, no BOM and no control characters.

    Not yet NFC: in XML or GIFT that could melt a sign of the format into a letter.
    """
    if len(data) > MAX_TEXT_BYTES:
        reason = _("The file is larger than %(size)s MB. Split it.")
        raise Unusable(reason % {"size": MAX_TEXT_BYTES // 1024**2})
    text = LINE_END.sub("\n", _unicode(data))
    _refuse_control_characters(text)
    encoding = encoding_of_text(text)
    if encoding:
        raise Unusable(reason_for(encoding))
    return text.translate(BREAKS)


def line_at(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _unicode(data: bytes) -> str:
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _as(encoding, data[len(bom) :])
    _refuse_nul(data)
    return _as("utf-8", data)


def _as(encoding: str, data: bytes) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, errors="replace")
        line = line_at(LINE_END.sub("\n", before), len(before))
        raise Unusable(_not_unicode(encoding, data), line=line) from error


def _not_unicode(encoding: str, data: bytes) -> str:
    if encoding == "utf-8":
        return reason_for(encoding_of_bytes(data))
    return _("The file is damaged: it says UTF-16 but is not. Save it as UTF-8.")


def _refuse_nul(data: bytes) -> None:
    place = data.find(0)
    if place < 0:
        return
    reason = _(
        "The file holds a NUL character. It is damaged, or UTF-16 without a mark; save it as UTF-8."
    )
    raise Unusable(reason, line=data.count(b"\n", 0, place) + 1)


def _refuse_control_characters(text: str) -> None:
    found = NEVER.search(text)
    if found:
        line = line_at(text, found.start())
        raise Unusable(control_character_reason(found[0]), line=line)


def control_character_reason(char: str) -> str:
    reason = _("There is an invisible control character (U+%(code)s). Delete it.")
    return reason % {"code": f"{ord(char):04X}"}
