"""Pairs to be matched.

Content: {"pairs": [{"id": "p1", "left": "…", "right": "…"}], "distractors": ["…"]}.
An answer is the sorted list of "left:right" for each left that was matched; the id of
a right text is made of the text alone, so it gives nothing away, and equal texts are
one. The mark is the share of pairs that are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Answer, AnswerDoesNotFit, Content, Usual

FITS = 26  # letters that a select shows on a telephone


@dataclass(frozen=True)
class Offer:
    value: str
    letter: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Board:
    """Rows to be matched; long right sides are also listed, with their letters."""

    rows: list[Row]
    rights: list[tuple[str, str]]

    @property
    def lists_rights(self) -> bool:
        return any(len(text) > FITS for _letter, text in self.rights)


@dataclass(frozen=True)
class Row:
    """A left text, what it was matched with, and what it belongs to."""

    id: str
    left: str
    offers: list[Offer]
    right: str

    @property
    def given(self) -> str:
        return next((offer.text for offer in self.offers if offer.is_chosen), "")

    @property
    def is_right(self) -> bool:
        return self.given == self.right


@dataclass(frozen=True)
class Matching(Usual):
    shape: ClassVar[Content] = {
        "pairs": [{"left": "", "right": ""}],
        "distractors": [""],
    }

    template: str = "quizzes/kinds/matching.html"
    review_template: str = "quizzes/kinds/matching_review.html"

    @property
    def hint(self) -> str:
        return _("Choose what belongs to each.")

    def tidied(self, content: Content) -> Content:
        pairs: list[dict[str, Any]] = [
            {
                "id": str(pair.get("id") or ""),
                "left": parts.tidy(pair.get("left")),
                "right": parts.tidy(pair.get("right")),
            }
            for pair in content.get("pairs") or []
        ]
        rights = {pair["right"] for pair in pairs}
        others = dict.fromkeys(map(parts.tidy, content.get("distractors") or []))
        return {
            **content,
            "pairs": parts.with_ids(pairs, "left"),
            "distractors": [text for text in others if text and text not in rights],
        }

    def faults(self, content: Content) -> list[str]:
        pairs = content.get("pairs") or []
        lefts = [parts.tidy(pair.get("left")) for pair in pairs]
        rights = [parts.tidy(pair.get("right")) for pair in pairs]
        found = parts.count_faults([*pairs, *(content.get("distractors") or [])])
        if len(pairs) < 2:
            found.append(_("A matching question needs at least two pairs."))
        for n in sorted({*parts.empty(lefts), *parts.empty(rights)}):
            found.append(_("Pair %(row)s needs a text on both sides.") % {"row": n + 1})
        same = parts.repeated(lefts)
        if same:
            found.append(
                _("Pairs %(rows)s have the same left side.")
                % {"rows": parts.rows(same)}
            )
        if len(pairs) > 1 and len({*rights, *(content.get("distractors") or [])}) < 2:
            found.append(_("All pairs have the same right side: nothing to choose."))
        return found

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        """Left ids, as written unless shuffled; ":" and right ids, always shuffled."""
        lefts = [pair["id"] for pair in content["pairs"]]
        if shuffle:
            lefts = parts.shuffled(lefts, len(lefts))
        rights = list(_rights(content))
        return lefts + [f":{pk}" for pk in parts.shuffled(rights, len(rights))]

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        chosen = {value for value in values if value}
        lefts = [value.partition(":")[0] for value in chosen]
        offered = {
            f"{pair['id']}:{right}"
            for pair in content["pairs"]
            for right in _rights(content)
        }
        if not chosen <= offered or len(set(lefts)) < len(lefts):
            raise AnswerDoesNotFit
        return sorted(chosen) or None

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        right = set(self.right_answer(content))
        return parts.share(len(right & set(answer or [])), len(right))

    def right_answer(self, content: Content) -> Answer:
        pairs = content["pairs"]
        return sorted(f"{pair['id']}:{parts.part_id(pair['right'])}" for pair in pairs)

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> Board:
        pairs = {pair["id"]: pair for pair in content["pairs"]}
        rights, chosen = _rights(content), set(answer or [])
        offered = [each[1:] for each in order if each.startswith(":")]
        letters = {right: parts.letter(n) for n, right in enumerate(offered)}
        rows = [
            Row(
                id=pk,
                left=pairs[pk]["left"],
                offers=[
                    Offer(
                        value=f"{pk}:{right}",
                        letter=letters[right],
                        text=rights[right],
                        is_chosen=f"{pk}:{right}" in chosen,
                    )
                    for right in offered
                ],
                right=pairs[pk]["right"],
            )
            for pk in order
            if not pk.startswith(":")
        ]
        return Board(rows, [(letters[right], rights[right]) for right in offered])


def _rights(content: Content) -> dict[str, str]:
    """What may be chosen, by id."""
    texts = [*(pair["right"] for pair in content["pairs"]), *content["distractors"]]
    return {parts.part_id(text): text for text in texts}
