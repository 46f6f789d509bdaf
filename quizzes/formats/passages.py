"""Questions inside a text: gaps to fill, words to find."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Content, Malformed, ParsedQuestion
from quizzes.formats.checks import (
    MAX_ANSWERS,
    MAX_TEXT,
    answer_text,
    check_count,
    check_different,
    short_enough,
)
from quizzes.formats.plain import clean
from vietnamese.text import nfc

MARKER: Final = re.compile(r"\[\[([0-9]{1,3})\]\]")
BLANK: Final = "_____"
WORD: Final = re.compile(r"\w(?:\S*\w)?")
MARK: Final = re.compile(r"\\[\[\]{}\\]|[\[\]{}]")
PARTNER: Final = {"[": "]", "{": "}"}


@dataclass(frozen=True)
class Gap:
    """What fills a gap; with `options`, one of them is chosen."""

    accepted: Sequence[str]
    options: Sequence[str] = ()


# --- gaps -----------------------------------------------------------------


def marker(number: int) -> str:
    return f"[[{number}]]"


def gapped(
    text: str, gaps: Sequence[Gap], *, fold_marks: bool = False
) -> tuple[str, Content]:
    """The question and its content, from a text that holds [[1]], [[2]] and so on.

    Paragraphs before the first gap are the question; without any, the text is the
    question too, with lines for gaps.
    """
    order = _gap_order(text, len(gaps))
    numbers = iter(range(1, len(order) + 1))
    text = MARKER.sub(lambda found: marker(next(numbers)), clean(text))
    asked, passage = _parted(text)
    content = {
        "text": short_enough(passage, MAX_TEXT),
        "gaps": [_gap(gaps[number - 1]) for number in order],
        "fold_marks": fold_marks,
    }
    return asked, content


def gapped_text(question: ParsedQuestion) -> str:
    """What `gapped` would take apart into this question."""
    passage: str = question.content["text"]
    if question.text == shown(passage):
        return passage
    return f"{question.text}\n\n{passage}"


def shown(passage: str) -> str:
    return MARKER.sub(BLANK, passage)


def _parted(text: str) -> tuple[str, str]:
    first = MARKER.search(text)
    end = text.rfind("\n\n", 0, first.start()) if first else -1
    if end > 0:
        return text[:end].strip(), text[end:].strip()
    return shown(text), text


def _gap_order(text: str, count: int) -> list[int]:
    check_count(range(count), MAX_ANSWERS)
    order = [int(found) for found in MARKER.findall(text)]
    if not order:
        raise Malformed(_("The text has no gap: mark gaps as [[1]], [[2]]."))
    if sorted(order) != list(range(1, count + 1)):
        reason = _(
            "The gaps in the text (%(gaps)s) and the answers given for them (%(count)s) do not match: each of [[1]], [[2]]… stands once."
        )
        listed = ", ".join(map(marker, order[:10]))
        raise Malformed(reason % {"gaps": listed, "count": count})
    return order


def _gap(gap: Gap) -> dict[str, list[str]]:
    accepted = list(dict.fromkeys(answer_text(text) for text in gap.accepted))
    options = [answer_text(text) for text in gap.options]
    check_count(accepted, MAX_ANSWERS)
    check_count(options, MAX_ANSWERS)
    check_different(options)
    if not accepted:
        raise Malformed(_("A gap has no right answer."))
    if options and (len(options) < 2 or not set(accepted) < set(options)):
        reason = _("A gap with a choice needs at least one right and one wrong option.")
        raise Malformed(reason)
    if options:
        accepted.sort(key=options.index)
    return {"accepted": accepted, "options": options}


# --- hot words ------------------------------------------------------------


def hot_words(marked: str) -> Content:
    """From "Nước [tăng 3 mét] trong đêm": in brackets what is right.

    Every other word can be chosen too, unless wrong passages are marked {so}.
    """
    text, spans, has_wrong = _spans(clean(marked))
    if nfc(text) != text:
        raise Malformed(_("A bracket stands between a letter and its accent."))
    right = [span for span in spans if span["correct"]]
    if not right:
        raise Malformed(_("No word is marked as right: put right ones in [brackets]."))
    words = spans if has_wrong else _with_other_words(text, right)
    if len(words) == len(right):
        raise Malformed(_("Every word is right, so there is nothing to find."))
    return {"text": short_enough(text, MAX_TEXT), "words": words}


def marked_words(content: Content) -> str:
    """What `hot_words` would read as this content."""
    text, words = content["text"], sorted(content["words"], key=_start)
    right = [word for word in words if word["correct"]]
    shown_words = right if words == _with_other_words(text, right) else words
    parts, at = [], 0
    for word in shown_words:
        opening = "[" if word["correct"] else "{"
        inside = _escaped(text[word["start"] : word["end"]])
        parts.append(_escaped(text[at : word["start"]]))
        parts.append(f"{opening}{inside}{PARTNER[opening]}")
        at = word["end"]
    return "".join(parts) + _escaped(text[at:])


def _spans(marked: str) -> tuple[str, list[dict[str, Any]], bool]:
    parts: list[str] = []
    spans: list[dict[str, Any]] = []
    at, length, opened, start = 0, 0, "", 0
    for found in MARK.finditer(marked):
        parts.append(marked[at : found.start()])
        length += found.start() - at
        at, mark = found.end(), found[0]
        if mark.startswith("\\"):
            parts.append(mark[1])
            length += 1
        elif mark in PARTNER and not opened:
            opened, start = mark, length
        elif opened and mark == PARTNER[opened]:
            spans.append(_span(start, length, right=opened == "["))
            opened = ""
        else:
            _refuse_mark(mark)
    if opened:
        _refuse_mark(opened)
    return "".join([*parts, marked[at:]]), spans, any(not s["correct"] for s in spans)


def _refuse_mark(mark: str) -> None:
    reason = _(
        "A “%(mark)s” has no partner. Write \\%(mark)s for the character itself."
    )
    raise Malformed(reason % {"mark": mark})


def _span(start: int, end: int, *, right: bool) -> dict[str, Any]:
    if start == end:
        raise Malformed(_("There is nothing between two brackets."))
    return {"start": start, "end": end, "correct": right}


def _with_other_words(
    text: str, right: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    taken = bytearray(len(text))
    for span in right:
        taken[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])
    others = [
        _span(*found.span(), right=False)
        for found in WORD.finditer(text)
        if not any(taken[found.start() : found.end()])
    ]
    return sorted([*right, *others], key=_start)


def _start(word: dict[str, Any]) -> int:
    start: int = word["start"]
    return start


def _escaped(text: str) -> str:
    return re.sub(r"[\[\]{}\\]", r"\\\g<0>", text)
