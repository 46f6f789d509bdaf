"""One text, four forms: as stored, as searched, as spelt in ASCII, as in a URL."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"

# The letter each tone is typed with in Telex.
TELEX_TONES: Final = {GRAVE: "f", HOOK: "r", TILDE: "x", ACUTE: "s", DOT: "j"}

# đ does not decompose in Unicode. The Icelandic and African look-alikes are
# typed by mistake and look the same on screen.
BARRED_D: Final = str.maketrans("ĐÐƉðɖ", "đđđđđ")
PLAIN_D: Final = str.maketrans("đ", "d")

# "kỹ" and "kĩ" are one word in two spellings, and so after h, k, l, m, s, t and
# qu; "thuý" and "thúi" are two words. "quy" keeps its y so that somebody who
# has typed "quy" so far already finds "quyết định".
Y_FOR_I: Final = re.compile(r"\b([hklmst])y\b")
I_FOR_Y: Final = re.compile(r"\bqui\b")

WORD: Final = re.compile(r"[\w\u0300-\u036f]+")
NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")

# Telephones and word processors put these in by themselves.
TYPOGRAPHIC: Final = str.maketrans(
    dict.fromkeys("“”„«»″", '"')
    | dict.fromkeys("‘’‚′", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"…": "..."}
)


def nfc(text: str) -> str:
    """The composed form, the only one we store."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """What two texts have in common when they differ only in how they are typed.

    Case, marks, đ, spaces and the i/y spellings go: "Xử  lí" and "xu ly" both
    fold to "xu li". Fold the query too.
    """
    plain = " ".join(unmarked(text).split())
    return I_FOR_Y.sub("quy", Y_FOR_I.sub(r"\1i", plain))


def spelling(text: str) -> str:
    """What two texts have in common when they are the same words, marks included.

    Case, spaces, the forms of quotes and dashes, the place of the tone and the i/y
    spellings go: "Hoà  Bình – kĩ" and "hòa bình - kỹ" are one.
    """
    plain = " ".join(_visible(plain_marks(text)).split())
    toned = WORD.sub(lambda word: _tones_last(word[0]), plain)
    return I_FOR_Y.sub("quy", Y_FOR_I.sub(r"\1i", toned))


def plain_marks(text: str) -> str:
    """Quotes and dashes as a keyboard has them."""
    return text.translate(TYPOGRAPHIC)


def unmarked(text: str) -> str:
    """Lower case, without marks: "Đấu tranh" → "dau tranh"."""
    letters = (char for char in _decomposed(text) if not _is_mark(char))
    return nfc("".join(letters).translate(PLAIN_D))


def has_marks(text: str) -> bool:
    """Whether the writer bothered with diacritics, so means an exact spelling."""
    return any(_is_accent(char) or char == "đ" for char in _decomposed(text))


def telex(text: str) -> str:
    """The exact spelling in ASCII, as typed with the tone after each syllable.

    "khủng hoảng" → "khungr hoangr". An index that keeps only ASCII can thus
    tell "khung" from "khủng", yet not "hoà" from "hòa", which are one word.
    """
    typed = WORD.sub(lambda word: _telex_word(word[0]), _visible(text))
    return " ".join(NOT_ASCII.sub(" ", typed).split())


def slug(text: str) -> str:
    """For a URL: "Xử lý Đặng" → "xu-ly-dang"."""
    return re.sub(r"[^a-z0-9]+", "-", unmarked(text)).strip("-")


def _decomposed(text: str) -> str:
    # Twice, because lowering a letter such as İ brings new marks to light.
    lowered = unicodedata.normalize("NFD", text.translate(BARRED_D)).lower()
    return unicodedata.normalize("NFD", lowered)


def _is_accent(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _is_mark(char: str) -> bool:
    """An accent, or an invisible character that came along from a web page."""
    return unicodedata.category(char) in {"Mn", "Cf"}


def _visible(text: str) -> str:
    return "".join(c for c in _decomposed(text) if unicodedata.category(c) != "Cf")


def _tones_last(word: str) -> str:
    tones = "".join(char for char in word if char in TELEX_TONES)
    return "".join(char for char in word if char not in TELEX_TONES) + tones


def _telex_word(word: str) -> str:
    letters, tones = "", ""
    for char in word:
        if char in TELEX_TONES:
            tones += TELEX_TONES[char]
        else:
            letters += _telex_letter(char, after=letters)
    return letters + tones


def _telex_letter(char: str, *, after: str) -> str:
    if char == "đ":
        return "dd"
    if char == CIRCUMFLEX:
        return after[-1:]
    if char in {BREVE, HORN}:
        return "w"
    if char.isascii():
        return char
    # Other scripts are spelt by code point, other marks are not spelt at all.
    return f"u{ord(char):x}" if char.isalnum() else ""
