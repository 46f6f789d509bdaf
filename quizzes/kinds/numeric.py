"""A number, typed, with or without its unit.

Content: {"answers": [{"value": "120", "tolerance": "5", "fraction": "100",
"feedback": "…"}], "unit": "kg"}. An answer is a list of one text, kept as typed.

It may be written as people write numbers here or in English; `readings` says which.
What can be read in two ways ("1.234") counts by the reading that is right. What is no
number is kept, remarked upon, and worth nothing. Marked with exact decimals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Answer, Content, Usual
from quizzes.kinds.short import Typed, read_one, worth, worth_faults
from vietnamese.numbers import readings
from vietnamese.text import fold

LONGEST = 100
Written = dict[str, Any]
FIGURES: Final = re.compile(r"[-+\u2212\u2013]?[\s0-9.,'\u2019]*")


@dataclass(frozen=True)
class Numeric(Usual):
    shape: ClassVar[Content] = {
        "answers": [{"value": "", "tolerance": "0", "fraction": "100", "feedback": ""}],
        "unit": "",
    }

    template: str = "quizzes/kinds/short.html"
    review_template: str = "quizzes/kinds/short_review.html"

    @property
    def hint(self) -> str:
        return _("Type a number.")

    def tidied(self, content: Content) -> Content:
        answers = [
            {
                "value": _spelt(each.get("value")),
                "tolerance": _spelt(each.get("tolerance")) or "0",
                "fraction": parts.fraction(each),
                "feedback": parts.tidy(each.get("feedback")),
            }
            for each in content.get("answers") or []
        ]
        return {**content, "answers": answers, "unit": parts.tidy(content.get("unit"))}

    def faults(self, content: Content) -> list[str]:
        answers = content.get("answers") or []
        found = []
        for n, each in enumerate(answers):
            row, tolerance = {"row": n + 1}, parts.number(each.get("tolerance") or 0)
            if parts.number(each.get("value")) is None:
                found.append(_("Answer %(row)s is not a number.") % row)
            if tolerance is None or tolerance < 0:
                found.append(
                    _("The tolerance of answer %(row)s is not a number from 0 up.")
                    % row
                )
        unit = content.get("unit") or ""
        if unit and _figures(unit)[0]:
            found.append(
                _("The unit “%(unit)s” starts like a number.") % {"unit": unit}
            )
        return found + worth_faults(answers)

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        return read_one(values, LONGEST)

    def remark(self, content: Content, answer: Answer | None) -> str:
        if not answer or self._numbers(content, answer):
            return ""
        if content["unit"]:
            return _(
                "This cannot be read as a number. Write it like 1.234,5, with or without “%(unit)s”."
            ) % {"unit": content["unit"]}
        return _(
            "This cannot be read as a number. Write figures only, like 1.234,5, without words or a unit."
        )

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        best = self._best(content, answer)
        return worth(best) if best else Decimal(0)

    def right_answer(self, content: Content) -> Answer:
        return [with_comma(self._right(content)[0]["value"])]

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> Typed:
        mark, best = self.mark(content, answer), self._best(content, answer)
        right, *others = [
            self._in_words(content, each) for each in self._right(content)
        ]
        return Typed(
            text=answer[0] if answer else "",
            is_right=mark == 1,
            is_partly=0 < mark < 1,
            feedback=best["feedback"] if best else "",
            right=right,
            others=others,
            longest=LONGEST,
            unit=content["unit"],
            inputmode=_keyboard(content),
        )

    def _in_words(self, content: Content, answer: Written) -> str:
        tolerance = answer["tolerance"]
        about = f" ± {with_comma(tolerance)}" if Decimal(tolerance) else ""
        return f"{with_comma(answer['value'])}{about} {content['unit']}".strip()

    def _right(self, content: Content) -> list[Written]:
        answers: list[Written] = content["answers"]
        return [each for each in answers if worth(each) == 1]

    def _best(self, content: Content, answer: Answer | None) -> Written | None:
        numbers = self._numbers(content, answer or [""])
        near = [
            each
            for each in content["answers"]
            if any(_is_near(number, each) for number in numbers)
        ]
        return max(near, key=worth, default=None)

    def _numbers(self, content: Content, answer: Answer) -> frozenset[Decimal]:
        figures, unit = _figures(answer[0])
        if unit and fold(unit) != fold(content["unit"]):
            return frozenset()
        return readings(figures)


def _figures(text: str) -> tuple[str, str]:
    """What is written in figures, and what stands behind it."""
    found = FIGURES.match(text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def with_comma(written: str) -> str:
    """1234.5 → "1.234,5"."""
    return f"{Decimal(written):,f}".translate(str.maketrans(",.", ".,"))


def _spelt(written: Any) -> str:
    """With a decimal point, whatever the author's keyboard has."""
    return str("" if written is None else written).strip().replace(",", ".")


def _is_near(number: Decimal, answer: Written) -> bool:
    apart = parts.EXACT.subtract(number, Decimal(answer["value"]))
    return parts.EXACT.abs(apart) <= Decimal(answer["tolerance"])


def _keyboard(content: Content) -> str:
    """Figures at once; but the figures of some telephones have no minus."""
    lowest = min(Decimal(each["value"]) for each in content["answers"])
    return "decimal" if lowest >= 0 else "text"
