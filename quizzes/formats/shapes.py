"""The content of each kind of question, checked as it is put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Content, Malformed, ParsedQuestion
from quizzes.formats.checks import (
    MAX_ANSWER,
    MAX_ANSWERS,
    MAX_DEPTH,
    MAX_TAGS,
    MAX_TEXT,
    answer_text,
    check_count,
    check_different,
    code_line,
    line_of_names,
    required_text,
    short_enough,
    short_line,
)
from quizzes.formats.decimals import HUNDRED, decimal_string
from quizzes.formats.plain import clean

# Three weights of 33 % are meant to be 100 %.
SUM_MAY_DIFFER: Final = 2

# Content, not interface: the same whatever language the author's screen has.
TRUE, FALSE = "Đúng", "Sai"


@dataclass(frozen=True)
class Weighted:
    """An option or accepted answer and what it is worth, in percent."""

    text: str
    fraction: Decimal
    feedback: str = ""


@dataclass(frozen=True)
class Number:
    value: Decimal
    tolerance: Decimal = Decimal(0)
    fraction: Decimal = HUNDRED
    feedback: str = ""


def question(
    *,
    kind: str,
    text: str,
    content: Content,
    explanation: str = "",
    category: Sequence[str] = (),
    tags: Iterable[str] = (),
    name: str = "",
    code: str = "",
    difficulty: int | None = None,
    reference: str = "",
    line: int = 0,
) -> ParsedQuestion:
    return ParsedQuestion(
        kind=kind,
        text=required_text(text, _("The question has no text."), MAX_TEXT),
        content=content,
        explanation=short_enough(clean(explanation), MAX_TEXT),
        category=line_of_names(category, MAX_DEPTH),
        tags=tuple(dict.fromkeys(line_of_names(tags, MAX_TAGS))),
        name=short_line(name),
        code=code_line(code),
        difficulty=difficulty,
        reference=short_line(reference),
        line=line,
    )


def single(answers: Sequence[Weighted]) -> Content:
    options = [_option(answer, right=answer.fraction == HUNDRED) for answer in answers]
    _check_options(options)
    right = sum(option["correct"] for option in options)
    if not right:
        raise Malformed(_("No option is marked as right."))
    if right > 1:
        reason = _(
            "%(count)s options are marked as right where one must be. A question with several right options is another kind; there their weights add up to 100%%."
        )
        raise Malformed(reason % {"count": right})
    for option, answer in zip(options, answers, strict=True):
        if answer.fraction not in (0, HUNDRED):
            option["fraction"] = decimal_string(answer.fraction)
    return {"options": options}


def multiple(answers: Sequence[Weighted], *, all_or_nothing: bool = False) -> Content:
    options = [_option(answer, right=answer.fraction > 0) for answer in answers]
    _check_options(options)
    if not any(option["correct"] for option in options):
        raise Malformed(_("No option is marked as right."))
    if all_or_nothing or all(answer.fraction in (0, HUNDRED) for answer in answers):
        return {"options": options, "partial": False}
    _check_sum(answers)
    for option, answer in zip(options, answers, strict=True):
        option["fraction"] = decimal_string(answer.fraction)
    return {"options": options, "partial": True}


def true_false(*, truth: bool, if_true: str = "", if_false: str = "") -> Content:
    """`if_true` is the feedback for those who answer "true"."""
    right = Decimal(100)
    answers = [
        Weighted(TRUE, right if truth else Decimal(0), if_true),
        Weighted(FALSE, Decimal(0) if truth else right, if_false),
    ]
    return single(answers)


def short(answers: Sequence[Weighted], *, fold_marks: bool = False) -> Content:
    accepted = [
        {
            "text": answer_text(answer.text),
            "fraction": decimal_string(answer.fraction),
            "feedback": _feedback(answer.feedback),
        }
        for answer in answers
    ]
    _check_accepted([answer.fraction for answer in answers])
    check_different([answer["text"] for answer in accepted])
    return {"accepted": accepted, "fold_marks": fold_marks}


def numeric(answers: Sequence[Number], *, unit: str = "") -> Content:
    _check_accepted([answer.fraction for answer in answers])
    if any(answer.tolerance < 0 for answer in answers):
        raise Malformed(_("A tolerance cannot be below 0."))
    found = [
        {
            "value": decimal_string(answer.value),
            "tolerance": decimal_string(answer.tolerance),
            "fraction": decimal_string(answer.fraction),
            "feedback": _feedback(answer.feedback),
        }
        for answer in answers
    ]
    return {"answers": found, "unit": short_line(unit)}


def matching(pairs: Sequence[tuple[str, str]], distractors: Sequence[str]) -> Content:
    found = [
        {"left": answer_text(left), "right": answer_text(right)}
        for left, right in pairs
    ]
    others = list(dict.fromkeys(answer_text(text) for text in distractors))
    if len(found) < 2:
        raise Malformed(_("A matching question needs at least two pairs."))
    check_count([*found, *others], MAX_ANSWERS)
    check_different([pair["left"] for pair in found])
    rights = {pair["right"] for pair in found}
    return {
        "pairs": found,
        "distractors": [text for text in others if text not in rights],
    }


def ordering(items: Sequence[str]) -> Content:
    found = [answer_text(text) for text in items]
    if len(found) < 2:
        raise Malformed(_("An ordering question needs at least two items."))
    check_count(found, MAX_ANSWERS)
    check_different(found)
    return {"items": [{"text": text} for text in found]}


def essay(*, min_words: int = 0, max_words: int = 0, guide: str = "") -> Content:
    if max_words and min_words > max_words:
        raise Malformed(_("The smallest number of words is above the largest."))
    return {
        "min_words": min_words,
        "max_words": max_words,
        "guide": short_enough(clean(guide), MAX_TEXT),
    }


def _option(answer: Weighted, *, right: bool) -> dict[str, Any]:
    return {
        "text": answer_text(answer.text),
        "correct": right,
        "feedback": _feedback(answer.feedback),
    }


def _check_options(options: Sequence[dict[str, Any]]) -> None:
    if len(options) < 2:
        raise Malformed(_("A question needs at least two options."))
    check_count(options, MAX_ANSWERS)
    check_different([option["text"] for option in options])


def _check_sum(answers: Sequence[Weighted]) -> None:
    right = [answer.fraction for answer in answers if answer.fraction > 0]
    total = sum(right, Decimal(0))
    if abs(total - HUNDRED) > SUM_MAY_DIFFER:
        reason = _("The weights of the right options add up to %(sum)s%%, not 100%%.")
        raise Malformed(reason % {"sum": decimal_string(total)})


def _check_accepted(fractions: Sequence[Decimal]) -> None:
    check_count(fractions, MAX_ANSWERS)
    if HUNDRED not in fractions:
        raise Malformed(_("No answer is worth the full mark (100%)."))
    if any(fraction < 0 for fraction in fractions):
        raise Malformed(_("An accepted answer cannot be worth less than 0%."))


def _feedback(text: str) -> str:
    return short_enough(clean(text), MAX_ANSWER)
