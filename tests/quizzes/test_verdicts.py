"""What is said of a question, by its marks and by its options."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from quizzes.analysis.moments import Moments
from quizzes.analysis.options import OptionCount, Share
from quizzes.analysis.reliability import Reliability
from quizzes.analysis.verdicts import findings


def moments(facility: float, tells: float, *, count: int = 100, blank: int = 0):
    """Marks of 0 and 1 with this mean, and rests of spread ½ that correlate so."""
    x = facility * count
    spread = (facility * (1 - facility)) ** 0.5
    x_rest = count * (facility * 0.5 + tells * spread * 0.5)
    return Moments(count, blank, x, x, count, x, x, count * 0.5, count * 0.5, x_rest)


def option(letter: str, count: float, *, right=False, upper=10, lower=10, of=100):
    third = of / 3
    return OptionCount(
        letter,
        letter,
        right,
        Share(count, of),
        Share(upper, third),
        Share(lower, third),
    )


SOUND = [
    option("A", 70, right=True, upper=30, lower=15),
    option("B", 15, upper=2, lower=9),
    option("C", 15, upper=1, lower=9),
]


def said(marks: Moments, options=SOUND, *, one_right: bool = True):
    with override("en"):
        found = findings(marks, options, one_right=one_right)
    return [(finding.tone, finding.text) for finding in found]


@pytest.mark.parametrize(
    ("facility", "tells", "expected"),
    [
        (0.7, 0.4, ("good", "Works well")),
        (0.7, 0.2, ("good", "Works well")),
        (0.7, 0.19, ("look", "Does not tell who knows from who does not")),
        (0.95, 0.4, ("look", "Too easy: nearly everybody is right")),
        (0.946, 0.4, ("look", "Too easy: nearly everybody is right")),  # reads 95 %
        (0.944, 0.4, ("good", "Works well")),
        (0.7, 0.196, ("good", "Works well")),  # reads 0.20
        (0.20, 0.4, ("look", "Too hard: hardly anybody is right")),
        (0.21, 0.4, ("good", "Works well")),
        (
            0.7,
            -0.2,
            (
                "bad",
                "Those who know more do worse: check the right answer and the wording",
            ),
        ),
    ],
)
def test_the_marks_decide_the_verdict(facility, tells, expected):
    assert said(moments(facility, tells)) == [expected]


def test_a_negative_figure_that_may_be_chance_is_no_fault():
    few = moments(0.7, -0.05, count=20)

    assert said(few) == [("look", "Does not tell who knows from who does not")]


def test_fewer_than_twenty_answers_are_not_judged():
    assert said(moments(1, 0, count=19)) == [("none", "Too few answers to judge")]
    assert said(Moments()) == [("none", "Nobody has been asked this yet")]


def test_an_option_nobody_chooses_is_named():
    idle = [*SOUND, option("D", 0, upper=0, lower=0), option("E", 4, upper=0, lower=2)]

    assert said(moments(0.7, 0.4), idle) == [
        ("good", "Works well"),
        ("minor", "Nobody chooses option D"),
        ("minor", "Hardly anybody chooses option E"),
    ]


def test_idle_options_are_not_named_when_few_answers_are_wrong():
    idle = [*SOUND, option("D", 0, upper=0, lower=0)]

    assert said(moments(0.92, 0.4), idle) == [("good", "Works well")]


def test_a_wrong_option_that_draws_the_best_is_doubted():
    rival = [SOUND[0], option("B", 30, upper=15, lower=5)]

    assert said(moments(0.7, 0.4), rival) == [
        (
            "look",
            "Option B draws the best more than the weakest: is it wrong beyond doubt?",
        )
    ]


def test_a_wrong_option_the_best_prefer_to_the_right_one_is_a_fault():
    wrong_key = [
        option("A", 30, right=True, upper=10, lower=12),
        option("B", 70, upper=23, lower=21),
    ]

    assert said(moments(0.3, 0.3), wrong_key) == [
        ("bad", "The best prefer option B to the right answer: check it")
    ]
    assert said(moments(0.3, 0.3), wrong_key, one_right=False) == [
        ("good", "Works well")
    ]


def test_many_blanks_are_told():
    assert said(moments(0.7, 0.4, blank=10)) == [("look", "Many left it unanswered")]


@pytest.mark.parametrize(
    ("marks", "shown"),
    [(Moments(), None), (moments(1, 0), 100), (moments(0.997, 0), 99)],
)
def test_a_hundred_per_cent_is_everybody(marks, shown):
    assert marks.percent == shown


@pytest.mark.parametrize(
    ("coefficient", "level", "needed"),
    [
        (0.8, "good", None),
        (0.75, "good", None),
        (0.7, "fair", 13),
        (0.5, "poor", 30),
        (0.1, "poor", None),  # 270 questions are no advice
        (-0.2, "poor", None),
    ],
)
def test_reliability_in_words(coefficient, level, needed):
    found = Reliability(100, 10, coefficient, 0.2, same_questions=True)

    assert (found.level, found.questions_needed) == (level, needed)


def test_the_error_of_a_mark_is_on_the_scale_of_ten():
    assert Reliability(100, 10, 0.75, 0.2, same_questions=True).error == pytest.approx(
        1
    )
