"""Names of people, and the order of Vietnamese words.

A name is họ, đệm, tên: family name, middle names, given name. People are called
and listed by tên. A name may have any number of parts, one included.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from vietnamese.text import ACUTE, BARRED_D, DOT, GRAVE, HOOK, TILDE, nfc

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES: Final = f"{GRAVE}{HOOK}{TILDE}{ACUTE}{DOT}"

# A key is written in 0-9 and a-z only, which every collation sorts alike.
# 0 ends the letters of a syllable, 1 begins a number, 2 to y are the alphabet,
# z begins a letter of another script.
END: Final = "0"
NUMBER: Final = "1"
FOREIGN: Final = "z"
LETTERS: Final = dict(zip(ALPHABET, DIGITS[2:-1], strict=True))

SYLLABLE: Final = re.compile(r"[^\W_]+")
PIECE: Final = re.compile(r"\d+|\D")


def given_name(full_name: str) -> str:
    """The tên: "Nguyễn Thị Hường" → "Hường"."""
    return nfc(full_name).split()[-1] if full_name.split() else ""


def initials(full_name: str) -> str:
    """First letters of họ and tên: "Nguyễn Thị Hường" → "NH"."""
    parts = nfc(full_name).upper().split()
    return "".join(part[0] for part in [*parts[:1], *parts[1:][-1:]])


def sort_key(text: str) -> str:
    """Sorts as a Vietnamese dictionary does, in any database.

    Syllable by syllable; within a syllable letters first, then tones; numbers
    by value, before letters.
    """
    return "".join(_syllable_key(syllable) for syllable in SYLLABLE.findall(nfc(text)))


def name_sort_key(full_name: str, given: str | None = None) -> str:
    """Sorts people by tên, then đệm, then họ.

    `given` is the tên where it is not simply the last syllable, as with
    "Ngọc Anh".
    """
    given = given_name(full_name) if given is None else nfc(given)
    family, middle = _without(nfc(full_name).split(), given.split())
    return END.join([sort_key(given), sort_key(middle), sort_key(family)])


def _without(parts: list[str], given: list[str]) -> tuple[str, str]:
    """The họ and the đệm that remain, wherever the tên stands."""
    wanted = sort_key(" ".join(given))
    size = len(given)
    for start in range(len(parts) - size, -1, -1):
        if sort_key(" ".join(parts[start : start + size])) == wanted:
            parts = parts[:start] + parts[start + size :]
            break
    return " ".join(parts[:1]), " ".join(parts[1:])


def _syllable_key(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable.translate(BARRED_D).lower())
    tones = [TONES.index(char) + 1 for char in decomposed if char in TONES]
    letters = nfc("".join(char for char in decomposed if char not in TONES))
    key = "".join(_piece_key(piece) for piece in PIECE.findall(letters))
    return f"{key}{END}{tones[0] if tones else 0}"


def _piece_key(piece: str) -> str:
    """One letter, or one run of digits led by its length, so that 9 < 10."""
    if piece in LETTERS:
        return LETTERS[piece]
    if piece.isdecimal():
        number = str(int(piece[:34]))
        return NUMBER + DIGITS[len(number)] + number
    base = unicodedata.normalize("NFD", piece)[0]
    if unicodedata.combining(base):
        return ""
    return LETTERS[base] if base in LETTERS else FOREIGN + _base36(ord(base))


def _base36(number: int) -> str:
    places = (number // 36**3, number // 36**2 % 36, number // 36 % 36, number % 36)
    return "".join(DIGITS[place] for place in places)
