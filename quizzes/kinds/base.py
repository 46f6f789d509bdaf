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
    answer is the list of their values, read by `read`. Values stand in the order
    of the page, which a kind may shuffle: so each names what it belongs to, unless
    the page keeps their places (and says `data-ordered`).
    """

    @property
    def shape(self) -> Content:
        """An example of each value that authors and files write; parts have ids besides."""

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

    def heading(self, text: str, content: Content) -> str:
        """What stands above the answer: the question's text, unless that is it."""

    def tidied(self, content: Content) -> Content:
        """What an author wrote in one spelling; parts that answers name have ids."""

    def faults(self, content: Content) -> list[str]:
        """What is wrong with what an author wrote; empty when usable."""

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        """Ids of the parts in the order one attempt shows them."""

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        """The answer in posted values, None for none. Raises AnswerDoesNotFit."""

    def remark(self, content: Content, answer: Answer | None) -> str:
        """What to look at before handing in; empty when there is nothing."""

    def mark(self, content: Content, answer: Answer | None) -> Decimal | None:
        """A fraction from 0 to 1 of five places; None while a person has to say."""

    def right_answer(self, content: Content) -> Answer:
        """An answer worth the full mark; empty when only a person can say."""

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> Any:
        """What its templates draw, as an attempt shows it."""


class Usual:
    """What most kinds have in common."""

    needs_marker: bool = False

    def heading(self, text: str, content: Content) -> str:
        return text

    def remark(self, content: Content, answer: Answer | None) -> str:
        return ""

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        return []
