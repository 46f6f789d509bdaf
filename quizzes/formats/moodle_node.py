"""A question of Moodle's XML, asked for its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Malformed
from quizzes.formats.decimals import percent
from quizzes.formats.plain import clean, plain
from quizzes.formats.shapes import Weighted
from quizzes.formats.xml_tree import Node

MAX_MARKED_UP: Final = 200_000
MARKUPS: Final = {
    "html": "html",
    "markdown": "markdown",
    "plain_text": "plain",
    "moodle_auto_format": "moodle",
}


@dataclass(frozen=True)
class MoodleNode:
    node: Node
    note: Callable[[str], None]

    def rich(self, tag: str) -> str:
        child = self.node.first(tag)
        return self.rich_text(child) if child else ""

    def rich_text(self, node: Node) -> str:
        markup = MARKUPS.get(node.attributes.get("format", ""), "moodle")
        text = node.text("text")
        if len(text) > MAX_MARKED_UP:
            raise Malformed(_("A text is too long."), line=node.line)
        read = plain(text, markup)
        if read.has_lost_media:
            self.note(_("Pictures, sound and film in the text are not kept."))
        return read.text

    def flag(self, tag: str) -> bool:
        return self.node.text(tag).lower() in {"1", "true", "yes"}

    def options(self) -> list[Weighted]:
        return [
            Weighted(self.rich_text(answer), fraction_of(answer), self.feedback(answer))
            for answer in self.node.all("answer")
        ]

    def accepted(self) -> Iterator[tuple[Node, Weighted]]:
        """Typed answers, plain text whatever format they claim."""
        for answer in self.node.all("answer"):
            text = clean(answer.text("text"))
            fraction = fraction_of(answer)
            if text == "*" and not fraction:
                self.note(_("Feedback on all other answers is not kept."))
            else:
                yield answer, Weighted(text, fraction, self.feedback(answer))

    def feedback(self, answer: Node) -> str:
        feedback = answer.first("feedback")
        return self.rich_text(feedback) if feedback else ""


def fraction_of(answer: Node) -> Decimal:
    try:
        return percent(answer.attributes.get("fraction", "0"))
    except Malformed as fault:
        raise Malformed(str(fault), line=answer.line) from fault
