"""An essay, marked by a person.

Content: {"min_words": 150, "max_words": 300, "guide": "…", "rubric": […], "file": "no"}.
No limit is None or 0. The guide and the rubric (see `quizzes.rubrics`) are the
marker's. `file` says whether one may or must be handed in: "no", "allowed", "required".

An answer is a list of one text. It is kept whatever its length: outside the limits
the writer is warned, and the marker sees the count. Words are what stands between
spaces, as word processors count them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Answer, Content, Usual
from quizzes.kinds.essay_rubric import rubric_faults, tidied_rubric
from quizzes.kinds.short import read_one

LONGEST: Final = 100_000
FILES: Final = ("no", "allowed", "required")


def words_in(text: str) -> int:
    return len(text.split())


@dataclass(frozen=True)
class Written:
    text: str
    least: int  # 0 for no limit
    most: int
    file: str
    longest: int = LONGEST

    @property
    def words(self) -> int:
        return words_in(self.text)

    @property
    def is_off(self) -> bool:
        """Written, and shorter or longer than was asked for."""
        too_long = bool(self.most) and self.words > self.most
        return bool(self.words) and (self.words < self.least or too_long)


@dataclass(frozen=True)
class Essay(Usual):
    shape: ClassVar[Content] = {"min_words": 0, "max_words": 0, "guide": ""}

    template: str = "quizzes/kinds/essay.html"
    review_template: str = "quizzes/kinds/essay_review.html"
    needs_marker: bool = True

    @property
    def hint(self) -> str:
        return _("Write in your own words; a trainer marks it.")

    def tidied(self, content: Content) -> Content:
        return {
            **content,
            "min_words": _limit(content.get("min_words")),
            "max_words": _limit(content.get("max_words")),
            "guide": parts.tidy(content.get("guide")),
            "rubric": tidied_rubric(content.get("rubric") or []),
            "file": content.get("file") or "no",
        }

    def faults(self, content: Content) -> list[str]:
        least, most = content.get("min_words"), content.get("max_words")
        found = []
        for limit in (least, most):
            if not isinstance(limit, int | None) or (limit or 0) < 0:
                found.append(_("A limit of words is a whole number from 0 up."))
        if not found and most and (least or 0) > most:
            found.append(_("The smallest number of words is above the largest."))
        if content.get("file") not in FILES:
            found.append(_("Say whether a file may be handed in."))
        return found + rubric_faults(content.get("rubric") or [])

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        return read_one(values, LONGEST)

    def remark(self, content: Content, answer: Answer | None) -> str:
        words = words_in(answer[0]) if answer else 0
        least, most = content["min_words"] or 0, content["max_words"] or 0
        # Without the count, which stands beside it: said once, not at every word.
        if words and words < least:
            return _("Shorter than asked for: at least %(n)s words.") % {"n": least}
        if most and words > most:
            return _("Longer than asked for: at most %(n)s words.") % {"n": most}
        return ""

    def mark(self, content: Content, answer: Answer | None) -> None:
        return None

    def right_answer(self, content: Content) -> Answer:
        return []

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> Written:
        return Written(
            text=answer[0] if answer else "",
            least=content.get("min_words") or 0,
            most=content.get("max_words") or 0,
            file=content.get("file") or "no",
        )


def _limit(written: Any) -> Any:
    """A whole number, however it was written; what is none is left to `faults`."""
    text = str("" if written is None else written).strip()
    return int(text) if text.isascii() and text.isdigit() else written or None
