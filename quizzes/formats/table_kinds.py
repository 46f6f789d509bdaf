"""What a row says, by the kind of its question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import count
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats import shapes
from quizzes.formats.base import Content, Malformed
from quizzes.formats.checks import check_different
from quizzes.formats.decimals import HUNDRED
from quizzes.formats.passages import MARKER, gapped, hot_words, marker
from quizzes.formats.shapes import Number, Weighted
from quizzes.formats.table_cells import (
    alternatives,
    gap,
    letters,
    number_with_unit,
    pair,
    word_limits,
)
from quizzes.formats.table_rows import Cells
from quizzes.formats.table_words import (
    FALSE_WORDS,
    LETTERS,
    NO,
    TRUE_WORDS,
    YES,
    kind_of,
)
from vietnamese.text import fold

UNDERLINE: Final = re.compile(r"_{3,}|…{2,}|\.{5,}")
FEEDBACK: Final = [f"{letter}#" for letter in LETTERS]


def understood(cells: Cells) -> tuple[str, str, Content]:
    """Kind, text and content. Raises Malformed with row and column."""
    with cells.blaming("text"):
        if not cells["text"]:
            raise Malformed(_("The question has no text."))
    with cells.blaming("kind"):
        kind = _kind(cells)
    if kind not in {"short", "gaps"} and _flag(cells, "fold_marks"):
        _unused(cells, ["fold_marks"])
    with cells.blaming("answer"):
        if kind == "gaps":
            return kind, *_gaps(cells)
        return kind, cells["text"], CONTENTS[kind](cells)


def _kind(cells: Cells) -> str:
    typed = cells["kind"]
    kind = kind_of(typed) if typed else _guessed_kind(cells)
    if not kind:
        reason = _("“%(kind)s” is no kind of question. The template lists them.")
        raise Malformed(reason % {"kind": typed[:40]})
    return kind


def _guessed_kind(cells: Cells) -> str:
    if cells.options():
        with cells.blaming("answer"):
            several = len(letters(cells["answer"])) > 1
        return "multiple" if several else "single"
    if fold(cells["answer"]) in TRUE_WORDS | FALSE_WORDS:
        return "true_false"
    raise Malformed(_("Say which kind of question this is. The template lists them."))


# --- one function for each kind -------------------------------------------


def _single(cells: Cells) -> Content:
    return shapes.single(_weighted(cells))


def _multiple(cells: Cells) -> Content:
    return shapes.multiple(_weighted(cells))


def _true_false(cells: Cells) -> Content:
    answer = fold(cells["answer"])
    if cells.options():
        return _in_own_words(cells, answer)
    if answer not in TRUE_WORDS | FALSE_WORDS:
        raise Malformed(_("Write Đúng or Sai."))
    return shapes.true_false(
        truth=answer in TRUE_WORDS, if_true=cells["A#"], if_false=cells["B#"]
    )


def _in_own_words(cells: Cells, answer: str) -> Content:
    options = cells.options()
    right = [
        letter
        for letter, text in options.items()
        if answer in {letter.lower(), fold(text)}
    ]
    if len(options) != 2 or len(right) != 1:
        reason = _("A true or false question has two options, one of them right.")
        raise Malformed(reason)
    return shapes.single(
        [
            Weighted(
                text, HUNDRED if letter in right else Decimal(0), cells[f"{letter}#"]
            )
            for letter, text in options.items()
        ]
    )


def _short(cells: Cells) -> Content:
    fold_marks = _flag(cells, "fold_marks")
    if cells.options():
        return shapes.short(_weighted(cells), fold_marks=fold_marks)
    accepted = [Weighted(text, HUNDRED) for text in alternatives(cells["answer"])]
    return shapes.short(accepted, fold_marks=fold_marks)


def _numeric(cells: Cells) -> Content:
    if not cells.options():
        only, unit = number_with_unit(cells["answer"])
        _unused(cells, FEEDBACK)
        return shapes.numeric([only], unit=unit)
    numbers, units = [], set()
    for answer, letter in zip(_weighted(cells), cells.options(), strict=True):
        with cells.blaming(letter):
            number, unit = number_with_unit(answer.text)
            units.add(unit)
        numbers.append(
            Number(number.value, number.tolerance, answer.fraction, answer.feedback)
        )
    if len(units) > 1:
        raise Malformed(_("All answers need the same unit."))
    return shapes.numeric(numbers, unit=units.pop())


def _matching(cells: Cells) -> Content:
    _unused(cells, ["answer", *FEEDBACK])
    pairs, distractors = [], []
    for letter, text in cells.options().items():
        with cells.blaming(letter):
            left, right = pair(text)
        if left:
            pairs.append((left, right))
        else:
            distractors.append(right)
    with cells.blaming("A"):
        return shapes.matching(pairs, distractors)


def _ordering(cells: Cells) -> Content:
    _unused(cells, FEEDBACK)
    items = cells.options()
    if cells["answer"]:
        order = [letter for letter, _weight in letters(cells["answer"])]
        if sorted(order) != sorted(items):
            raise Malformed(
                _("Name each letter once, in the right order, or leave this empty.")
            )
        items = {letter: items[letter] for letter in order}
    with cells.blaming("A"):
        return shapes.ordering(list(items.values()))


def _gaps(cells: Cells) -> tuple[str, Content]:
    _unused(cells, ["answer", *FEEDBACK])
    text = cells["text"]
    if not MARKER.search(text):
        numbers = count(1)
        text = UNDERLINE.sub(lambda _found: marker(next(numbers)), text)
    gaps = []
    for letter, typed in cells.options().items():
        with cells.blaming(letter):
            gaps.append(gap(typed))
    with cells.blaming("text"):
        return gapped(text, gaps, fold_marks=_flag(cells, "fold_marks"))


def _hot_words(cells: Cells) -> Content:
    _unused(cells, ["answer", *LETTERS[1:], *FEEDBACK])
    with cells.blaming("A"):
        return hot_words(cells["A"])


def _essay(cells: Cells) -> Content:
    _unused(cells, [*LETTERS[1:], *FEEDBACK])
    with cells.blaming("A"):
        least, most = word_limits(cells["A"])
        return shapes.essay(min_words=least, max_words=most, guide=cells["answer"])


CONTENTS: Final[dict[str, Callable[[Cells], Content]]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "hot_words": _hot_words,
    "essay": _essay,
}


def _weighted(cells: Cells) -> list[Weighted]:
    """The options with what each is worth by the answer column."""
    options = cells.options()
    chosen = dict(letters(cells["answer"]))
    unknown = [letter for letter in chosen if letter not in options]
    if unknown:
        reason = _("There is no option %(letter)s.")
        raise Malformed(reason % {"letter": unknown[0]})
    _unused(cells, [f"{letter}#" for letter in LETTERS if letter not in options])
    found: list[Weighted] = []
    for letter, text in options.items():
        with cells.blaming(letter):
            check_different([*(answer.text for answer in found), text])
        worth = _worth(chosen, letter)
        found.append(Weighted(text, worth, cells[f"{letter}#"]))
    return found


def _worth(chosen: dict[str, Decimal | None], letter: str) -> Decimal:
    if letter not in chosen:
        return Decimal(0)
    weight = chosen[letter]
    return HUNDRED if weight is None else weight


def _unused(cells: Cells, keys: Iterable[str]) -> None:
    for key in keys:
        with cells.blaming(key):
            if cells.is_filled(key):
                raise Malformed(
                    _("This kind of question has nothing here. Empty the cell.")
                )


def _flag(cells: Cells, key: str) -> bool:
    typed = fold(cells[key])
    with cells.blaming(key):
        if typed not in YES | NO:
            raise Malformed(_("Write Có or Không."))
    return typed in YES
