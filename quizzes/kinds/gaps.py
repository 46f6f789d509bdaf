"""A text with gaps to fill.

Content: {"text": "… [[1]] …", "gaps": [{"accepted": ["…"], "options": ["…"]}],
"fold_marks": false}. A gap with options is chosen, one without is typed, and equal
texts are those of a short answer. An answer has one text for each gap, "" for none.
The mark is the share of gaps that are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Answer, AnswerDoesNotFit, Content, Usual
from quizzes.kinds.gaps_faults import MARKER, gaps_faults
from quizzes.kinds.wording import key

LONGEST = 200
SHORTEST_FIELD, LONGEST_FIELD = 8, 28  # letters

BLANK: Final = "_____"


@dataclass(frozen=True)
class Gap:
    number: int
    given: str
    options: list[str]
    is_right: bool
    right: list[str]
    size: int
    longest: int = LONGEST


@dataclass(frozen=True)
class Piece:
    """A stretch of the text, and the gap behind it."""

    text: str
    gap: Gap | None


@dataclass(frozen=True)
class Gaps(Usual):
    shape: ClassVar[Content] = {
        "text": "",
        "gaps": [{"accepted": [""], "options": [""]}],
        "fold_marks": False,
    }

    template: str = "quizzes/kinds/gaps.html"
    review_template: str = "quizzes/kinds/gaps_review.html"

    @property
    def hint(self) -> str:
        return _("Type or choose what belongs in each gap.")

    def heading(self, text: str, content: Content) -> str:
        """A question that is its own text of gaps is not read twice."""
        if text == MARKER.sub(BLANK, content["text"]):
            return _("Fill the gaps")
        return text

    def tidied(self, content: Content) -> Content:
        gaps = [
            {
                "accepted": _texts(gap.get("accepted")),
                "options": _texts(gap.get("options")),
            }
            for gap in content.get("gaps") or []
        ]
        return {
            **content,
            "text": parts.tidy(content.get("text")),
            "gaps": gaps,
            "fold_marks": bool(content.get("fold_marks")),
        }

    def faults(self, content: Content) -> list[str]:
        return gaps_faults(content, LONGEST)

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        """ "gap.option" by their places."""
        order = []
        for n, gap in enumerate(content["gaps"]):
            count = len(gap["options"])
            places = parts.shuffled(range(count), count) if shuffle else range(count)
            order += [f"{n}.{place}" for place in places]
        return order

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        if not values:
            return None
        gaps = content["gaps"]
        if len(values) != len(gaps):
            raise AnswerDoesNotFit
        given = [parts.typed(value, LONGEST) for value in values]
        for text, gap in zip(given, gaps, strict=True):
            if text and gap["options"] and text not in gap["options"]:
                raise AnswerDoesNotFit
        return given if any(given) else None

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        given = answer or [""] * len(content["gaps"])
        pairs = zip(given, content["gaps"], strict=True)
        right = sum(self._is_right(content, text, gap) for text, gap in pairs)
        return parts.share(right, len(content["gaps"]))

    def right_answer(self, content: Content) -> Answer:
        return [gap["accepted"][0] for gap in content["gaps"]]

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> list[Piece]:
        given = answer or [""] * len(content["gaps"])
        texts = MARKER.split(content["text"])
        pieces = [
            Piece(text, self._gap(content, int(number), given, order))
            for text, number in zip(texts[::2], texts[1::2], strict=False)
        ]
        return [*pieces, Piece(texts[-1], None)]

    def _gap(
        self, content: Content, number: int, given: Answer, order: Sequence[str]
    ) -> Gap:
        gap, text = content["gaps"][number - 1], given[number - 1]
        shown = [each.split(".") for each in order]
        places = [int(place) for of, place in shown if int(of) == number - 1]
        longest = max(len(each) for each in gap["accepted"])
        return Gap(
            number=number,
            given=text,
            options=[gap["options"][place] for place in places],
            is_right=self._is_right(content, text, gap),
            right=gap["accepted"],
            size=_step(longest),
        )

    def _is_right(self, content: Content, text: str, gap: dict[str, Any]) -> bool:
        if not text or gap["options"]:
            return text in gap["accepted"]
        folds = bool(content.get("fold_marks"))
        mine = key(text, fold_marks=folds)
        return any(key(each, fold_marks=folds) == mine for each in gap["accepted"])


def _texts(written: Sequence[Any] | None) -> list[str]:
    return list(dict.fromkeys(filter(None, map(parts.tidy, written or []))))


def _step(letters: int) -> int:
    """How wide a field is: in steps, so that it does not count the letters out."""
    step = -(-letters // SHORTEST_FIELD) * SHORTEST_FIELD
    return max(SHORTEST_FIELD + 4, min(step + 4, LONGEST_FIELD))
