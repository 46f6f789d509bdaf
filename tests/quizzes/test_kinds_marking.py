"""How marks move: what more of the right or of the wrong does to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS
from tests.quizzes.contents import questions, values_for

ticked = st.one_of(questions(["multiple"]), questions(["hot_words"]))
paired = questions(["matching", "ordering"])


@given(ticked, st.data())
def test_a_wrong_tick_more_never_raises_the_mark(question, data):
    kind, content = KINDS[question[0]], question[1]
    chosen = data.draw(values_for(*question))
    parts = content.get("options") or content["words"]
    wrong = [each["id"] for each in parts if not each["correct"]]
    more = data.draw(st.lists(st.sampled_from(wrong), max_size=2)) if wrong else []

    assert kind.mark(content, sorted({*chosen, *more})) <= kind.mark(content, chosen)


@given(questions(["hot_words"]), st.data())
def test_a_right_tick_more_never_lowers_the_mark(question, data):
    kind, content = KINDS[question[0]], question[1]
    chosen = data.draw(values_for(*question))
    more = data.draw(st.sampled_from(kind.right_answer(content)))

    assert kind.mark(content, sorted({*chosen, more})) >= kind.mark(content, chosen)


@given(questions(["matching"]), st.data())
def test_a_pair_put_right_never_lowers_the_mark(question, data):
    kind, content = KINDS[question[0]], question[1]
    answer = kind.read(content, data.draw(values_for(*question))) or []
    right = data.draw(st.sampled_from(kind.right_answer(content)))
    left = right.partition(":")[0]
    mended = [each for each in answer if not each.startswith(f"{left}:")] + [right]

    assert kind.mark(content, mended) >= kind.mark(content, answer)


@given(questions(["gaps"]), st.data())
def test_a_gap_filled_right_never_lowers_the_mark(question, data):
    kind, content = KINDS[question[0]], question[1]
    answer = data.draw(values_for(*question))
    place = data.draw(st.integers(0, len(answer) - 1))
    mended = [*answer]
    mended[place] = kind.right_answer(content)[place]

    assert kind.mark(content, mended) >= kind.mark(content, answer)


@given(paired, st.data())
def test_only_the_whole_right_answer_earns_the_full_mark(question, data):
    kind, content = KINDS[question[0]], question[1]
    answer = kind.read(content, data.draw(values_for(*question)))

    is_full = kind.mark(content, answer) == 1

    assert is_full == (answer == kind.right_answer(content))


@given(questions(["ordering"]), st.data())
def test_a_block_moved_whole_keeps_the_neighbours_inside_it(question, data):
    kind, content = KINDS[question[0]], question[1]
    ids = [item["id"] for item in content["items"]]
    cut = data.draw(st.integers(1, len(ids) - 1))
    turned = [*ids[cut:], *ids[:cut]]

    mark = kind.mark(content, [f"{pk}:{n}" for n, pk in enumerate(turned, start=1)])

    assert round(mark * (len(ids) - 1)) == len(ids) - 2


@given(questions(["ordering"]))
def test_items_are_never_shown_in_the_right_order(question):
    kind, content = KINDS[question[0]], question[1]

    order = kind.option_order(content, shuffle=False)

    assert order != [item["id"] for item in content["items"]]


@given(questions(["multiple"]))
def test_the_last_option_stays_last_where_it_should(question):
    kind, content = KINDS[question[0]], question[1]
    *_others, last = [option["id"] for option in content["options"]]

    order = kind.option_order(content, shuffle=True)

    assert order[-1] == last or not content["keep_last"]
