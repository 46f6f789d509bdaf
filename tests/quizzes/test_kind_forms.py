"""The form of each kind: what is typed, and back again."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation
from hypothesis import example, given, settings

from quizzes.authoring import KIND_FORMS
from quizzes.authoring.differences import compared
from quizzes.kinds import KINDS
from tests.quizzes.contents import questions

ROWS = {"rows-TOTAL_FORMS": "4", "rows-INITIAL_FORMS": "0"}


def posted_as_shown(form: Any) -> dict[str, Any]:
    """What a browser would send of a form nobody touched."""
    rows = list(form.rows or [])
    fields = [*form, *(field for row in rows for field in row)]
    data = {field.html_name: field.value() for field in fields}
    data |= {"rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0"}
    data["rows-right"] = getattr(form, "right", "")
    return {name: v for name, v in data.items() if v not in (None, False)}


def same(value: Any) -> Any:
    """Without what is written in two ways: 1.50 and 1.5, no limit and 0."""
    if isinstance(value, dict):
        return {name: same(each) for name, each in value.items() if each not in (0, "")}
    if isinstance(value, list):
        return [same(each) for each in value]
    return written_once(value) if isinstance(value, str) else value


def written_once(text: str) -> Decimal | str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text.strip()
    # "NaN" is a text like others, and no number is equal to it.
    return number if number.is_finite() else text.strip()


def two_options(text: str) -> tuple[str, dict[str, Any]]:
    right = {"id": "a", "text": "0", "correct": True, "feedback": ""}
    wrong = {"id": "b", "text": text, "correct": False, "feedback": ""}
    content = {"options": [right, wrong], "partial": False, "keep_last": False}
    return "single", content


@example(question=two_options("NAN"))
@given(question=questions())
@settings(max_examples=150, deadline=None)
def test_a_question_comes_back_from_its_form_as_it_went_in(question):
    kind, content = question
    shown = KIND_FORMS[kind](kind=kind, content=content)

    sent = KIND_FORMS[kind](posted_as_shown(shown), kind=kind, content=content)

    if "\x00" not in str(content).replace("\\x00", "\x00"):
        assert sent.is_valid(), (sent.errors, [row.errors for row in sent.rows or []])
        again = KINDS[kind].tidied(sent.content())
        assert without_nothing(same(again)) == without_nothing(same(content))


def without_nothing(content: dict[str, Any]) -> dict[str, Any]:
    return {name: v for name, v in content.items() if v not in (None, [], False)}


def content_of(kind: str, **typed: str) -> dict[str, Any]:
    data = {name.replace("__", "-"): value for name, value in typed.items()}
    form = KIND_FORMS[kind]({**ROWS, **data}, kind=kind)
    assert form.is_valid(), form.errors
    return KINDS[kind].tidied(form.content())


def test_empty_rows_are_no_options():
    content = content_of(
        "single",
        rows__0__text="A",
        rows__2__text="B",
        rows__2__feedback="Vì sao",
        rows__right="2",
    )

    assert [(o["text"], o["correct"]) for o in content["options"]] == [
        ("A", False),
        ("B", True),
    ]


def test_several_options_have_weights_as_people_write_them():
    content = content_of(
        "multiple",
        partial="on",
        rows__0__text="A",
        rows__0__correct="on",
        rows__0__fraction="33,5 %",
        rows__1__text="B",
        rows__1__fraction="−50",
    )

    assert [o["fraction"] for o in content["options"]] == ["33.5", "-50"]
    assert content["partial"] is True


def test_true_and_false_are_offered_filled_in():
    form = KIND_FORMS["true_false"](kind="true_false")

    assert [row["text"].value() for row in form.rows] == ["Đúng", "Sai"]
    assert len(form.rows.forms) == 2


def test_a_typed_answer_is_worth_everything_unless_told_otherwise():
    content = content_of(
        "short", rows__0__text="Tày", rows__1__text="Nùng", rows__1__fraction="50"
    )

    assert [a["fraction"] for a in content["accepted"]] == ["100", "50"]


def test_numbers_have_a_comma():
    content = content_of(
        "numeric", rows__0__value="3,5", rows__0__tolerance="0,1", unit="km"
    )

    assert content["answers"][0]["value"] == "3.5"
    assert content["answers"][0]["tolerance"] == "0.1"
    assert content["unit"] == "km"


@pytest.mark.parametrize("typed", ["ba", "1.000"])
def test_what_is_no_number_or_two_is_refused_beside_its_row(typed):
    form = KIND_FORMS["numeric"]({**ROWS, "rows-1-value": typed}, kind="numeric")

    assert not form.is_valid()
    assert [bool(row.errors) for row in form.rows] == [False, True, False, False]


def test_lines_without_a_pair_are_distractors():
    content = content_of(
        "matching",
        rows__0__left="Phát ngôn",
        rows__0__right="Chủ tịch",
        distractors="Nhà báo\n\n Khán giả ",
    )

    assert content["distractors"] == ["Nhà báo", "Khán giả"]


@pytest.mark.parametrize(
    ("typed", "text", "gaps"),
    [
        (
            "Trong [[24 giờ | một ngày]].",
            "Trong [[1]].",
            [{"accepted": ["24 giờ", "một ngày"], "options": []}],
        ),
        (
            "[[*24 giờ | 48 giờ]], [[xã]]",
            "[[1]], [[2]]",
            [
                {"accepted": ["24 giờ"], "options": ["24 giờ", "48 giờ"]},
                {"accepted": ["xã"], "options": []},
            ],
        ),
        (
            r"[[a \| b | \*c]]",
            "[[1]]",
            [{"accepted": ["a | b", "*c"], "options": []}],
        ),
    ],
)
def test_gaps_are_marked_where_they_stand(typed, text, gaps):
    content = content_of("gaps", passage=typed)

    assert (content["text"], content["gaps"]) == (text, gaps)


def test_a_bracket_without_its_partner_is_refused_with_the_reason():
    form = KIND_FORMS["hot_words"]({"marked": "Nước [dâng"}, kind="hot_words")

    assert not form.is_valid()
    assert "[" in form.errors["marked"][0]


def test_a_rubric_has_a_level_on_each_line():
    content = content_of(
        "essay", rows__0__title="Đủ ý", rows__0__levels="2 | Đủ\n0,5 - Một phần"
    )

    levels = content["rubric"][0]["levels"]
    assert [(each["points"], each["text"]) for each in levels] == [
        (2, "Đủ"),
        ("0.5", "Một phần"),
    ]


@given(question=questions())
@settings(max_examples=60, deadline=None)
def test_every_content_can_be_told_in_lines(question):
    kind, content = question
    with translation.override("vi"), override_settings(USE_I18N=True):
        lines = list(KIND_FORMS[kind].lines(content))

    assert len({line.key for line in lines}) == len(lines)
    assert all(line.label and isinstance(line.text, str) for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ai phát ngôn?", "Ai phát ngôn?", "Ai phát ngôn?"),
        ("Ai phát ngôn?", "Ai được phát ngôn?", "Ai+ được+ phát ngôn?"),
        ("Trong 24 giờ", "Trong 48 giờ", "Trong -24-+48+ giờ"),
        ("một hai ba", "bốn năm ba", "-một hai-+bốn năm+ ba"),
        ("", "mới", "+mới+"),
    ],
)
def test_texts_are_compared_word_by_word(old, new, expected):
    marks = {"same": "", "added": "+", "removed": "-"}

    told = "".join(
        f"{marks[piece.sign]}{piece.text}{marks[piece.sign]}"
        for piece in compared(old, new)
    )

    assert told == expected


def test_a_text_too_long_to_compare_is_shown_whole():
    old, new = "a " * 4_000, "b " * 4_000

    assert [piece.text for piece in compared(old, new)] == [old, new]
