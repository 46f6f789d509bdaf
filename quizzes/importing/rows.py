"""The items of a plan as one page of a preview shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.differences import Piece, compared
from quizzes.formats.writing import kind_name
from quizzes.importing.plan import ADDED, CHANGED, REFUSED, SAME, Item, Plan
from quizzes.importing.telling import answer_lines
from quizzes.likeness import LikeThis, Similar

LABELS = {
    ADDED: _("Added"),
    CHANGED: _("Changed"),
    SAME: _("Unchanged"),
    REFUSED: _("Not taken"),
}


@dataclass(frozen=True)
class Tab:
    """One way to narrow the preview. The state "" is all of them."""

    state: str
    label: object
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    item: Item
    similar: Sequence[Similar]

    @property
    def state_label(self) -> object:
        return LABELS[self.item.state]

    @property
    def kind(self) -> str:
        return kind_name(self.item.question.kind) if self.item.question else ""

    @property
    def text(self) -> str:
        return self.item.question.text if self.item.question else self.item.title

    @property
    def changes(self) -> list[tuple[str, list[Piece]]]:
        """Word by word, as the versions of a question are compared."""
        return [
            (change.label, compared(change.before, change.after))
            for change in self.item.changes
        ]

    @property
    def answers(self) -> list[str]:
        question = self.item.question
        return answer_lines(question.kind, question.content) if question else []


def rows(items: Sequence[Item]) -> list[Row]:
    """With what new ones look like. One query more when any is new."""
    if not any(item.state == ADDED for item in items):
        return [Row(item, ()) for item in items]
    bank = LikeThis()
    return [Row(item, _similar(item, bank)) for item in items]


def _similar(item: Item, bank: LikeThis) -> list[Similar]:
    if item.state != ADDED or item.question is None:
        return []
    return bank.find(item.question.text, content=item.question.content, most=2)


def tabs(plan: Plan, chosen: str) -> list[Tab]:
    every = Tab("", _("All"), len(plan.items), not chosen)
    states = [
        Tab(state, LABELS[state], count, state == chosen)
        for state, count in plan.counts.items()
    ]
    return [every, *states]
