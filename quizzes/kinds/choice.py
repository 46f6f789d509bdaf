"""Single choice, true/false and multiple choice.

Content: {"options": [{"id": "a1", "text": "…", "correct": true, "feedback": "…"}],
"partial": false, "keep_last": false}. An answer is the sorted list of chosen ids.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from quizzes.kinds.base import Answer, AnswerDoesNotFit, Content
from vietnamese.text import nfc


@dataclass(frozen=True)
class Option:
    """An option as one attempt shows it."""

    id: str
    key: str
    text: str
    feedback: str
    is_chosen: bool
    is_right: bool


@dataclass(frozen=True)
class Choice:
    several: bool = False
    is_pair: bool = False
    template: str = "quizzes/kinds/choice.html"
    review_template: str = "quizzes/kinds/choice_review.html"
    needs_marker: bool = False

    @property
    def hint(self) -> str:
        if self.several:
            return _("Choose all that are right.")
        return _("Choose one answer.")

    def tidied(self, content: Content) -> Content:
        ids: set[str] = set()
        options = []
        for option in content.get("options", []):
            known = str(option.get("id") or "")
            new = secrets.token_hex(4) if known in ids | {""} else known
            ids.add(new)
            options.append(
                {
                    "id": new,
                    "text": nfc(option.get("text") or "").strip(),
                    "correct": bool(option.get("correct")),
                    "feedback": nfc(option.get("feedback") or "").strip(),
                }
            )
        return {**content, "options": options}

    def faults(self, content: Content) -> list[str]:
        options = content.get("options", [])
        texts = [nfc(option.get("text") or "").strip() for option in options]
        right = [option for option in options if option.get("correct")]
        found = []
        if len(options) < 2:
            found.append(_("A question needs at least two options."))
        if self.is_pair and len(options) > 2:
            found.append(_("A true or false question has exactly two options."))
        if "" in texts:
            found.append(_("An option has no text."))
        if len(set(texts)) < len(texts):
            found.append(_("Two options say the same."))
        if self.several and not right:
            found.append(_("Mark at least one option as right."))
        if not self.several and len(right) != 1:
            found.append(_("Mark exactly one option as right."))
        return found

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        ids = [option["id"] for option in content["options"]]
        if shuffle and not self.is_pair:
            random.SystemRandom().shuffle(ids)
        return ids

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        chosen = sorted(set(values))
        offered = {option["id"] for option in content["options"]}
        if not set(chosen) <= offered or (len(chosen) > 1 and not self.several):
            raise AnswerDoesNotFit
        return chosen or None

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        right = {option["id"] for option in content["options"] if option["correct"]}
        return Decimal(set(answer or []) == right)

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> list[Option]:
        written = {option["id"]: option for option in content["options"]}
        return [
            Option(
                id=pk,
                key=chr(ord("A") + place),
                text=written[pk]["text"],
                feedback=written[pk].get("feedback", ""),
                is_chosen=pk in (answer or []),
                is_right=written[pk]["correct"],
            )
            for place, pk in enumerate(order)
        ]
