from benchmarks.answering import Kept, lost

PLACE = (7, 1)


def test_an_answer_that_the_row_has_or_is_ahead_of_is_not_lost():
    told = {PLACE: Kept(2, ["a"])}

    assert lost(told, {PLACE: Kept(2, ["a"])}) == set()
    assert lost(told, {PLACE: Kept(3, ["b"])}) == set()


def test_each_acknowledged_save_that_the_row_has_not_reached_is_lost():
    told = {PLACE: Kept(3, ["a"])}

    assert lost(told, {PLACE: Kept(1, ["b"])}) == {(*PLACE, 2), (*PLACE, 3)}
    assert lost(told, {}) == {(*PLACE, 1), (*PLACE, 2), (*PLACE, 3)}


def test_another_answer_under_the_same_count_is_a_lost_one():
    told = {PLACE: Kept(2, ["a"])}

    assert lost(told, {PLACE: Kept(2, ["c"])}) == {(*PLACE, 2)}
