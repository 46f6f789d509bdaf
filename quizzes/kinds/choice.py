"""Single choice, true/false and multiple choice.

Content: {"options": [{"id": "a1", "text": "…", "correct": true, "feedback": "…",
"fraction": "50"}], "partial": false, "keep_last": false}. An answer is the sorted
list of chosen ids.

- One answer: the right option is worth everything; another may be worth `fraction`
  per cent. One that is worth less than nothing costs nothing.
- Several answers: everything for all that are right and nothing else. With `partial`
  each right option earns its `fraction` of what all right ones have together, and a
  wrong one takes its own away. Without any fractions the right ones share the mark
  and each wrong one takes one share away. Never below 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Answer, AnswerDoesNotFit, Content, Usual
from quizzes.kinds.choice_faults import choice_faults

Written = dict[str, Any]


@dataclass(frozen=True)
class Option:
    """An option as one attempt shows it."""

    id: str
    key: str
    text: str
    feedback: str
    is_chosen: bool
    is_right: bool
    is_partly: bool = False  # worth something, not everything


@dataclass(frozen=True)
class Choice(Usual):
    shape: ClassVar[Content] = {
        "options": [{"text": "", "correct": False, "feedback": "", "fraction": ""}],
        "partial": False,
    }

    several: bool = False
    is_pair: bool = False
    template: str = "quizzes/kinds/choice.html"
    review_template: str = "quizzes/kinds/choice_review.html"

    @property
    def hint(self) -> str:
        if self.several:
            return _("Choose all that are right.")
        return _("Choose one answer.")

    def tidied(self, content: Content) -> Content:
        options = [_tidied(option) for option in content.get("options") or []]
        switches = {
            **parts.flag(content, "partial"),
            **parts.flag(content, "keep_last"),
        }
        return {**content, **switches, "options": parts.with_ids(options, "text")}

    def faults(self, content: Content) -> list[str]:
        return choice_faults(content, several=self.several, is_pair=self.is_pair)

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        ids = [option["id"] for option in content["options"]]
        if not shuffle or self.is_pair:
            return ids
        end = len(ids) - bool(content.get("keep_last"))
        return [*parts.shuffled(ids[:end], end), *ids[end:]]

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        chosen = sorted(set(values))
        offered = {option["id"] for option in content["options"]}
        if not set(chosen) <= offered or (len(chosen) > 1 and not self.several):
            raise AnswerDoesNotFit
        return chosen or None

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        chosen = set(answer or [])
        options = [each for each in content["options"] if each["id"] in chosen]
        if not self.several:
            return max((_worth(each) for each in options), default=Decimal(0))
        if not content.get("partial"):
            return Decimal(chosen == set(self.right_answer(content)))
        weights = weights_of(content["options"])
        whole = sum((each for each in weights.values() if each > 0), Decimal(0))
        return parts.share(
            sum((weights[each["id"]] for each in options), Decimal(0)), whole
        )

    def right_answer(self, content: Content) -> Answer:
        return sorted(each["id"] for each in content["options"] if each["correct"])

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> list[Option]:
        written = {option["id"]: option for option in content["options"]}
        return [
            Option(
                id=pk,
                key=parts.letter(place),
                text=written[pk]["text"],
                feedback=written[pk].get("feedback", ""),
                is_chosen=pk in (answer or []),
                is_right=written[pk]["correct"],
                is_partly=not self.several and 0 < _worth(written[pk]) < 1,
            )
            for place, pk in enumerate(order)
        ]


def weights_of(options: Sequence[Written]) -> dict[str, Decimal]:
    """What each option adds or takes away, for partial credit."""
    has_fractions = any(option.get("fraction") for option in options)
    if has_fractions:
        return {each["id"]: parts.percent(each.get("fraction")) for each in options}
    return {each["id"]: Decimal(1 if each["correct"] else -1) for each in options}


def _worth(option: Written) -> Decimal:
    if option["correct"]:
        return Decimal(1)
    return parts.share(parts.percent(option.get("fraction")), parts.FULL)


def _tidied(option: Written) -> Written:
    tidied = {
        "id": str(option.get("id") or ""),
        "text": parts.tidy(option.get("text")),
        "correct": bool(option.get("correct")),
        "feedback": parts.tidy(option.get("feedback")),
    }
    fraction = str(option.get("fraction") or "").strip()
    return {**tidied, "fraction": fraction} if fraction else tidied
