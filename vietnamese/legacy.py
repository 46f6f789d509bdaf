"""Vietnamese from before Unicode: recognised, and turned into Unicode.

The fonts of TCVN3 (.VnTime, .VnArial) and of VNI (VNI-Times) draw Vietnamese over the
letters of Western Europe, so that the text itself is "NguyÔn". Decide by the font of
a cell, or by a whole text, never by a word: the table that turns "NguyÔn" into "Nguyễn"
turns a proper "Lê Hà" into "Lờ Hà".
"""

from __future__ import annotations

import re
from typing import Final

from vietnamese.text import (
    ACUTE,
    BREVE,
    CIRCUMFLEX,
    DOT,
    GRAVE,
    HOOK,
    TILDE,
    nfc,
)

TCVN3: Final = "TCVN3"
VNI: Final = "VNI"
OLD: Final = (TCVN3, VNI)

# --- recognised -----------------------------------------------------------------

SAMPLE: Final = 20_000
FEWEST, SHARE = 4, 0.2
MODERN: Final = re.compile(r"[\u1ea0-\u1ef9ĐđƠơƯư]")
WORD: Final = re.compile(r"\S*[A-Za-z\u00c0-\u00ff]\S*")
SIGNS: Final = {
    # Symbols and capitals amid small letters, "®µo t¹o", "NguyÔn".
    TCVN3: re.compile(r"[A-Za-z][µ¸¹¶·¬\u00ad©ª«¨]|®[a-zµ¸¹¶·]|[a-z][À-Þ]"),
    # A vowel and its mark as two letters, "ñaøo taïo"; not those of "hoà", "quê".
    VNI: re.compile(r"[AEOUYaeouyÔÖôö][ØÙÛÕÏÅÄËÜøùûõïåäëü]|[Ññ](?=[aeiouyöô])"),
    "windows-1258": re.compile(
        r"[A-Za-zâêôăơưÂÊÔĂƠƯđ][\u0300\u0301\u0303\u0309\u0323]"
    ),
    # UTF-8 read as Windows text and saved again, "Ä‘Ã o táº¡o".
    "UTF-8": re.compile(
        r"á[º»¡-¿\u0080-\u00bf]|Ã[\u00a0-\u00bf]|Ä[‘\u0091\u0090]|Æ[°¡]"
    ),
}
# French and Spanish have some of VNI's pairs, but not these.
PROOFS: Final = {VNI: re.compile(r"[AEOUYaeouyÔÖôö][ØÕÅÄøõåä]")}
FONTS: Final = {TCVN3: re.compile(r"\.Vn", re.I), VNI: re.compile(r"VNI[- ]", re.I)}
# .VnTimeH, .VnArialH: small letters drawn as capitals.
CAPITALS: Final = re.compile(r"\.Vn.*H$", re.I)


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


def _is_written_in(name: str, text: str) -> bool:
    if name in PROOFS and not PROOFS[name].search(text):
        return False
    words = WORD.findall(text)
    signs = sum(1 for word in words if SIGNS[name].search(word))
    return signs >= FEWEST and signs >= SHARE * len(words)


# --- converted ------------------------------------------------------------------

_TCVN3_FROM: Final = (
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
)
_TCVN3_TO: Final = (
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
)
TCVN3_LETTERS: Final = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

# Letters that VNI writes with one sign, and what its second signs put on a vowel.
VNI_LETTERS: Final = str.maketrans("ñÑôÔöÖæÆóÓòÒîÎ", "đĐơƠưƯỉỈĩĨịỊỵỴ")
VNI_MARKS: Final = {
    **{"ø": GRAVE, "ù": ACUTE, "û": HOOK, "õ": TILDE, "ï": DOT},
    **{"â": CIRCUMFLEX, "à": CIRCUMFLEX + GRAVE, "á": CIRCUMFLEX + ACUTE},
    **{"å": CIRCUMFLEX + HOOK, "ã": CIRCUMFLEX + TILDE, "ä": CIRCUMFLEX + DOT},
    **{"ê": BREVE, "è": BREVE + GRAVE, "é": BREVE + ACUTE},
    **{"ú": BREVE + HOOK, "ü": BREVE + TILDE, "ë": BREVE + DOT},
}
# In one pass: "oâ" becomes "ô", which by itself would mean "ơ".
VNI_SIGN: Final = re.compile(
    r"([AEOUYaeouyÔÖôö])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|[ñÑôÔöÖæÆóÓòÒîÎ]"
)


def to_unicode(text: str, encoding: str, *, font: str = "") -> str:
    """Text of an old encoding as composed Unicode; any other comes back composed."""
    if encoding == TCVN3:
        plain = text.translate(TCVN3_LETTERS)
        return nfc(plain.upper() if CAPITALS.match(font) else plain)
    if encoding == VNI:
        return nfc(VNI_SIGN.sub(_vni_letter, text))
    return nfc(text)


def _vni_letter(found: re.Match[str]) -> str:
    vowel, sign = found.groups()
    if not vowel:
        return found[0].translate(VNI_LETTERS)
    return vowel.translate(VNI_LETTERS) + VNI_MARKS[sign.lower()]
