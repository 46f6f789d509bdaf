"""A short answer, typed.

Content: {"accepted": [{"text": "…", "fraction": "100", "feedback": "…"}],
"fold_marks": false}. An answer is a list of one text. It is worth the most that one
of the accepted texts equal to it is worth, in per cent; `wording.key` says which
texts are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Answer, AnswerDoesNotFit, Content, Usual
from quizzes.kinds.wording import key

LONGEST = 500
Written = dict[str, Any]


@dataclass(frozen=True)
class Typed:
    """What was typed, and what it would have been."""

    text: str
    is_right: bool
    is_partly: bool
    feedback: str
    right: str
    others: list[str]  # worth the full mark as well
    longest: int = LONGEST
    unit: str = ""
    inputmode: str = "text"


@dataclass(frozen=True)
class Short(Usual):
    shape: ClassVar[Content] = {
        "accepted": [{"text": "", "fraction": "100", "feedback": ""}],
        "fold_marks": False,
    }

    template: str = "quizzes/kinds/short.html"
    review_template: str = "quizzes/kinds/short_review.html"

    @property
    def hint(self) -> str:
        return _("Type a short answer.")

    def tidied(self, content: Content) -> Content:
        accepted = [
            {
                "text": parts.tidy(each.get("text")),
                "fraction": parts.fraction(each),
                "feedback": parts.tidy(each.get("feedback")),
            }
            for each in content.get("accepted") or []
        ]
        switches = {"fold_marks": bool(content.get("fold_marks"))}
        return {**content, **switches, "accepted": accepted}

    def faults(self, content: Content) -> list[str]:
        accepted = content.get("accepted") or []
        texts = [parts.tidy(each.get("text")) for each in accepted]
        found = [
            _("Answer %(row)s has no text.") % {"row": n + 1}
            for n in parts.empty(texts)
        ]
        for n, text in enumerate(texts):
            if len(text) > LONGEST:
                found.append(
                    _("Answer %(row)s is longer than can be typed.") % {"row": n + 1}
                )
        same = parts.repeated([self._key(content, text) for text in texts])
        if same:
            found.append(
                _("Answers %(rows)s count as the same: keep one.")
                % {"rows": parts.rows(same)}
            )
        return found + worth_faults(accepted)

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        return read_one(values, LONGEST)

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        best = self._best(content, answer)
        return worth(best) if best else Decimal(0)

    def right_answer(self, content: Content) -> Answer:
        return [self._right(content)[0]]

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> Typed:
        mark, best = self.mark(content, answer), self._best(content, answer)
        right, *others = self._right(content)
        return Typed(
            text=answer[0] if answer else "",
            is_right=mark == 1,
            is_partly=0 < mark < 1,
            feedback=best["feedback"] if best else "",
            right=right,
            others=others,
        )

    def _right(self, content: Content) -> list[str]:
        accepted: list[Written] = content["accepted"]
        return [each["text"] for each in accepted if worth(each) == 1]

    def _best(self, content: Content, answer: Answer | None) -> Written | None:
        if not answer:
            return None
        mine = self._key(content, answer[0])
        same = [
            each
            for each in content["accepted"]
            if self._key(content, each["text"]) == mine
        ]
        return max(same, key=worth, default=None)

    def _key(self, content: Content, text: str) -> str:
        return key(text, fold_marks=bool(content.get("fold_marks")))


def worth(accepted: Written) -> Decimal:
    return parts.share(parts.percent(parts.fraction(accepted)), parts.FULL)


def worth_faults(accepted: Sequence[Written]) -> list[str]:
    """Each accepted answer is worth something, and one of them everything."""
    found = parts.count_faults(accepted)
    for n, each in enumerate(accepted):
        fraction = parts.fraction(each)
        if not parts.is_percent(fraction) or parts.percent(fraction) < 0:
            found.append(
                _("The weight of answer %(row)s is not a number from 0 to 100.")
                % {"row": n + 1}
            )
    if not any(worth(each) == 1 for each in accepted):
        found.append(_("No answer is worth the full mark (100%)."))
    return found


def read_one(values: Sequence[str], most: int) -> Answer | None:
    if len(values) > 1:
        raise AnswerDoesNotFit
    text = parts.typed(values[0], most) if values else ""
    return [text] if text else None
