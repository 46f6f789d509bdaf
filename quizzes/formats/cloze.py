"""Moodle's Cloze: gaps written into the text as {1:SHORTANSWER:=Hà Nội~=Ha Noi}."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Content, Malformed, ParsedQuestion
from quizzes.formats.decimals import HUNDRED, decimal_string, number, percent
from quizzes.formats.gift_answers import WEIGHT
from quizzes.formats.passages import MARKER, Gap, gapped, gapped_text, marker
from quizzes.formats.wildcards import with_escaped_stars, without_wildcards

START: Final = re.compile(r"\{([0-9]{0,3}):([A-Z_]{2,20}):")
PART: Final = re.compile(r"\\[\s\S]|[~}]")
ESCAPED: Final = re.compile(r'\\([}#~/"\\=])')
SHORT: Final = {
    *("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"),
}
CHOICE: Final = {
    *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
    *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
}
NUMERICAL: Final = {"NUMERICAL", "NM"}
CASE_MATTERS: Final = {"SHORTANSWER_C", "SAC", "MWC"}

Note = Callable[[str], None]


@dataclass(frozen=True)
class _Part:
    text: str
    fraction: Decimal
    has_feedback: bool


def cloze(text: str, *, fold_marks: bool, note: Note) -> tuple[str, Content]:
    pieces, gaps, weights, at = [], [], set(), 0
    start = START.search(text)
    while start:
        parts, end = _parts(text, start.end())
        gaps.append(_gap(start[2], parts, note))
        pieces += [_around(text[at : start.start()]), marker(len(gaps))]
        weights.add(start[1] or "1")
        at, start = end, START.search(text, end)
    if len(weights) > 1:
        note(_("All gaps count the same; their weights are not kept."))
    whole = "".join([*pieces, _around(text[at:])])
    return gapped(whole, gaps, fold_marks=fold_marks)


def _around(text: str) -> str:
    if MARKER.search(text):
        raise Malformed(_("The text holds [[…]], which marks gaps here."))
    return text


def _parts(text: str, start: int) -> tuple[list[str], int]:
    """The alternatives from here on, and the place after the closing brace."""
    parts, at = [], start
    for found in PART.finditer(text, start):
        if found[0].startswith("\\"):
            continue
        parts.append(text[at : found.start()])
        at = found.end()
        if found[0] == "}":
            return parts, at
    raise Malformed(_("A gap opened with “{” is not closed."))


def _gap(kind: str, written: Sequence[str], note: Note) -> Gap:
    if kind not in SHORT | CHOICE | NUMERICAL:
        reason = _("Gaps of the kind “%(kind)s” are not known here.")
        raise Malformed(reason % {"kind": kind})
    if kind in CASE_MATTERS:
        note(_("Upper and lower case are not told apart here."))
    parts = [_part(text) for text in written if text.strip()]
    if any(part.has_feedback for part in parts):
        note(_("Feedback on single answers of a gap is not kept."))
    # "~*#Feedback": what Moodle says to any other answer.
    parts = [part for part in parts if part.text != "*" or part.fraction]
    if any(part.fraction not in (0, HUNDRED) for part in parts):
        reason = _(
            "An answer of a gap is either right or wrong: leave out the weights."
        )
        raise Malformed(reason)
    right = [part.text for part in parts if part.fraction]
    if kind in CHOICE:
        return Gap(right, [part.text for part in parts])
    if kind in NUMERICAL:
        return Gap([way for text in right for way in _number(text)])
    return Gap([without_wildcards(text) for text in right])


def _part(text: str) -> _Part:
    text = text.strip()
    weight = WEIGHT.match(text)
    fraction = Decimal(0)
    if text.startswith("="):
        text, fraction = text[1:], HUNDRED
    elif weight:
        text, fraction = text[weight.end() :], percent(weight[1])
    answer, hash_, _feedback = _at_hash(text)
    return _Part(_unescaped(answer).strip(), fraction, bool(hash_))


def _at_hash(text: str) -> tuple[str, str, str]:
    for found in re.finditer(r"\\[\s\S]|#", text):
        if found[0] == "#":
            return text[: found.start()], "#", text[found.end() :]
    return text, "", ""


def _number(text: str) -> list[str]:
    value, _colon, tolerance = text.partition(":")
    if tolerance.strip() and number(tolerance):
        raise Malformed(_("A gap cannot take a range of numbers here."))
    exact = decimal_string(number(value))
    return [exact, exact.replace(".", ",")] if "." in exact else [exact]


def _unescaped(text: str) -> str:
    return ESCAPED.sub(r"\1", text)


# --- writing --------------------------------------------------------------


def written_cloze(question: ParsedQuestion) -> str:
    text = gapped_text(question)
    if START.search(text):
        raise Malformed(
            _("The text looks like a gap of Moodle's and cannot be written.")
        )
    gaps = question.content["gaps"]
    return MARKER.sub(lambda found: _written_gap(gaps[int(found[1]) - 1]), text)


def _written_gap(gap: dict[str, list[str]]) -> str:
    if gap["options"]:
        parts = [_written_option(text, gap["accepted"]) for text in gap["options"]]
        return f"{{1:MULTICHOICE:{'~'.join(parts)}}}"
    parts = [f"={_escaped(with_escaped_stars(text))}" for text in gap["accepted"]]
    return f"{{1:SHORTANSWER:{'~'.join(parts)}}}"


def _written_option(text: str, accepted: Sequence[str]) -> str:
    if text in accepted:
        return f"={_escaped(text)}"
    needs_weight = text.startswith("=") or WEIGHT.match(text)
    return f"{'%0%' if needs_weight else ''}{_escaped(text)}"


def _escaped(text: str) -> str:
    return re.sub(r'\\(?!\*)|[}#~/"]', r"\\\g<0>", text)
