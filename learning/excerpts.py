"""The lines of a text where what was asked for stands, marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from handbooks.searchable import WORD
from vietnamese.text import fold, nfc

AROUND: Final = 28  # words shown
BEFORE: Final = 6  # of them before the first mark
EXACT, OTHER = 2, 1


@dataclass(frozen=True)
class Asked:
    """The words somebody looks for, as typed and folded."""

    typed: frozenset[str]
    folded: frozenset[str]

    @classmethod
    def in_text(cls, text: str) -> Asked:
        return cls(
            frozenset(WORD.findall(nfc(text).lower())),
            frozenset(WORD.findall(fold(text))),
        )


def marked(text: str, asked: Asked) -> SafeString:
    """The whole text, escaped, with the words asked for in <mark>."""
    tokens = text.split()
    return _join(tokens, _levels(tokens, asked))


def excerpt(text: str, asked: Asked) -> SafeString:
    """The stretch with most of what was asked for; else how the text begins."""
    tokens = text.split()
    levels = _levels(tokens, asked)
    start = max(0, _best(levels) - BEFORE)
    end = start + AROUND
    lines = _join(tokens[start:end], levels[start:end])
    before = "… " if start else ""
    after = " …" if end < len(tokens) else ""
    return SafeString(f"{before}{lines}{after}")


def _levels(tokens: list[str], asked: Asked) -> list[dict[str, int]]:
    """For each token the words asked for that it holds, and how exactly."""
    folded = fold(" ".join(tokens)).split()
    if len(folded) != len(tokens):  # a token of nothing but invisible marks
        folded = [fold(token) for token in tokens]
    return [
        _level(token, plain, asked) if plain else {}
        for token, plain in zip(tokens, folded, strict=True)
    ]


def _level(token: str, plain: str, asked: Asked) -> dict[str, int]:
    found = asked.folded.intersection(WORD.findall(plain))
    if not found:
        return {}
    exact = asked.typed.intersection(WORD.findall(nfc(token).lower()))
    return dict.fromkeys(found, EXACT if exact else OTHER)


def _best(levels: list[dict[str, int]]) -> int:
    """Where the stretch begins that says most of what was asked, most exactly."""
    best, best_score = 0, 0
    for start, level in enumerate(levels):
        if not level:
            continue
        words: dict[str, int] = {}
        for near in levels[start : start + AROUND - BEFORE]:
            for word, exactness in near.items():
                words[word] = max(exactness, words.get(word, 0))
        score = sum(words.values())
        if score > best_score:
            best, best_score = start, score
    return best


def _join(tokens: list[str], levels: list[dict[str, int]]) -> SafeString:
    """Marked words in a row share one mark."""
    parts: list[str] = []
    inside = False
    for token, level in zip(tokens, levels, strict=True):
        if bool(level) != inside:
            parts.append("<mark>" if level else "</mark>")
            inside = bool(level)
        parts.append(escape(token))
    if inside:
        parts.append("</mark>")
    text = " ".join(parts)
    return SafeString(text.replace("<mark> ", "<mark>").replace(" </mark>", "</mark>"))
