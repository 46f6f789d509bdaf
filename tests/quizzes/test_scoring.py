from __future__ import annotations

from decimal import Decimal

import pytest

from quizzes.models import Attempt, Response
from quizzes.services.scoring import set_score


def answered(*marks, section=1, points=1):
    return [
        Response(mark=None if m is None else Decimal(m), section=section, points=points)
        for m in marks
    ]


def scored(responses, *bars):
    attempt = Attempt(pass_mark=50)
    attempt.sections = [{"title": "Phần", "pass_mark": bar} for bar in bars]
    set_score(attempt, responses)
    return attempt


def test_the_score_is_the_share_of_the_points():
    heavy = answered("1", points=3)

    assert scored(answered("1", "0", "0")).score == Decimal("33.33")
    assert scored([*heavy, *answered("0")]).score == Decimal("75.00")


def test_an_answer_without_a_mark_leaves_the_attempt_without_a_score():
    attempt = scored(answered("1", None))

    assert attempt.score is None
    assert attempt.passed is False


def test_a_question_left_out_counts_neither_way():
    left_out = answered("0", None, points=0)

    assert scored([*left_out, *answered("1")]).score == Decimal("100.00")
    assert scored(left_out).score == Decimal("100")


@pytest.mark.parametrize(
    ("second", "passes"), [("0", False), ("0.4999", False), ("0.5", True)]
)
def test_each_part_has_to_reach_its_own_bar(second, passes):
    parts = [*answered("1", "1", section=1), *answered(second, section=2)]
    attempt = scored(parts, None, 50)

    assert attempt.score >= attempt.pass_mark
    assert attempt.passed is passes


def test_a_part_waiting_for_its_mark_has_no_score():
    parts = [*answered("1"), *answered(None, section=2)]
    first, second = scored(parts, 50, 50).sections

    assert (first["score"], second["score"]) == ("100.00", None)
