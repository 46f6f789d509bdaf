"""Random draws from the bank: no question twice, and none that the quiz names itself.

Pools of draws may overlap, so each question is given to the draw that cannot do
without it: a matching, in random order, that finds a way whenever there is one.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quizzes.models import Draw, Question
from quizzes.tree import category_tree

Pool = Collection[int]


@dataclass(frozen=True)
class Shortage:
    """Draws that ask for more questions than there are for them together."""

    draws: list[Draw]
    wanted: int
    there: int


def pools_of(draws: Sequence[Draw], *, named: Iterable[int]) -> list[set[int]]:
    """Questions each draw may take, by key. Three queries, however many draws."""
    if not draws:
        return []
    tree, named = category_tree(), set(named)
    below = {draw.category_id: tree.below(draw.category_id) for draw in draws}
    everywhere = set[int]().union(*below.values())
    questions = Question.objects.usable().filter(category__in=everywhere).order_by()
    rows = list(questions.values_list("pk", "category_id", "current__difficulty"))
    tagged = _tagged({draw.tag_id for draw in draws if draw.tag_id})
    return [
        {
            pk
            for pk, category, difficulty in rows
            if pk not in named
            and category in below[draw.category_id]
            and draw.difficulty in (None, difficulty)
            and (draw.tag_id is None or (pk, draw.tag_id) in tagged)
        }
        for draw in draws
    ]


def _tagged(tags: set[int]) -> set[tuple[int, int]]:
    if not tags:
        return set()
    pairs = Question.objects.filter(tags__in=tags).order_by()
    return set(pairs.values_list("pk", "tags__pk"))


def fill(draws: Sequence[Draw], pools: Sequence[Pool]) -> list[list[int]] | Shortage:
    """Questions for each draw, at random; or which draws cannot be filled."""
    rng = random.SystemRandom()
    orders = [rng.sample(sorted(pool), len(pool)) for pool in pools]
    taken: dict[int, int] = {}
    for place, draw in enumerate(draws):
        for _each in range(draw.count):
            short = _take_one(place, orders, taken)
            if short:
                return _shortage([(draws[n], pools[n]) for n in sorted(short)])
    return [
        [question for question in order if taken.get(question) == place]
        for place, order in enumerate(orders)
    ]


def _take_one(
    place: int, orders: Sequence[Sequence[int]], taken: dict[int, int]
) -> set[int]:
    """Give a draw one question more; the draws that stand in the way, if none is left.

    Goes from draw to draw, each asked to leave a question and take another one.
    """
    left_for: dict[int, tuple[int, int] | None] = {place: None}
    asked = deque([place])
    while asked:
        draw = asked.popleft()
        for question in orders[draw]:
            holder = taken.get(question)
            if holder is None:
                _hand_on(draw, question, left_for, taken)
                return set()
            if holder not in left_for:
                left_for[holder] = (draw, question)
                asked.append(holder)
    return set(left_for)


def _hand_on(
    draw: int,
    question: int,
    left_for: dict[int, tuple[int, int] | None],
    taken: dict[int, int],
) -> None:
    taken[question] = draw
    before = left_for[draw]
    while before:
        draw, question = before
        taken[question] = draw
        before = left_for[draw]


def _shortage(short: Sequence[tuple[Draw, Pool]]) -> Shortage:
    return Shortage(
        draws=[draw for draw, _pool in short],
        wanted=sum(draw.count for draw, _pool in short),
        there=len(set[int]().union(*(pool for _draw, pool in short))),
    )


def shortage_of(draws: Sequence[Draw], *, named: Iterable[int]) -> Shortage | None:
    """Which draws could not be filled now; `named` are questions named one by one."""
    filled = fill(draws, pools_of(draws, named=named))
    return filled if isinstance(filled, Shortage) else None
