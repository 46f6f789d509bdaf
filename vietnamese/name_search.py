"""Finding people by name in the sort keys of `names`, with or without diacritics.

A sort key holds letters and tones apart, so one stored column answers both
"hue" (Huệ, Huế, Huê) and "huệ" (Huệ only), and "hoà" is "hòa".
"""

from __future__ import annotations

import re
from typing import Final

from vietnamese.names import ALPHABET, END, LETTERS, SYLLABLE, sort_key
from vietnamese.text import has_marks, nfc, unmarked

MOST_WORDS: Final = 8
# From the start over whole syllables: letters, END, a tone; END between parts.
SYLLABLES_BEFORE: Final = f"^({END}*[^{END}]+{END}[0-5])*{END}*"
NO_TONE: Final = "0"


def name_patterns(text: str) -> list[str]:
    """Regular expressions, one per word, all of which the key of a name must match.

    A word may be the beginning of a syllable: "ho" finds Hoàng.
    """
    words = SYLLABLE.findall(nfc(text))[:MOST_WORDS]
    return [SYLLABLES_BEFORE + _syllable(word) for word in words]


def _syllable(word: str) -> str:
    letters, tone = sort_key(word)[:-2], sort_key(word)[-1]
    if not has_marks(word):
        return "".join(_any_spelling(letter) for letter in word.lower())
    # A tone that was not typed yet is any tone.
    wanted = "[0-5]" if tone == NO_TONE else tone
    return f"{re.escape(letters)}[^{END}]*{END}{wanted}"


def _any_spelling(letter: str) -> str:
    """ "a" is a, ă or â; y and i are one, as in "lý" and "lí"."""
    if letter in "iy":
        return f"[{LETTERS['i']}{LETTERS['y']}]"
    alike = "".join(LETTERS[other] for other in ALPHABET if unmarked(other) == letter)
    return f"[{alike}]" if alike else re.escape(sort_key(letter)[:-2])
