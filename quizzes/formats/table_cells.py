"""The small languages inside cells: "A, C", "Tày | tày", "3,5 ± 0,1 km"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Malformed
from quizzes.formats.decimals import HUNDRED, percent, range_of, typed_number
from quizzes.formats.passages import Gap
from quizzes.formats.shapes import Number
from vietnamese.text import fold

LETTER: Final = re.compile(
    r"\s*([A-Za-z])(?![^\W\d_])(?:\s*:?\s*(-?[0-9]{1,3}(?:[.,][0-9]{1,15})?)\s*%)?\s*(?:[,;/&+]\s*|(?=\s)|$)"
)
DIGITS: Final = r"([-+−]?[0-9][0-9.,]*?)"
UNIT: Final = r"([^\s0-9.,+\-−±–<>=…].*)"
NUMBER: Final = re.compile(rf"{DIGITS}(?:\s*(?:±|\+/-|\+-)\s*{DIGITS})?(?:\s*{UNIT})?")
RANGE: Final = re.compile(
    rf"{DIGITS}\s*(?:\.\.|…|–|đến|to|(?<=\s)-(?=\s))\s*{DIGITS}(?:\s*{UNIT})?"
)
MAX_NUMBER: Final = 200
ARROW: Final = re.compile(r"\\(?:→|->|=>|\\)|→|->|=>")
WORDS_BETWEEN: Final = re.compile(r"([0-9]{1,6}) ?(?:-|–|den|to) ?([0-9]{1,6})\b")
WORDS_FROM: Final = re.compile(r"(?:it nhat|toi thieu|at least|tu) ([0-9]{1,6})\b")
WORDS_TO: Final = re.compile(r"(?:nhieu nhat|toi da|at most|den) ([0-9]{1,6})\b")


def letters(text: str) -> list[tuple[str, Decimal | None]]:
    """ "A, C 50%" → A without a weight, C with one."""
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = LETTER.match(text, at)
        if not match or match.end() == at:
            reason = _("“%(text)s” does not name options. Write letters: A, or A, C.")
            raise Malformed(reason % {"text": text[:40]})
        weight = percent(match[2].replace(",", ".")) if match[2] else None
        found.append((match[1].upper(), weight))
        at = match.end()
    names = [name for name, _weight in found]
    if len(set(names)) < len(names):
        raise Malformed(_("A letter is there twice."))
    return found


def alternatives(text: str) -> list[str]:
    """Parts between "|" or lines, where "\\|" is the character itself."""
    return [_plain(part, "|") for part in _parts(text, "|\n")]


def written_alternatives(texts: Sequence[str]) -> str:
    return " | ".join(_escaped(text, "|") for text in texts)


def listed(text: str) -> list[str]:
    """Tags: parts between commas, where "\\," is the character itself."""
    return [_plain(part, ",;") for part in _parts(text, ",;\n")]


def written_list(texts: Sequence[str]) -> str:
    return ", ".join(_escaped(text, ",;") for text in texts)


def gap(text: str) -> Gap:
    """ "Tày | tày" is typed, "*Tày | Nùng" chosen: right ones have a star."""
    parts = _parts(text, "|")
    texts = [_plain(part.removeprefix("*").strip(), "|*") for part in parts]
    right = [
        text for text, part in zip(texts, parts, strict=True) if part.startswith("*")
    ]
    return Gap(right, texts) if right else Gap(texts)


def written_gap(accepted: Sequence[str], options: Sequence[str]) -> str:
    if not options:
        return " | ".join(_escaped(text, "|*") for text in accepted)
    return " | ".join(
        f"{'*' if text in accepted else ''}{_escaped(text, '|*')}" for text in options
    )


def _parts(text: str, marks: str) -> list[str]:
    """What stands between unescaped marks, with its escapes."""
    parts, at = [], 0
    for found in re.finditer(rf"\\[\s\S]|[{re.escape(marks)}]", text):
        if not found[0].startswith("\\"):
            parts.append(text[at : found.start()].strip())
            at = found.end()
    return [part for part in (*parts, text[at:].strip()) if part]


def _plain(text: str, marks: str) -> str:
    return re.sub(rf"\\([{re.escape(marks)}\\])", r"\1", text)


def _escaped(text: str, marks: str) -> str:
    return re.sub(rf"[{re.escape(marks)}\\]", r"\\\g<0>", text)


def pair(text: str) -> tuple[str, str]:
    """ "Tin giả → Kiểm chứng"; without a left side it is a distractor."""
    for found in ARROW.finditer(text):
        if not found[0].startswith("\\"):
            left = text[: found.start()]
            left = re.sub(r"\\(→|->|=>|\\)", r"\1", left)
            return left.strip(), text[found.end() :].strip()
    raise Malformed(_("A pair is written “left → right” or “left -> right”."))


def written_pair(left: str, right: str) -> str:
    left = re.sub(r"\\|→|->|=>", r"\\\g<0>", left)
    return f"{left} → {right}".strip()


def number_with_unit(text: str, fraction: Decimal = HUNDRED) -> tuple[Number, str]:
    text = text.strip()
    if len(text) > MAX_NUMBER:
        raise Malformed(_("This is too long for a number."))
    between = RANGE.fullmatch(text)
    if between:
        low, high = typed_number(between[1]), typed_number(between[2])
        value, tolerance = range_of(low, high)
        return Number(value, tolerance, fraction), (between[3] or "").strip()
    found = NUMBER.fullmatch(text)
    if not found:
        reason = _("“%(text)s” is not a number. Write it like 3,5 or 3,5 ± 0,1 km.")
        raise Malformed(reason % {"text": text[:40]})
    tolerance = typed_number(found[2]) if found[2] else Decimal(0)
    unit = (found[3] or "").strip()
    return Number(typed_number(found[1]), tolerance, fraction), unit


def word_limits(text: str) -> tuple[int, int]:
    words = fold(text)
    if not words:
        return 0, 0
    if between := WORDS_BETWEEN.search(words):
        return int(between[1]), int(between[2])
    least, most = WORDS_FROM.search(words), WORDS_TO.search(words)
    if not least and not most:
        reason = _("“%(text)s” is no word limit. Write it like 100 – 300 từ.")
        raise Malformed(reason % {"text": text[:40]})
    return int(least[1]) if least else 0, int(most[1]) if most else 0


def written_word_limits(least: int, most: int) -> str:
    if least and most:
        return f"{least} – {most} từ"
    if most:
        return f"Nhiều nhất {most} từ"
    return f"Ít nhất {least} từ" if least else ""
