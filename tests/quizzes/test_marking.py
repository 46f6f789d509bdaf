from __future__ import annotations

from decimal import Decimal

import pytest

from quizzes.models import Attempt, Quiz
from quizzes.services import (
    mark_attempt,
    save_answer,
    shows_explanations,
    start_attempt,
)
from tests.factories import (
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    UserFactory,
    options,
)

pytestmark = pytest.mark.django_db

AFTER_PASS = Quiz.Explanations.AFTER_PASS


def hand_in(attempt: Attempt, *, right: int) -> Attempt:
    """Hand in with so many right answers, the rest wrong."""
    for response in attempt.responses.all():
        letter = "a" if response.position <= right else "b"
        save_answer(response=response, values=[letter])
    return mark_attempt(attempt=attempt)[0]


@pytest.mark.parametrize(
    ("questions", "right", "pass_mark", "score", "mark", "passed"),
    [
        (2, 2, 70, "100", "10.0", True),
        (2, 0, 70, "0", "0.0", False),
        (3, 2, 70, "66.67", "6.7", False),
        (3, 1, 33, "33.33", "3.3", True),
        (8, 5, 62, "62.5", "6.3", True),
        (10, 7, 70, "70", "7.0", True),
        (20, 17, 50, "85", "8.5", True),
        # Rounded it would read "7,0 of 7,0 needed: not passed".
        (33, 23, 70, "69.70", "6.9", False),
        (2, 0, 0, "0", "0.0", True),
    ],
)
def test_marks(questions, right, pass_mark, score, mark, passed):
    quiz = QuizFactory(
        questions=QuestionFactory.create_batch(questions), pass_mark=pass_mark
    )

    attempt = hand_in(AttemptFactory(quiz=quiz), right=right)

    assert attempt.score == pytest.approx(Decimal(score), abs=Decimal("0.00001"))
    assert (attempt.mark, attempt.passed) == (Decimal(mark), passed)


def test_each_response_keeps_its_own_mark():
    several = QuestionFactory(
        kind="multiple", content=options("Đúng", "Đúng nữa", "Sai", right="ab")
    )
    quiz = QuizFactory(questions=[several, QuestionFactory(), QuestionFactory()])
    attempt = AttemptFactory(quiz=quiz)
    first, second, _unanswered = attempt.responses.all()
    save_answer(response=first, values=["b", "a"])
    save_answer(response=second, values=["c"])

    mark_attempt(attempt=attempt)

    assert [response.mark for response in attempt.responses.all()] == [1, 0, 0]


def test_handing_in_twice_marks_once_and_tells_both_the_same():
    attempt = AttemptFactory()
    twin = Attempt.objects.get(pk=attempt.pk)

    first, won = mark_attempt(attempt=attempt)
    second, won_again = mark_attempt(attempt=twin)

    assert (won, won_again) == (True, False)
    assert (first.handed_in_at, first.score) == (second.handed_in_at, second.score)


def test_a_pass_mark_raised_later_fails_nobody():
    quiz = QuizFactory(pass_mark=50)
    attempt = AttemptFactory(quiz=quiz)
    quiz.pass_mark = 100
    quiz.save()

    assert hand_in(attempt, right=1).passed
    assert list(Attempt.objects.passed()) == [attempt]


# --- explanations ----------------------------------------------------------------


def test_an_open_attempt_explains_nothing():
    assert not shows_explanations(AttemptFactory())


@pytest.mark.parametrize(
    ("policy", "right", "shown"),
    [
        (Quiz.Explanations.NEVER, 2, False),
        (Quiz.Explanations.AFTER_HAND_IN, 0, True),
        (AFTER_PASS, 0, False),
        (AFTER_PASS, 2, True),
    ],
)
def test_explanations_follow_the_policy_of_the_quiz(policy, right, shown):
    attempt = AttemptFactory(quiz=QuizFactory(explanations=policy))

    assert shows_explanations(hand_in(attempt, right=right)) is shown


def test_after_a_pass_the_attempts_before_it_are_explained_too():
    quiz, trainee = QuizFactory(explanations=AFTER_PASS), UserFactory()
    failed = hand_in(start_attempt(quiz=quiz, trainee=trainee), right=0)
    hand_in(start_attempt(quiz=quiz, trainee=trainee), right=2)

    assert shows_explanations(failed)


def test_the_last_attempt_is_not_helped_by_explanations_of_the_one_before():
    quiz = QuizFactory(explanations=AFTER_PASS, max_attempts=2)
    trainee = UserFactory()
    failed = hand_in(start_attempt(quiz=quiz, trainee=trainee), right=0)
    last = start_attempt(quiz=quiz, trainee=trainee)

    assert not shows_explanations(failed)
    hand_in(last, right=0)
    assert shows_explanations(failed)


def test_somebody_else_s_pass_explains_nothing_to_others():
    quiz = QuizFactory(explanations=AFTER_PASS)
    hand_in(AttemptFactory(quiz=quiz), right=2)

    assert not shows_explanations(hand_in(AttemptFactory(quiz=quiz), right=0))
