from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS, AnswerDoesNotFit
from quizzes.kinds.choice import Option
from tests.factories import options

LETTERS = "abcdefgh"


@st.composite
def contents(draw, *, several: bool) -> dict:
    """Usable content of a choice question."""
    count = draw(st.integers(2, len(LETTERS)))
    offered = LETTERS[:count]
    most = count if several else 1
    right = draw(st.sets(st.sampled_from(offered), min_size=1, max_size=most))
    texts = draw(
        st.lists(
            st.text(min_size=1).filter(str.strip),
            min_size=count,
            max_size=count,
            unique_by=lambda text: text.strip(),
        )
    )
    return options(*texts, right="".join(right))


def ids(content: dict) -> list[str]:
    return [option["id"] for option in content["options"]]


def right_ids(content: dict) -> list[str]:
    return [option["id"] for option in content["options"] if option["correct"]]


SINGLE, MULTIPLE, TRUE_FALSE = (
    KINDS[kind] for kind in ("single", "multiple", "true_false")
)


@given(contents(several=True), st.data())
def test_several_answers_earn_the_mark_only_when_all_and_nothing_else_is_chosen(
    content, data
):
    chosen = data.draw(st.lists(st.sampled_from(ids(content))))

    mark = MULTIPLE.mark(content, MULTIPLE.read(content, chosen))

    assert mark == Decimal(set(chosen) == set(right_ids(content)))


@given(contents(several=False), st.data())
def test_one_answer_earns_the_mark_only_when_it_is_the_right_one(content, data):
    chosen = data.draw(st.sampled_from(ids(content)))

    mark = SINGLE.mark(content, SINGLE.read(content, [chosen]))

    assert mark == Decimal([chosen] == right_ids(content))


@given(contents(several=True), st.data())
def test_order_and_repetition_of_what_was_posted_change_nothing(content, data):
    chosen = data.draw(st.lists(st.sampled_from(ids(content)), min_size=1))
    again = data.draw(st.permutations(chosen + chosen))

    assert MULTIPLE.read(content, again) == MULTIPLE.read(content, chosen)


@given(contents(several=True), st.lists(st.text(), min_size=1), st.data())
def test_a_value_that_is_not_offered_is_refused_whatever_stands_beside_it(
    content, strangers, data
):
    chosen = data.draw(st.lists(st.sampled_from(ids(content))))
    foreign = [value for value in strangers if value not in ids(content)] or ["z"]

    with pytest.raises(AnswerDoesNotFit):
        MULTIPLE.read(content, chosen + foreign)


@given(contents(several=False), st.data())
def test_two_answers_to_a_question_that_takes_one_are_refused(content, data):
    two = data.draw(
        st.lists(st.sampled_from(ids(content)), min_size=2, max_size=2, unique=True)
    )

    with pytest.raises(AnswerDoesNotFit):
        SINGLE.read(content, two)


@pytest.mark.parametrize("kind", KINDS.values())
def test_nothing_chosen_is_no_answer_and_earns_nothing(kind):
    content = options("Đúng", "Sai", right="a")

    assert kind.read(content, []) is None
    assert kind.mark(content, None) == 0


@given(contents(several=True), st.booleans())
def test_an_attempt_shows_every_option_once(content, shuffle):
    order = MULTIPLE.option_order(content, shuffle=shuffle)

    assert sorted(order) == ids(content)
    assert shuffle or order == ids(content)


@given(contents(several=False))
def test_true_and_false_keep_their_order(content):
    assert TRUE_FALSE.option_order(content, shuffle=True) == ids(content)


@given(contents(several=True), contents(several=False))
def test_usable_content_has_no_faults(several, one):
    assert MULTIPLE.faults(several) == []
    assert SINGLE.faults(one) == []


@pytest.mark.parametrize(
    ("kind", "content", "faults"),
    [
        (SINGLE, {}, ["Câu hỏi cần ít nhất hai phương án.", "Đánh dấu đúng một phương án đúng."]),
        (SINGLE, options("Đúng", right="a"), ["Câu hỏi cần ít nhất hai phương án."]),
        (SINGLE, options("Đúng", " ", right="a"), ["Có phương án chưa có nội dung."]),
        (SINGLE, options("Đúng", "Đúng ", right="a"), ["Có hai phương án giống nhau."]),
        (SINGLE, options("Đúng", "Sai", right=""), ["Đánh dấu đúng một phương án đúng."]),
        (SINGLE, options("Đúng", "Sai", right="ab"), ["Đánh dấu đúng một phương án đúng."]),
        (MULTIPLE, options("Đúng", "Sai", right=""), ["Đánh dấu ít nhất một phương án đúng."]),
        (TRUE_FALSE, options("Đúng", "Sai", "Khác", right="a"), ["Câu hỏi đúng hay sai có đúng hai phương án."]),
        (SINGLE, {"options": [{"text": None}, {"correct": True}]}, ["Có phương án chưa có nội dung.", "Có hai phương án giống nhau."]),
    ],
)  # fmt: skip
def test_the_author_is_told_what_cannot_be_asked(kind, content, faults):
    assert kind.faults(content) == faults


def test_an_attempt_shows_its_own_order_with_letters_and_what_was_chosen():
    content = options("Một", "Hai", "Ba", right="b")

    shown = SINGLE.shown(content, order=["c", "a", "b"], answer=["a"])

    assert shown == [
        Option("c", "A", "Ba", feedback="", is_chosen=False, is_right=False),
        Option("a", "B", "Một", feedback="", is_chosen=True, is_right=False),
        Option("b", "C", "Hai", feedback="", is_chosen=False, is_right=True),
    ]
