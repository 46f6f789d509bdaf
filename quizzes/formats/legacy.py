"""Vietnamese from before Unicode, recognised so that it can be refused by name.

It is never converted by guess: the same table that turns "NguyÔn" into "Nguyễn"
turns a proper "Lê Hà" into "Lờ Hà".
"""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from vietnamese.text import nfc

SAMPLE: Final = 20_000
OLD: Final = ("TCVN3", "VNI")
FEWEST, SHARE = 4, 0.2

MODERN: Final = re.compile(r"[\u1ea0-\u1ef9ĐđƠơƯư]")
WORD: Final = re.compile(r"\S*[A-Za-z\u00c0-\u00ff]\S*")
SIGNS: Final = {
    # Symbols and capitals amid small letters, "®µo t¹o", "NguyÔn".
    "TCVN3": re.compile(r"[A-Za-z][µ¸¹¶·¬\u00ad©ª«¨]|®[a-zµ¸¹¶·]|[a-z][À-Þ]"),
    # A vowel and its mark as two letters, "ñaøo taïo"; not those of "hoà", "quê".
    "VNI": re.compile(r"[AEOUYaeouyÔÖôö][ØÙÛÕÏÅÄËÜøùûõïåäëü]|[Ññ](?=[aeiouyöô])"),
    "windows-1258": re.compile(
        r"[A-Za-zâêôăơưÂÊÔĂƠƯđ][\u0300\u0301\u0303\u0309\u0323]"
    ),
    # UTF-8 read as Windows text and saved again, "Ä‘Ã o táº¡o".
    "UTF-8": re.compile(
        r"á[º»¡-¿\u0080-\u00bf]|Ã[\u00a0-\u00bf]|Ä[‘\u0091\u0090]|Æ[°¡]"
    ),
}
# French and Spanish have some of VNI's pairs, but not these.
PROOFS: Final = {"VNI": re.compile(r"[AEOUYaeouyÔÖôö][ØÕÅÄøõåä]")}
FONTS: Final = {"TCVN3": re.compile(r"\.Vn", re.I), "VNI": re.compile(r"VNI[- ]", re.I)}


def encoding_of_bytes(data: bytes) -> str:
    """Which old encoding these bytes seem to be in, "" when nothing says."""
    as_1258 = data[:SAMPLE].decode("cp1258", errors="replace")
    if _is_written_in("windows-1258", as_1258):
        return "windows-1258"
    sample = data[:SAMPLE].decode("latin-1")
    return next((name for name in OLD if _is_written_in(name, sample)), "")


def encoding_of_text(text: str) -> str:
    """The same for text that was saved as Unicode without being converted."""
    sample = nfc(text[:SAMPLE])
    if MODERN.search(sample) or sample.isascii():
        return ""
    return next((name for name in ("UTF-8", *OLD) if _is_written_in(name, sample)), "")


def encoding_of_font(font: str) -> str:
    return next((name for name, sign in FONTS.items() if sign.match(font)), "")


def reason_for(encoding: str) -> str:
    if encoding == "UTF-8":
        return _(
            "The Vietnamese letters were garbled before the file came here (UTF-8 read as Windows text). Save the original again as UTF-8."
        )
    if encoding:
        reason = _(
            "The text is in the old encoding %(encoding)s. Convert it to Unicode (for example with UniKey, Ctrl+Shift+F6), save as UTF-8 and import again."
        )
        return reason % {"encoding": encoding}
    return _("The text is not UTF-8. Save it as UTF-8 and import again.")


def _is_written_in(name: str, text: str) -> bool:
    if name in PROOFS and not PROOFS[name].search(text):
        return False
    words = WORD.findall(text)
    signs = sum(1 for word in words if SIGNS[name].search(word))
    return signs >= FEWEST and signs >= SHARE * len(words)
