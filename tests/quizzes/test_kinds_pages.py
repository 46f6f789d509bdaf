"""What the templates of the kinds draw, and what they keep to themselves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from quizzes.kinds import KINDS
from tests.factories import options

SECRET = "bimatcuadapan"
CONTENTS: dict[str, dict[str, Any]] = {
    "single": {
        "options": [
            {"text": "Một", "correct": False, "feedback": SECRET, "fraction": "37"},
            {"text": "Hai", "correct": True, "feedback": SECRET},
        ]
    },
    "multiple": {
        "partial": True,
        "options": [
            {"text": "Một", "correct": True, "feedback": SECRET, "fraction": "100"},
            {"text": "Hai", "correct": False, "feedback": SECRET, "fraction": "-37"},
        ],
    },
    "true_false": options("Đúng", "Sai", right="b"),
    "short": {"accepted": [{"text": SECRET}, {"text": f"{SECRET} khác"}]},
    "numeric": {"answers": [{"value": "31337", "tolerance": "37"}], "unit": "kg"},
    "matching": {
        "pairs": [{"left": "Một", "right": "Mẹ"}, {"left": "Hai", "right": "Cha"}],
        "distractors": ["Cô"],
    },
    "ordering": {"items": [{"text": "Một"}, {"text": "Hai"}, {"text": "Ba"}]},
    "gaps": {
        "text": "Một [[1]] hai [[2]].",
        "gaps": [
            {"accepted": [SECRET]},
            {"accepted": ["Mẹ"], "options": ["Cha", "Mẹ"]},
        ],
    },
    "hot_words": {
        "text": "Một hai ba.",
        "words": [
            {"start": 0, "end": 3, "correct": True},
            {"start": 4, "end": 7, "correct": False},
        ],
    },
    "essay": {
        "guide": SECRET,
        "rubric": [
            {
                "title": SECRET,
                "levels": [{"text": SECRET, "points": 0}, {"text": "Rõ", "points": 4}],
            }
        ],
        "min_words": 2,
        "max_words": 3,
    },
}
GIVEN = {
    "short": ["Câu trả lời"],
    "numeric": ["năm"],
    "gaps": ["Câu trả lời", "Cha"],
    "essay": ["Bài viết của người học dài hơn"],
}
ANSWERED = list(KINDS)


def asked(name: str, answer: list[str] | None, content: Any = None) -> SimpleNamespace:
    kind = KINDS[name]
    content = kind.tidied(content or CONTENTS[name])
    order = kind.option_order(content, shuffle=False)
    if name == "ordering":
        order.sort()
    if name == "matching":
        order.sort(key=lambda each: (each.startswith(":"), each))
    return SimpleNamespace(
        kind=kind,
        position=3,
        file=None,
        shown=kind.shown(content, order=order, answer=answer),
    )


def wrong_answer(name: str) -> list[str]:
    kind = KINDS[name]
    content = kind.tidied(CONTENTS[name])
    if name in GIVEN:
        return GIVEN[name]
    if name in ("matching", "ordering"):
        lefts, rights = zip(
            *(each.split(":") for each in kind.right_answer(content)), strict=True
        )
        turned = [*rights[1:], rights[0]]
        return sorted(f"{a}:{b}" for a, b in zip(lefts, turned, strict=True))
    parts = content.get("options") or content["words"]
    return [each["id"] for each in parts if not each["correct"]]


def page(name: str, answer: list[str] | None, content: Any = None) -> str:
    found = asked(name, answer, content)
    return render_to_string(found.kind.template, {"asked": found})


def review(name: str, answer: list[str] | None, *, explained: bool) -> str:
    found = asked(name, answer)
    context = {"asked": found, "explained": explained}
    return render_to_string(found.kind.review_template, context)


def fields(markup: str) -> list[Any]:
    soup = BeautifulSoup(markup, "html.parser")
    return [
        each for each in soup.select("input, select, textarea") if "name" in each.attrs
    ]


def posted(markup: str) -> list[str]:
    """What a browser sends for this page as it stands."""
    values = []
    for field in fields(markup):
        if field.name == "textarea":
            values.append(field.text)
        elif field.name == "select":
            options = field.select("option[selected]") or field.select("option")
            values.append(options[0].get("value", options[0].text))
        elif field.get("type") not in ("checkbox", "radio") or "checked" in field.attrs:
            values.append(field.get("value", ""))
    return values


def with_another_key(name: str) -> Any:
    """The same question as far as a trainee can see, with other right answers."""
    content = KINDS[name].tidied(CONTENTS[name])
    for part in [*content.get("options", []), *content.get("words", [])]:
        part.update(correct=not part["correct"], feedback="khác")
    if name == "matching":
        one, two = content["pairs"]
        one["right"], two["right"] = two["right"], one["right"]
    if name == "ordering":
        content["items"].reverse()
    if name == "gaps":
        content["gaps"][0]["accepted"] = ["không phải"]
        content["gaps"][1]["accepted"] = ["Cha"]
    if name == "short":
        content["accepted"] = [{"text": "khác", "fraction": "100", "feedback": ""}]
    if name == "numeric":
        content["answers"] = [{**content["answers"][0], "value": "7"}]
    return content


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("is_answered", [False, True])
def test_a_question_reads_the_same_whatever_its_right_answer_is(name, is_answered):
    answer = wrong_answer(name) if is_answered else None

    assert page(name, answer) == page(name, answer, with_another_key(name))


@pytest.mark.parametrize("name", KINDS)
def test_a_page_that_is_not_explained_reads_the_same_whatever_is_right(name):
    answer = wrong_answer(name)
    found, other = asked(name, answer), asked(name, answer, with_another_key(name))
    template = KINDS[name].review_template

    drawn = [
        render_to_string(template, {"asked": each, "explained": False})
        for each in (found, other)
    ]

    assert drawn[0] == drawn[1]
    assert SECRET not in drawn[0]


@pytest.mark.parametrize("name", [n for n in KINDS if n != "essay"])
def test_an_explained_page_shows_what_would_have_been_right(name):
    answer = wrong_answer(name)

    explained = review(name, answer, explained=True)

    assert explained != review(name, answer, explained=False)
    assert "đúng" in explained.lower()


@pytest.mark.parametrize("name", KINDS)
def test_every_field_is_named_by_its_question_and_has_a_label(name):
    found = fields(page(name, None))

    assert found
    assert {field.get("name") for field in found} == {"q3-answer"}
    for field in found:
        labels = BeautifulSoup(page(name, None), "html.parser").select("label[for]")
        is_named = field.get("id") in {label["for"] for label in labels}
        assert is_named or "aria-label" in field.attrs or field.find_parent("label")


@pytest.mark.parametrize("name", KINDS)
def test_what_the_page_posts_back_unchanged_is_the_answer_it_was_made_with(name):
    content = KINDS[name].tidied(CONTENTS[name])
    answer = wrong_answer(name)

    values = posted(page(name, answer))

    assert KINDS[name].read(content, values) == KINDS[name].read(content, answer)


@pytest.mark.parametrize("name", KINDS)
def test_a_page_without_an_answer_posts_none(name):
    content = KINDS[name].tidied(CONTENTS[name])

    assert KINDS[name].read(content, posted(page(name, None))) is None


def test_what_people_wrote_is_text_and_never_markup():
    given = ["<script>alert(1)</script>"]

    for name in ("short", "essay", "numeric"):
        assert "<script>" not in page(name, given)
        assert "<script>" not in review(name, given, explained=True)


def test_the_words_of_an_essay_are_counted_by_the_server():
    shown = asked("essay", ["Hồ  Suối\nLăng chưa vỡ"]).shown

    assert (shown.words, shown.is_off) == (5, True)
