"""Items to be put in order.

Content: {"items": [{"id": "i1", "text": "…"}]}, in the right order. An answer is the
sorted list of "item:place", places from 1, for the items that were given one; a page
without scripts may give a place twice, or leave one out.

The mark is the share of neighbours that are right: of all pairs in which one item
follows directly on another, how many do so in the answer (the ordering question of
Moodle calls it "relative to the next item, excluding last"). So what counts is what is
done after what: a block that stands too early costs only its seams, where marking by
absolute place would give nothing for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Answer, AnswerDoesNotFit, Content, Usual


@dataclass(frozen=True)
class Place:
    value: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Item:
    """An item as shown; `place` is the one given, `right_place` where it belongs."""

    id: str
    text: str
    places: list[Place]
    right_place: int
    follows: bool  # directly on the item it belongs behind

    @property
    def place(self) -> int | None:
        return next((each.number for each in self.places if each.is_chosen), None)


@dataclass(frozen=True)
class Ordered:
    items: list[Item]  # as the attempt shows them
    is_answered: bool

    @property
    def given(self) -> list[Item]:
        """In the order given, what has no place at the end."""
        last = len(self.items) + 1
        return sorted(self.items, key=lambda item: item.place or last)

    @property
    def is_right(self) -> bool:
        return all(item.follows for item in self.items)

    @property
    def right(self) -> list[Item]:
        return sorted(self.items, key=lambda item: item.right_place)


@dataclass(frozen=True)
class Ordering(Usual):
    shape: ClassVar[Content] = {"items": [{"text": ""}]}

    template: str = "quizzes/kinds/ordering.html"
    review_template: str = "quizzes/kinds/ordering_review.html"

    @property
    def hint(self) -> str:
        return _("Put these in order, the first on top.")

    def tidied(self, content: Content) -> Content:
        items = [
            {"id": str(item.get("id") or ""), "text": parts.tidy(item.get("text"))}
            for item in content.get("items") or []
        ]
        return {**content, "items": parts.with_ids(items, "text")}

    def faults(self, content: Content) -> list[str]:
        items = content.get("items") or []
        texts = [parts.tidy(item.get("text")) for item in items]
        found = parts.count_faults(items)
        if len(items) < 2:
            found.append(_("An ordering question needs at least two items."))
        for n in parts.empty(texts):
            found.append(_("Item %(row)s has no text.") % {"row": n + 1})
        same = parts.repeated(texts)
        if same:
            found.append(_("Items %(rows)s say the same.") % {"rows": parts.rows(same)})
        return found

    def option_order(self, content: Content, *, shuffle: bool) -> list[str]:
        """Always shuffled, and never as it should be."""
        ids = [item["id"] for item in content["items"]]
        if len(ids) < 2:
            return ids
        while (order := parts.shuffled(ids, len(ids))) == ids:
            pass
        return order

    def read(self, content: Content, values: Sequence[str]) -> Answer | None:
        chosen = {value for value in values if value}
        places = range(1, len(content["items"]) + 1)
        offered = {f"{item['id']}:{n}" for item in content["items"] for n in places}
        items = [value.partition(":")[0] for value in chosen]
        if not chosen <= offered or len(set(items)) < len(items):
            raise AnswerDoesNotFit
        return sorted(chosen) or None

    def remark(self, content: Content, answer: Answer | None) -> str:
        given = sorted(_places(answer).values())
        if not answer or given == list(range(1, len(content["items"]) + 1)):
            return ""
        return _("Give each item a place of its own.")

    def mark(self, content: Content, answer: Answer | None) -> Decimal:
        ids = [item["id"] for item in content["items"]]
        places = _places(answer)
        right = sum(_follow(places, one, other) for one, other in pairwise(ids))
        return parts.share(right, len(ids) - 1)

    def right_answer(self, content: Content) -> Answer:
        items = enumerate(content["items"], start=1)
        return sorted(f"{item['id']}:{n}" for n, item in items)

    def shown(
        self, content: Content, *, order: Sequence[str], answer: Answer | None
    ) -> Ordered:
        ids = [item["id"] for item in content["items"]]
        texts = {item["id"]: item["text"] for item in content["items"]}
        places = _places(answer)
        before = {other: one for one, other in pairwise(ids)}
        items = [
            Item(
                id=pk,
                text=texts[pk],
                places=[
                    Place(f"{pk}:{n}", n, places.get(pk) == n)
                    for n in range(1, len(ids) + 1)
                ],
                right_place=ids.index(pk) + 1,
                follows=_follow(places, before[pk], pk)
                if pk in before
                else places.get(pk) == 1,
            )
            for pk in order
        ]
        return Ordered(items, is_answered=bool(answer))


def _places(answer: Answer | None) -> dict[str, int]:
    split = [value.rpartition(":") for value in answer or []]
    return {pk: int(place) for pk, _colon, place in split}


def _follow(places: dict[str, int], one: str, other: str) -> bool:
    return one in places and places.get(other) == places[one] + 1
