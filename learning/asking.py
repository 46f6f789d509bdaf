"""A card of the daily review on the table, as the templates of questions want it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from learning.models import ReviewCard
from quizzes.kinds import KINDS, Kind
from quizzes.models import QuestionVersion


@dataclass(frozen=True)
class AskedCard:
    """A question to be answered, or the last answer beside the right one."""

    card: ReviewCard
    version: QuestionVersion
    order: Sequence[str]
    answer: list[str] | None = None
    position: int = 1  # one question on a page

    @property
    def kind(self) -> Kind:
        return KINDS[self.version.kind]

    @property
    def heading(self) -> str:
        return self.kind.heading(self.version.text, self.version.content)

    @cached_property
    def shown(self) -> Any:
        return self.kind.shown(
            self.version.content, order=self.order, answer=self.answer
        )


def ask(card: ReviewCard, version: QuestionVersion) -> AskedCard:
    """The question as it reads today, its options in an order of its own."""
    order = KINDS[version.kind].option_order(version.content, shuffle=True)
    return AskedCard(card, version, order)


def look_back(card: ReviewCard) -> AskedCard | None:
    """The last answer, in the words it was given to; None when there is none."""
    if card.version is None:
        return None
    return AskedCard(card, card.version, card.option_order, card.answer)
