"""What stands between { and } in GIFT."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypedDict

from django.utils.translation import gettext as _

from quizzes.formats.base import Malformed
from quizzes.formats.decimals import HUNDRED, number, percent, range_of
from quizzes.formats.gift_source import find, split_at, unescaped
from quizzes.formats.plain import clean
from quizzes.formats.shapes import Number, Weighted
from quizzes.formats.wildcards import without_wildcards

WEIGHT: Final = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{0,15})?)%")
RANGE: Final = re.compile(r"(.*?[0-9.])\.\.(.*)", re.DOTALL)
ARROW: Final = "->"


class Truth(TypedDict):
    truth: bool
    if_true: str
    if_false: str


@dataclass(frozen=True)
class Piece:
    """One answer: its mark (= or ~), weight, text and feedback, still escaped."""

    mark: str
    fraction: Decimal | None
    text: str
    feedback: str

    def worth(self, default: Decimal) -> Decimal:
        return default if self.fraction is None else self.fraction


@dataclass(frozen=True)
class Answers:
    body: str
    rich: Callable[[str], str]
    line: Callable[[int], int]
    note: Callable[[str], None]

    @property
    def is_numeric(self) -> bool:
        return self.body.lstrip().startswith("#")

    @property
    def has_choices(self) -> bool:
        return find(self.body, "~") >= 0

    @property
    def has_equals(self) -> bool:
        return find(self.body, "=") >= 0

    @property
    def is_matching(self) -> bool:
        texts = (_at_hash(text)[0] for _mark, text, _at in split_at(self.body, "="))
        return self.has_equals and any(find(text, ARROW) >= 0 for text in texts)

    @property
    def fill_a_gap(self) -> bool:
        """Whether these can stand in the middle of a sentence."""
        choice = self.has_choices or (self.has_equals and not self.is_matching)
        return choice and not self.is_numeric

    def options(self) -> list[Weighted]:
        return [
            Weighted(
                text=self.rich(piece.text),
                fraction=HUNDRED if piece.mark == "=" else piece.worth(Decimal(0)),
                feedback=self.rich(piece.feedback),
            )
            for piece in _pieces(self.body, self.line, marks="=~", weighted="~")
        ]

    def accepted(self) -> list[Weighted]:
        found = []
        for piece in _pieces(self.body, self.line):
            text, fraction = clean(unescaped(piece.text)), piece.worth(HUNDRED)
            if text == "*" and not fraction:
                self.note(_("Feedback on all other answers is not kept."))
                continue
            text = without_wildcards(text)
            found.append(Weighted(text, fraction, self.rich(piece.feedback)))
        return found

    def pairs(self) -> tuple[list[tuple[str, str]], list[str]]:
        pairs, distractors = [], []
        for piece in _pieces(self.body, self.line, weighted=""):
            left, arrow, right = _parted(piece.text)
            if not arrow:
                reason = _("The pair “%(pair)s” has no “->”.")
                raise Malformed(reason % {"pair": unescaped(piece.text).strip()[:40]})
            if piece.feedback:
                self.note(_("Feedback on single pairs is not kept."))
            right = clean(unescaped(right))
            if left.strip():
                pairs.append((self.rich(left), right))
            else:
                distractors.append(right)
        return pairs, distractors

    def truth(self, words: Mapping[str, bool]) -> Truth | None:
        typed, *feedback = [text for _mark, text, _at in split_at(self.body, "#")]
        truth = words.get(typed.strip().upper())
        if truth is None:
            return None
        if len(feedback) > 2:
            raise Malformed(_("A true or false question has at most two feedbacks."))
        wrong, right = (*map(self.rich, feedback), "", "")[:2]
        return Truth(
            truth=truth,
            if_true=right if truth else wrong,
            if_false=wrong if truth else right,
        )

    def numbers(self) -> list[Number]:
        body = self.body.lstrip()[1:]
        others = find(body, "~")
        if others >= 0:
            self.note(_("Feedback on all other answers is not kept."))
            body = body[:others]
        if find(body, "=") < 0:
            body = f"={body}"
        return [self._number(piece) for piece in _pieces(body, self.line)]

    def _number(self, piece: Piece) -> Number:
        typed = unescaped(piece.text).strip()
        between = RANGE.fullmatch(typed)
        if between:
            value, tolerance = range_of(number(between[1]), number(between[2]))
        else:
            middle, colon, margin = typed.partition(":")
            value = number(middle)
            tolerance = number(margin) if colon else Decimal(0)
        return Number(
            value=value,
            tolerance=tolerance,
            fraction=piece.worth(HUNDRED),
            feedback=self.rich(piece.feedback),
        )


def _pieces(
    body: str, line: Callable[[int], int], *, marks: str = "=", weighted: str = "="
) -> list[Piece]:
    (_none, first, _start), *rest = split_at(body, marks)
    if first.strip():
        reason = _("“%(text)s” is no answer: start each answer with = or ~.")
        raise Malformed(reason % {"text": unescaped(first).strip()[:40]}, line=line(0))
    pieces = []
    for mark, text, at in rest:
        try:
            # After "=" of a choice Moodle takes "%50%" as words.
            pieces.append(_piece(mark, text, has_weight=mark in weighted))
        except Malformed as fault:
            raise Malformed(str(fault), line=line(at)) from fault
    return pieces


def _piece(mark: str, text: str, *, has_weight: bool) -> Piece:
    weight = WEIGHT.match(text) if has_weight else None
    fraction = percent(weight[1]) if weight else None
    text, feedback = _at_hash(text[weight.end() :] if weight else text)
    if not unescaped(text).strip():
        raise Malformed(_("An answer has no text."))
    return Piece(mark, fraction, text, feedback)


def _at_hash(text: str) -> tuple[str, str]:
    place = find(text, "#")
    return (text, "") if place < 0 else (text[:place], text[place + 1 :])


def _parted(text: str) -> tuple[str, str, str]:
    place = find(text, ARROW)
    if place < 0:
        return text, "", ""
    return text[:place], ARROW, text[place + len(ARROW) :]
