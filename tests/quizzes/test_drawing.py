"""Random draws: a way is found whenever there is one, and no question comes twice."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.models import Draw
from quizzes.services.drawing import Shortage, fill

pools = st.lists(st.sets(st.integers(0, 6), max_size=5), min_size=1, max_size=4)
counts = st.lists(st.integers(1, 3), min_size=4, max_size=4)


def can_be_filled(wanted: list[int], pools: list[set[int]]) -> bool:
    """Hall's condition, looked at subset by subset."""
    for chosen in product([False, True], repeat=len(pools)):
        some = [n for n, is_in in enumerate(chosen) if is_in]
        union = set().union(*(pools[n] for n in some))
        if sum(wanted[n] for n in some) > len(union):
            return False
    return True


@settings(max_examples=300, deadline=None)
@given(pools, counts)
def test_draws_are_filled_exactly_when_they_can_be(pools, counts):
    draws = [Draw(count=count) for count in counts[: len(pools)]]
    wanted = [draw.count for draw in draws]

    filled = fill(draws, pools)

    if isinstance(filled, Shortage):
        assert not can_be_filled(wanted, pools)
        # What is named is short indeed.
        named = [n for n, draw in enumerate(draws) if draw in filled.draws]
        assert filled.wanted == sum(wanted[n] for n in named)
        assert filled.there == len(set().union(*(pools[n] for n in named)))
        assert filled.wanted > filled.there
    else:
        assert [len(each) for each in filled] == wanted
        assert all(set(each) <= pool for each, pool in zip(filled, pools, strict=True))
        everything = [question for each in filled for question in each]
        assert len(set(everything)) == len(everything)


def test_a_wide_draw_leaves_what_a_narrow_one_needs():
    for _each in range(20):
        filled = fill([Draw(count=2), Draw(count=1)], [{1, 2, 3}, {1}])
        assert filled == [filled[0], [1]]
        assert set(filled[0]) == {2, 3}


def test_every_question_of_a_pool_has_its_turn():
    seen = {fill([Draw(count=1)], [{1, 2, 3}])[0][0] for _each in range(200)}

    assert seen == {1, 2, 3}


@pytest.mark.parametrize("count", [1, 40])
def test_a_large_bank_is_drawn_from_at_once(count):
    filled = fill([Draw(count=count)] * 5, [set(range(2000))] * 5)

    assert len({question for each in filled for question in each}) == 5 * count
