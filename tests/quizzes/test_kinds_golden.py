"""Marks reckoned by hand. Whoever changes one changes results that people have."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from quizzes.kinds import KINDS

GOLDEN = json.loads((Path(__file__).parent / "golden_attempts.json").read_text())
ATTEMPTS = [
    pytest.param(
        each["kind"],
        each["content"],
        attempt,
        id=f"{each['name']}: {attempt['because']}",
    )
    for each in GOLDEN
    for attempt in each["attempts"]
]


@pytest.mark.parametrize(("name", "content", "attempt"), ATTEMPTS)
def test_an_attempt_earns_the_mark_reckoned_by_hand(name, content, attempt):
    kind = KINDS[name]

    mark = kind.mark(content, kind.read(content, attempt["values"]))

    expected = attempt["mark"]
    assert mark == (None if expected is None else Decimal(expected))


def test_every_kind_has_its_golden_attempts():
    assert {each["kind"] for each in GOLDEN} == set(KINDS)
    assert len(ATTEMPTS) >= 60


@pytest.mark.parametrize("each", GOLDEN, ids=[each["name"] for each in GOLDEN])
def test_their_questions_can_be_asked(each):
    assert KINDS[each["kind"]].faults(each["content"]) == []
