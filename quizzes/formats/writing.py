"""What all writers share: one question at a time, and what each one loses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from quizzes.formats.base import Content, Findings, Malformed, ParsedQuestion
from quizzes.formats.decimals import HUNDRED, equal_shares
from quizzes.formats.shapes import FALSE, TRUE


def written_each(
    questions: Iterable[ParsedQuestion],
    write: Callable[[ParsedQuestion, Callable[[str], None]], str],
    findings: Findings,
) -> Iterator[tuple[ParsedQuestion, str]]:
    """Each question with its text in the format; those it cannot hold are named."""
    for number, question in enumerate(questions, start=1):
        try:
            yield question, write(question, findings.noting(number))
        except Malformed as fault:
            name = question.name or question.text
            findings.leave_out(str(fault), number=number, question=name)


def cannot_hold(kind: str) -> Malformed:
    reason = _("This format has no questions of the kind “%(kind)s”.")
    return Malformed(reason % {"kind": kind_name(kind)})


def kind_name(kind: str) -> str:
    names = {
        "single": _("one answer"),
        "multiple": _("several answers"),
        "true_false": _("true or false"),
        "short": _("short answer"),
        "numeric": _("number"),
        "matching": _("matching"),
        "ordering": _("ordering"),
        "gaps": _("fill in the gaps"),
        "hot_words": _("words in a text"),
        "essay": _("essay"),
    }
    return names.get(kind, kind)


def is_plain_true_false(question: ParsedQuestion) -> bool:
    texts = [option["text"] for option in question.content["options"]]
    return texts == [TRUE, FALSE]


def weights(content: Content) -> list[str]:
    """What each option is worth; shared out equally where authors gave no weights."""
    options: list[dict[str, Any]] = content["options"]
    right = sum(option["correct"] for option in options)
    shared = equal_shares(right) if right else "0"
    return [
        option.get("fraction") or (shared if option["correct"] else "0")
        for option in options
    ]


def is_full(fraction: str) -> bool:
    return Decimal(fraction) == HUNDRED
