from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

Content = dict[str, Any]
Answer = list[str]


class AnswerDoesNotFit(Exception):
    """The posted answer is not one this question offers."""


@dataclass(frozen=True)
class Option:
    """An option as one attempt shows it."""

    id: str
    key: str
    text: str
    feedback: str
    is_chosen: bool
    is_right: bool


class Kind(Protocol):
    """What a kind of question must be able to do. Adding a kind is one module.

    `template` draws the question to be answered and `review_template` the answer
    given beside the right one; both get the question as `asked`.
    """

    @property
    def template(self) -> str: ...

    @property
    def review_template(self) -> str: ...

    @property
    def hint(self) -> str:
        """How to answer, in one sentence."""

    def faults(self, content: Content) -> list[str]:
        """What is wrong with what an author wrote; empty when usable."""

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        """Option ids in the order one attempt shows them."""

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        """The answer in posted values, None for none. Raises AnswerDoesNotFit."""

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        """A fraction from 0 to 1."""

    def options(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> list[Option]:
        """What there is to choose, as an attempt shows it."""
