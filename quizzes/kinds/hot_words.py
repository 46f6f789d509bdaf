"""Places to be found in a text: "tick the claims that need checking".

Content: {"text": "…", "words": [{"id": "w1", "start": 0, "end": 4, "correct": true}]}.
An answer is the sorted list of ticked ids. Each right place earns its share and each
wrong tick takes one share away, never below 0 (as H5P's "mark the words" has it): who
ticks everything has found nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Answer, AnswerDoesNotFit, Content, Usual
from vietnamese.text import nfc

MOST_WORDS = 400


@dataclass(frozen=True)
class Stretch:
    """Running text, or a place that can be ticked (then it has an id)."""

    text: str
    id: str = ""
    is_ticked: bool = False
    is_right: bool = False


@dataclass(frozen=True)
class HotWords(Usual):
    shape: ClassVar[Content] = {
        "text": "",
        "words": [{"start": 0, "end": 0, "correct": False}],
    }

    template: str = "quizzes/kinds/hot_words.html"
    review_template: str = "quizzes/kinds/hot_words_review.html"

    @property
    def hint(self) -> str:
        return _(
            "Tick places in the text; a wrong tick takes off what a right one earns."
        )

    def tidied(self, content: Content) -> Content:
        text = str(content.get("text") or "")
        whole = _tidy(text)
        words: list[dict[str, Any]] = [
            {
                "id": str(word.get("id") or ""),
                "start": len(_tidy(text[: _place(word.get("start"))])),
                "end": len(_tidy(text[: _place(word.get("end"))])),
                "correct": bool(word.get("correct")),
            }
            for word in content.get("words") or []
        ]
        words.sort(key=lambda word: (word["start"], word["end"]))
        named = [{**word, "text": whole[word["start"] : word["end"]]} for word in words]
        ids = [word["id"] for word in parts.with_ids(named, "text")]
        words = [{**word, "id": pk} for word, pk in zip(words, ids, strict=True)]
        return {**content, "text": whole, "words": words}

    def faults(self, content: Content) -> list[str]:
        text, words = content.get("text") or "", content.get("words") or []
        right = [word for word in words if word.get("correct")]
        found = [] if text.strip() else [_("There is no text to look at.")]
        if len(words) > MOST_WORDS:
            found.append(_("At most %(n)s places can be ticked.") % {"n": MOST_WORDS})
        if not right:
            found.append(_("Mark at least one place as right."))
        elif len(right) == len(words):
            found.append(_("Every place is right, so there is nothing to find."))
        end = 0
        for n, word in enumerate(words, start=1):
            start, stop = _place(word.get("start")), _place(word.get("end"))
            if not end <= start < stop <= len(text):
                found.append(
                    _("Place %(n)s is outside the text, empty or inside another one.")
                    % {"n": n}
                )
            end = max(end, stop)
        return found

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        ticked = sorted(set(values))
        if not set(ticked) <= {word["id"] for word in content["words"]}:
            raise AnswerDoesNotFit
        return ticked or None

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        right, ticked = set(self.right_answer(content)), set(answer or [])
        return parts.share(len(ticked & right) - len(ticked - right), len(right))

    def right_answer(self, content: Content) -> Answer:
        return sorted(word["id"] for word in content["words"] if word["correct"])

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> list[Stretch]:
        text, at = content["text"], 0
        found: list[Stretch] = []
        for word in content["words"]:
            found.append(Stretch(text[at : word["start"]]))
            at = word["end"]
            found.append(
                Stretch(
                    text[word["start"] : at],
                    id=word["id"],
                    is_ticked=word["id"] in (answer or []),
                    is_right=word["correct"],
                )
            )
        return [each for each in [*found, Stretch(text[at:])] if each.text]


def _tidy(text: str) -> str:
    """Of the beginning of a text as long as of the same letters in the whole."""
    return nfc(text).replace("\r\n", "\n")


def _place(written: Any) -> int:
    return written if isinstance(written, int) and written >= 0 else 0
