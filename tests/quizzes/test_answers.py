"""What the one statement that keeps an answer asks for, and when it is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from quizzes.models import GRACE, Attempt, Response
from quizzes.services import AttemptIsOver, NewerAnswerKept, save_answer
from quizzes.services.refusals import AnswerIsSettled
from tests.factories import AttemptFactory, QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SECOND = timedelta(seconds=1)


@pytest.fixture
def response() -> Response:
    return AttemptFactory().responses.select_related("version").first()


def seen_again(response: Response) -> Response:
    """As another request has it."""
    return Response.objects.select_related("version").get(pk=response.pk)


def set_attempt(response: Response, **values: object) -> None:
    Attempt.objects.filter(pk=response.attempt_id).update(**values)


def test_an_answer_is_kept_by_one_statement_in_a_quiz_of_any_length(
    django_assert_num_queries,
):
    for count in (1, 10):
        quiz = QuizFactory(questions=QuestionFactory.create_batch(count))
        response = AttemptFactory(quiz=quiz).responses.select_related("version")[0]
        with django_assert_num_queries(1):
            save_answer(response=response, values=["a"], saves=0)


@pytest.mark.parametrize(
    ("deadline_at", "handed_in_at"),
    [
        (None, None),
        (None, NOW),
        (NOW + SECOND, None),
        (NOW + SECOND, NOW),
        (NOW, None),
        (NOW - GRACE, None),
        (NOW - GRACE - SECOND, None),
    ],
)
def test_the_statement_and_the_queryset_agree_on_which_attempts_take_answers(
    response, time_machine, deadline_at: datetime | None, handed_in_at: datetime | None
):
    time_machine.move_to(NOW, tick=False)
    set_attempt(response, deadline_at=deadline_at, handed_in_at=handed_in_at)
    takes = Attempt.objects.taking_answers().exists()

    if takes:
        save_answer(response=response, values=["a"])
    else:
        with pytest.raises(AttemptIsOver):
            save_answer(response=response, values=["a"])

    assert seen_again(response).answer == (["a"] if takes else None)


def test_who_looked_before_another_save_and_names_no_count_is_kept(response):
    before = seen_again(response)
    save_answer(response=response, values=["a"])

    saved = save_answer(response=before, values=["b"])

    assert (saved.answer, saved.saves) == (["b"], 2)
    assert (seen_again(response).answer, seen_again(response).saves) == (["b"], 2)


def test_who_looked_before_another_save_is_told_of_it(response):
    before = seen_again(response)
    save_answer(response=response, values=["a"], saves=0)

    with pytest.raises(NewerAnswerKept):
        save_answer(response=before, values=["b"], saves=0)

    assert (before.answer, before.saves, before.saved_at) == (
        ["a"],
        1,
        response.saved_at,
    )


def test_who_looked_before_the_same_answer_was_saved_writes_nothing(response):
    before = seen_again(response)
    save_answer(response=response, values=["a"], saves=0)

    save_answer(response=before, values=["a"], saves=0)

    assert (before.saves, seen_again(response).saves) == (1, 1)


def test_a_settled_answer_stands(response):
    save_answer(response=response, values=["a"])
    before = seen_again(response)
    Response.objects.filter(pk=response.pk).update(settled_at=NOW)

    for seen in (before, seen_again(response)):
        save_answer(response=seen, values=["a"])
        with pytest.raises(AnswerIsSettled):
            save_answer(response=seen, values=["b"])

    assert seen_again(response).answer == ["a"]


# --- how long a question stood open -------------------------------------------------


def test_the_seconds_of_each_save_are_added_up_and_each_at_most_an_hour(response):
    save_answer(response=response, values=["a"], seconds=20)
    save_answer(response=response, values=["b"], seconds=5)
    assert response.seconds == seen_again(response).seconds == 25

    save_answer(response=response, values=["a"], seconds=100_000)
    assert seen_again(response).seconds == 25 + 3600


def test_an_answer_sent_again_brings_its_seconds_once(response):
    for _each in range(2):
        save_answer(response=response, values=["a"], saves=0, seconds=20)

    assert seen_again(response).seconds == 20
