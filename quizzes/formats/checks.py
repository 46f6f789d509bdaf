"""What any text or list of a question must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Malformed
from quizzes.formats.decoding import control_character_reason
from quizzes.formats.plain import NEVER, clean, one_line

MAX_TEXT: Final = 20_000
MAX_ANSWER: Final = 4_000
MAX_ANSWERS: Final = 50
MAX_NAME: Final = 255
MAX_CODE: Final = 100
MAX_CATEGORY: Final = 150
MAX_DEPTH: Final = 10
MAX_TAGS: Final = 30


def answer_text(text: str) -> str:
    return required_text(text, _("An answer has no text."), MAX_ANSWER)


def required_text(text: str, reason: str, most: int) -> str:
    text = clean(text)
    if not text:
        raise Malformed(reason)
    return short_enough(text, most)


def short_enough(text: str, most: int) -> str:
    # Markup can spell out what the file itself was not allowed to hold: &#7;
    never = NEVER.search(text)
    if never:
        raise Malformed(control_character_reason(never[0]))
    if len(text) > most:
        reason = _(
            "A text is too long: %(count)s characters, at most %(most)s can be kept."
        )
        raise Malformed(reason % {"count": len(text), "most": most})
    return text


def line_of_names(names: Iterable[str], most: int) -> tuple[str, ...]:
    """Tags, or the parts of a category's path."""
    cleaned = tuple(filter(None, map(one_line, names)))
    check_count(cleaned, most)
    return tuple(short_enough(name, MAX_CATEGORY) for name in cleaned)


def short_line(text: str) -> str:
    return short_enough(one_line(text), MAX_NAME)


def code_line(text: str) -> str:
    """What a question is known by from file to file."""
    code = one_line(text)
    if len(code) > MAX_CODE:
        reason = _("The code “%(code)s…” is longer than %(most)s characters.")
        raise Malformed(reason % {"code": code[:40], "most": MAX_CODE})
    return short_enough(code, MAX_CODE)


def check_count(things: Sequence[Any], most: int) -> None:
    if len(things) > most:
        reason = _("There are %(count)s entries; at most %(most)s can be kept.")
        raise Malformed(reason % {"count": len(things), "most": most})


def check_different(texts: Sequence[str]) -> None:
    if len(set(texts)) < len(texts):
        twice = next(text for text in texts if texts.count(text) > 1)
        reason = _("“%(text)s” is there twice.")
        raise Malformed(reason % {"text": twice[:60]})
