from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

Content = dict[str, Any]
Answer = list[str]


class AnswerDoesNotFit(Exception):
    """The posted answer is not one this question offers."""


class Kind(Protocol):
    """What a kind of question must be able to do. Adding a kind is one module.

    `template` draws the question to be answered and `review_template` the answer
    given beside the right one; both get the question as `asked` and draw
    `asked.shown`. Every field of the form is named `q<position>-answer`, and an
    answer is the list of their values, read by `read`.
    """

    @property
    def template(self) -> str: ...

    @property
    def review_template(self) -> str: ...

    @property
    def hint(self) -> str:
        """How to answer, in one sentence."""

    @property
    def needs_marker(self) -> bool:
        """Whether a person marks the answers; `mark` then gives None."""

    def tidied(self, content: Content) -> Content:
        """What an author wrote in one spelling; parts that answers name have ids."""

    def faults(self, content: Content) -> list[str]:
        """What is wrong with what an author wrote; empty when usable."""

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        """Ids of the parts in the order one attempt shows them."""

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        """The answer in posted values, None for none. Raises AnswerDoesNotFit."""

    def mark(self, content: Content, answer: Answer | None) -> Decimal | None:
        """A fraction from 0 to 1; None while a person has to say."""

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> Any:
        """What its templates draw, as an attempt shows it."""
