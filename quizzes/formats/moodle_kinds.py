"""One function for each of Moodle's question types that we have too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats import shapes
from quizzes.formats.base import Content, Malformed
from quizzes.formats.cloze import cloze
from quizzes.formats.decimals import number
from quizzes.formats.moodle_node import MoodleNode
from quizzes.formats.passages import MARKER, Gap, gapped, marker
from quizzes.formats.plain import clean, plain
from quizzes.formats.shapes import Number, Weighted
from quizzes.formats.wildcards import without_wildcards
from quizzes.formats.xml_tree import Node

Found = tuple[str, Content]


def _multichoice(moodle: MoodleNode) -> Found:
    single = moodle.node.text("single").lower()
    if single in {"true", "1", ""}:
        return "single", shapes.single(moodle.options())
    whole = moodle.flag("allornothing")
    return "multiple", shapes.multiple(moodle.options(), all_or_nothing=whole)


def _multichoiceset(moodle: MoodleNode) -> Found:
    return "multiple", shapes.multiple(moodle.options(), all_or_nothing=True)


def _truefalse(moodle: MoodleNode) -> Found:
    by_word = {option.text.lower(): option for option in moodle.options()}
    if set(by_word) != {"true", "false"}:
        raise Malformed(
            _("A true or false question needs the answers “true” and “false”.")
        )
    true, false = by_word["true"], by_word["false"]
    if (true.fraction > 0) == (false.fraction > 0):
        raise Malformed(_("One of “true” and “false” must be right, not both."))
    return "true_false", shapes.true_false(
        truth=true.fraction > 0, if_true=true.feedback, if_false=false.feedback
    )


def _shortanswer(moodle: MoodleNode) -> Found:
    if moodle.flag("usecase"):
        moodle.note(_("Upper and lower case are not told apart here."))
    accepted = [
        Weighted(without_wildcards(answer.text), answer.fraction, answer.feedback)
        for _node, answer in moodle.accepted()
    ]
    return "short", shapes.short(accepted, fold_marks=moodle.flag("foldmarks"))


def _numerical(moodle: MoodleNode) -> Found:
    answers = [
        Number(
            value=number(answer.text),
            tolerance=number(node.text("tolerance") or "0"),
            fraction=answer.fraction,
            feedback=answer.feedback,
        )
        for node, answer in moodle.accepted()
    ]
    return "numeric", shapes.numeric(answers, unit=_unit(moodle))


def _unit(moodle: MoodleNode) -> str:
    units = moodle.node.first("units")
    named = {
        number(unit.text("multiplier") or "1"): unit.text("unit_name")
        for unit in (units.all("unit") if units else ())
    }
    if set(named) - {Decimal(1)}:
        moodle.note(_("Other units of a number than the main one are not kept."))
    return named.get(Decimal(1), "")


def _matching(moodle: MoodleNode) -> Found:
    pairs, distractors = [], []
    for node in moodle.node.all("subquestion"):
        left, right = moodle.rich_text(node), clean(node.text("answer", "text"))
        if left:
            pairs.append((left, right))
        else:
            distractors.append(right)
    return "matching", shapes.matching(pairs, distractors)


def _ordering(moodle: MoodleNode) -> Found:
    answers = list(moodle.node.all("answer"))
    if all("fraction" in answer.attributes for answer in answers):
        answers.sort(key=lambda answer: number(answer.attributes["fraction"]))
    return "ordering", shapes.ordering([moodle.rich_text(node) for node in answers])


def _essay(moodle: MoodleNode) -> Found:
    return "essay", shapes.essay(
        min_words=_count(moodle.node, "minwordlimit"),
        max_words=_count(moodle.node, "maxwordlimit"),
        guide=moodle.rich("graderinfo"),
    )


def _count(node: Node, tag: str) -> int:
    typed = node.text(tag)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0


# --- answers inside the text ----------------------------------------------


def _cloze(moodle: MoodleNode) -> Found:
    return cloze(
        moodle.rich("questiontext"),
        fold_marks=moodle.flag("foldmarks"),
        note=moodle.note,
    )


def _ddwtos(moodle: MoodleNode) -> Found:
    return _choices_in_text(moodle, "dragbox")


def _gapselect(moodle: MoodleNode) -> Found:
    return _choices_in_text(moodle, "selectoption")


def _choices_in_text(moodle: MoodleNode, tag: str) -> Found:
    """[[n]] names the nth choice; a gap offers all of that choice's group."""
    choices = [
        (plain(node.text("text"), "moodle").text, node.text("group") or "1")
        for node in moodle.node.all(tag)
    ]
    gaps: list[Gap] = []

    def numbered(place: int) -> str:
        if not 0 < place <= len(choices):
            reason = _("The gap [[%(number)s]] has no answer.")
            raise Malformed(reason % {"number": place})
        right, group = choices[place - 1]
        gaps.append(Gap([right], list(_of_group(choices, group))))
        return marker(len(gaps))

    text = moodle.rich("questiontext")
    text = MARKER.sub(lambda found: numbered(int(found[1])), text)
    return gapped(text, gaps)


def _of_group(choices: list[tuple[str, str]], group: str) -> Iterator[str]:
    return iter(dict.fromkeys(text for text, own in choices if own == group))


def difficulty(node: Node) -> int | None:
    typed = node.text("difficulty")
    return int(typed) if typed in {"1", "2", "3"} else None


APART: Final[dict[str, Callable[[MoodleNode], Found]]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoiceset,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
IN_TEXT: Final[dict[str, Callable[[MoodleNode], Found]]] = {
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _ddwtos,
    "gapselect": _gapselect,
}
