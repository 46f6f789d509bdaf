"""The answers of a question as lines to read, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Content
from quizzes.formats.decimals import with_comma
from quizzes.formats.passages import marked_words, marker
from quizzes.formats.writing import is_full
from quizzes.importing.saying import said

RIGHT: Final = "✓"
WRONG: Final = "✗"


def answer_lines(kind: str, content: Content) -> list[str]:
    tell = TELL.get(kind)
    return list(tell(said(kind, content))) if tell else []


def _choice(content: Content) -> Iterator[str]:
    for option in content["options"]:
        mark = RIGHT if option["correct"] else WRONG
        weight = f" ({_percent(option['fraction'])})" if "fraction" in option else ""
        yield f"{mark} {option['text']}{weight}{_feedback(option)}"


def _short(content: Content) -> Iterator[str]:
    for answer in content["accepted"]:
        yield f"{RIGHT} {answer['text']}{_worth(answer)}{_feedback(answer)}"
    if content["fold_marks"]:
        yield _("Diacritics do not count.")


def _numeric(content: Content) -> Iterator[str]:
    for answer in content["answers"]:
        number = with_comma(answer["value"])
        if answer["tolerance"] != "0":
            number = f"{number} ± {with_comma(answer['tolerance'])}"
        number = f"{number} {content['unit']}".strip()
        yield f"{RIGHT} {number}{_worth(answer)}{_feedback(answer)}"


def _matching(content: Content) -> Iterator[str]:
    yield from (f"{pair['left']} → {pair['right']}" for pair in content["pairs"])
    yield from (f"→ {text}" for text in content["distractors"])


def _ordering(content: Content) -> Iterator[str]:
    for place, item in enumerate(content["items"], start=1):
        yield f"{place}. {item['text']}"


def _gaps(content: Content) -> Iterator[str]:
    yield content["text"]
    for place, gap in enumerate(content["gaps"], start=1):
        wrong = [text for text in gap["options"] if text not in gap["accepted"]]
        others = f" ({' | '.join(wrong)})" if wrong else ""
        yield f"{marker(place)} {' | '.join(gap['accepted'])}{others}"
    if content["fold_marks"]:
        yield _("Diacritics do not count.")


def _hot_words(content: Content) -> Iterator[str]:
    yield marked_words(content)


def _essay(content: Content) -> Iterator[str]:
    least, most = content["min_words"], content["max_words"]
    if least or most:
        yield _("Words: %(least)s to %(most)s") % {"least": least, "most": most or "…"}
    if content["guide"]:
        yield content["guide"]


TELL: Final[dict[str, Callable[[Content], Iterator[str]]]] = {
    "single": _choice,
    "true_false": _choice,
    "multiple": _choice,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "hot_words": _hot_words,
    "essay": _essay,
}


def _worth(answer: dict[str, Any]) -> str:
    full = is_full(answer["fraction"])
    return "" if full else f" ({_percent(answer['fraction'])})"


def _percent(fraction: str) -> str:
    return f"{with_comma(fraction)} %"


def _feedback(part: dict[str, Any]) -> str:
    return f" — {part['feedback']}" if part["feedback"] else ""
