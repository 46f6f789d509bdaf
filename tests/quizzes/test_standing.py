"""Which attempt counts: best, last or average; parts; what waits for a marker."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from quizzes.models import Attempt, Quiz
from quizzes.standing import Result, result_among, result_of, results_of
from tests.factories import QuizFactory, UserFactory

BEST, LAST, AVERAGE = Quiz.Counted.HIGHEST, Quiz.Counted.LAST, Quiz.Counted.AVERAGE


def tries(*scores: int | None, pass_mark: int = 70, **kwargs) -> list[Attempt]:
    """Attempts handed in, the newest first, as pages have them. None: not marked."""
    return [
        Attempt(
            number=n,
            score=None if score is None else Decimal(score),
            pass_mark=pass_mark,
            handed_in_at=timezone.now(),
            **kwargs,
        )
        for n, score in reversed(list(enumerate(scores, start=1)))
    ]


def outcome(counted: str, *scores: int | None) -> tuple[Decimal | None, bool, bool]:
    result = result_among(Quiz(counted=counted), tries(*scores))
    return result.score, result.passed, result.is_waiting


@pytest.mark.parametrize(
    ("counted", "scores", "expected"),
    [
        (BEST, (60, 80, 50), (80, True, False)),
        (BEST, (60, None), (60, False, True)),
        (BEST, (80, None), (80, True, True)),
        (LAST, (80, 50), (50, False, False)),
        (LAST, (50, 80), (80, True, False)),
        (LAST, (80, None), (None, False, True)),
        (LAST, (None, 80), (80, True, True)),
        (AVERAGE, (60, 80), (70, True, False)),
        (AVERAGE, (60, 79), (Decimal("69.5"), False, False)),
        (AVERAGE, (80, None), (None, False, True)),
        (AVERAGE, (0, 0, 100), (Decimal("33.33"), False, False)),
    ],
)
def test_the_quiz_says_which_attempt_counts(counted, scores, expected):
    assert outcome(counted, *scores) == expected


@pytest.mark.parametrize("counted", Quiz.Counted.values)
def test_without_an_attempt_handed_in_there_is_no_result(counted):
    unmarked = result_among(Quiz(counted=counted), tries(None))

    assert result_among(Quiz(counted=counted), [Attempt(number=1)]) == Result()
    assert (unmarked.score, unmarked.passed) == (None, False)
    assert (unmarked.is_waiting, unmarked.attempts) == (True, 1)


def test_a_pass_is_better_than_a_higher_score_that_missed_a_part():
    missed, passed = tries(90, 75)[::-1]
    missed.meets_sections = False

    result = result_among(Quiz(counted=BEST), [passed, missed])

    assert (result.attempt, result.score, result.passed) == (passed, 75, True)


def test_with_the_average_every_part_has_to_reach_its_bar_on_average():
    def parts(first: str, second: str) -> list[dict]:
        return [
            {"title": "A", "pass_mark": 50, "score": first},
            {"title": "B", "pass_mark": None, "score": second},
        ]

    one, two = tries(80, 80)
    one.sections, two.sections = parts("40.00", "100.00"), parts("50.00", "100.00")
    assert not result_among(Quiz(counted=AVERAGE), [one, two]).passed

    two.sections = parts("60.00", "0.00")
    assert result_among(Quiz(counted=AVERAGE), [one, two]).passed


def test_raising_the_bar_later_fails_nobody():
    old, new = tries(65, pass_mark=60), tries(65, pass_mark=70)
    new[0].number = 2

    assert result_among(Quiz(counted=AVERAGE), old + new).passed
    assert result_among(Quiz(counted=BEST), old + new).passed


@pytest.mark.django_db
def test_results_of_many_people_are_those_of_each_of_them(django_assert_num_queries):
    quiz = QuizFactory(counted=LAST)
    people = UserFactory.create_batch(3)
    for n, person in enumerate(people):
        for attempt in tries(*range(60, 60 + 10 * n, 10)):
            attempt.quiz, attempt.trainee = quiz, person
            attempt.save()

    with django_assert_num_queries(1):
        found = results_of(quiz, [person.pk for person in people])

    assert found == {
        person.pk: result_of(quiz, person) for person in people if person != people[0]
    }
    assert result_of(quiz, people[2], up_to=1).score == 60
