"""What we write we read back as it was, or say that the format cannot hold it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes import formats
from quizzes.formats import shapes
from tests.quizzes.formats import strategies as made

IN_GIFT = (
    made.singles()
    | made.multiples()
    | made.true_falses()
    | made.shorts()
    | made.numerics()
    | made.matchings()
    | made.gap_texts(most=1)
    | made.essays()
)
IN_XML = (
    made.singles()
    | made.multiples()
    | made.true_falses()
    | made.shorts()
    | made.measured
    | made.matchings()
    | made.orderings()
    | made.gap_texts()
    | made.full_essays
)
IN_TABLES = IN_XML | made.hot_words()

thorough = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
brief = settings(thorough, max_examples=30)


def several(kinds, **how):
    return st.lists(made.questions(kinds, **how), min_size=1, max_size=3)


def kept(questions, written):
    numbers = {refusal.line for refusal in written.left_out}
    return tuple(q for n, q in enumerate(questions, start=1) if n not in numbers)


def read_again(written, ending):
    return formats.read(name=f"again.{ending}", data=written.data)


def assert_comes_back(questions, written, ending):
    again = read_again(written, ending)
    staying = kept(questions, written)

    assert again.questions == staying
    assert again.notices == ()
    assert again.refusals == () or not staying
    assert written.notices == ()


@thorough
@given(several(IN_GIFT))
def test_gift(questions):
    assert_comes_back(questions, formats.write_gift(questions), "gift")


@thorough
@given(several(IN_XML))
def test_moodle_xml(questions):
    assert_comes_back(questions, formats.write_moodle_xml(questions), "xml")


@thorough
@given(several(IN_TABLES), st.sampled_from(",;\t"))
def test_csv(questions, separator):
    written = formats.write_table_csv(questions, separator=separator)

    assert_comes_back(questions, written, "csv")


@brief
@given(several(IN_TABLES))
def test_xlsx(questions):
    assert_comes_back(questions, formats.write_table_xlsx(questions), "xlsx")


@thorough
@given(several(made.singles(), bare=True))
def test_aiken_where_it_can_hold_the_question(questions):
    written = formats.write_aiken(questions)
    again = read_again(written, "aiken.txt")
    lossy = {line for notice in written.notices for line in notice.lines}

    sound = [q for n, q in enumerate(questions, start=1) if n not in lossy]
    if len(sound) == len(questions):
        assert again.questions == kept(questions, written)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("ordering", shapes.ordering(["một", "hai"])),
        ("hot_words", {"text": "a b", "words": []}),
    ],
)
def test_what_gift_cannot_hold_is_named(kind, content):
    question = shapes.question(kind=kind, text="Xếp các bước.", content=content)

    written = formats.write_gift([question])

    assert written.data == b""
    assert [(left.line, left.question) for left in written.left_out] == [
        (1, "Xếp các bước.")
    ]


def test_what_aiken_loses_is_named():
    question = shapes.question(
        kind="true_false",
        text="Tin giả là tin sai.",
        content=shapes.true_false(truth=True, if_true="Đúng vậy."),
        explanation="Vì thế phải kiểm chứng.",
        tags=["tin giả"],
        difficulty=1,
    )

    written = formats.write_aiken([question])

    assert written.data.decode() == (
        "Tin giả là tin sai.\nA. Đúng\nB. Sai\nANSWER: A\n"
    )
    assert [notice.text for notice in written.notices] == [
        "Feedback and weights of options are not written.",
        "Explanations are not written.",
        "Names, categories and tags are not written.",
        "Difficulty and legal reference are not written.",
    ]


def test_true_or_false_in_other_words_becomes_a_single_choice_in_gift():
    content = {
        "options": [
            {"text": "Nên", "correct": True, "feedback": ""},
            {"text": "Không nên", "correct": False, "feedback": ""},
        ]
    }
    question = shapes.question(kind="true_false", text="Hẹn giờ?", content=content)

    written = formats.write_gift([question])

    assert written.data.decode() == "Hẹn giờ?{\n\t=Nên\n\t~Không nên\n}\n"
    assert [notice.lines for notice in written.notices] == [(1,)]
