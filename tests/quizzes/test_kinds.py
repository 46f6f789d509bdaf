"""What holds for every kind of question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS, MARKED_BY_PEOPLE, AnswerDoesNotFit
from quizzes.models import QuestionVersion
from tests.quizzes.contents import CONTENTS, MARKED, order_of, questions, values_for

marked = questions(MARKED)


def test_every_kind_that_a_question_may_have_is_there():
    assert sorted(KINDS) == sorted(QuestionVersion.Kind.values)
    assert MARKED_BY_PEOPLE == ["essay"]


@given(questions())
def test_usable_content_has_no_faults(question):
    name, content = question

    assert KINDS[name].faults(content) == []


@given(questions())
def test_what_is_tidy_stays_as_it_is(question):
    """Or saving a question unchanged would make a new version of it."""
    name, content = question

    assert KINDS[name].tidied(content) == content


@given(st.sampled_from(list(KINDS)), st.data())
def test_the_same_file_read_twice_makes_the_same_question(name, data):
    content = data.draw(CONTENTS[name])

    assert KINDS[name].tidied(content) == KINDS[name].tidied(content)


@given(marked, st.data())
def test_a_mark_is_a_fraction_of_five_places(question, data):
    name, content = question
    kind = KINDS[name]

    mark = kind.mark(content, kind.read(content, data.draw(values_for(name, content))))

    assert 0 <= mark <= 1
    assert mark == round(mark, 5)


@given(marked)
def test_the_right_answer_earns_the_full_mark_and_only_a_whole_one_does(question):
    name, content = question
    kind = KINDS[name]

    assert kind.mark(content, kind.read(content, kind.right_answer(content))) == 1


@given(marked)
def test_no_answer_earns_nothing(question):
    name, content = question
    kind = KINDS[name]

    assert kind.read(content, []) is None
    assert kind.mark(content, None) == 0
    assert kind.remark(content, None) == ""


@given(questions(), st.data())
def test_an_answer_that_is_read_again_is_the_same(question, data):
    """Answers are read against another version when a question is corrected."""
    name, content = question
    kind = KINDS[name]
    answer = kind.read(content, data.draw(values_for(name, content)))

    assert kind.read(content, answer or []) == answer


@given(questions([n for n in KINDS if n != "gaps"]), st.data())
def test_the_order_of_what_is_posted_changes_nothing(question, data):
    name, content = question
    values = data.draw(values_for(name, content))

    again = KINDS[name].read(content, data.draw(st.permutations(values)))

    assert again == KINDS[name].read(content, values)


@given(
    questions([n for n in KINDS if n not in ("short", "numeric", "essay")]), st.data()
)
def test_a_value_that_is_not_offered_is_refused_whatever_stands_beside_it(
    question, data
):
    name, content = question
    values = data.draw(values_for(name, content))
    foreign = data.draw(st.sampled_from(["zz", "zz:1", ":", "a:b:c", "1.1", "\x00"]))

    with pytest.raises(AnswerDoesNotFit):
        KINDS[name].read(content, [*values, foreign])


@given(questions(["short", "numeric", "essay"]))
def test_one_text_is_taken_and_no_more_nor_a_longer_one(question):
    name, content = question

    with pytest.raises(AnswerDoesNotFit):
        KINDS[name].read(content, ["một", "hai"])
    with pytest.raises(AnswerDoesNotFit):
        KINDS[name].read(content, ["a" * 100_001])


@given(questions(["short", "numeric", "essay", "gaps"]), st.text(max_size=60))
def test_typed_text_is_composed_and_holds_nothing_a_database_refuses(question, text):
    name, content = question
    count = len(content["gaps"]) if name == "gaps" else 1
    if name == "gaps" and any(gap["options"] for gap in content["gaps"]):
        return

    answer = KINDS[name].read(content, [f"{text}\x00\ud800"] * count)

    assert not answer or all("\x00" not in each for each in answer)
    assert not answer or "".join(answer).encode()


@given(questions(["matching", "ordering", "multiple", "hot_words"]), st.data())
def test_an_attempt_shows_every_part_once(question, data):
    name, content = question
    kind = KINDS[name]
    order = kind.option_order(content, shuffle=data.draw(st.booleans()))

    assert sorted(order) == sorted(set(order))
    assert kind.shown(content, order=order, answer=None)


@given(questions())
def test_what_an_attempt_shows_says_what_was_answered(question):
    name, content = question
    kind = KINDS[name]
    answer = kind.right_answer(content)
    order = order_of(name, content)

    assert (
        kind.shown(content, order=order, answer=answer)
        != kind.shown(content, order=order, answer=None)
        or not answer
    )
