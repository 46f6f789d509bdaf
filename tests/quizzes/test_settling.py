"""Answers checked one by one stand; how sure people are is asked before, not after."""

from __future__ import annotations

import pytest

from quizzes.models import Quiz, Response
from quizzes.services import (
    AttemptIsOver,
    NewerAnswerKept,
    answers,
    mark_attempt,
    save_answer,
)
from quizzes.services.refusals import AnswerIsSettled, NothingToSettle
from quizzes.services.settling import note_confidence, settle
from tests.factories import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def response() -> Response:
    quiz = QuizFactory(explanations=Quiz.Explanations.AFTER_EACH)
    response = AttemptFactory(quiz=quiz).responses.select_related("version").first()
    return save_answer(response=response, values=["b"])


def look(response: Response) -> Response:
    """The same answer as another tab has it."""
    return Response.objects.select_related("version").get(pk=response.pk)


def test_a_checked_answer_stands(response):
    settle(response=response)

    with pytest.raises(AnswerIsSettled):
        save_answer(response=response, values=["a"])
    with pytest.raises(AnswerIsSettled):
        save_answer(response=look(response), values=["a"])
    assert look(response).answer == ["b"]
    assert look(response).settled_at == response.settled_at


def test_a_tab_opened_before_the_check_changes_nothing(response):
    tab = look(response)
    settle(response=response)

    with pytest.raises(AnswerIsSettled):
        save_answer(response=tab, values=["a"])
    with pytest.raises(AnswerIsSettled):
        note_confidence(response=look(response), confidence=3)

    assert look(response).answer == ["b"]


def test_without_the_guard_an_answer_could_be_changed_after_its_check(
    response, monkeypatch
):
    monkeypatch.setattr(answers, "IS_THE_ONE_SEEN", "%s IS NOT NULL")
    tab = look(response)
    settle(response=response)

    save_answer(response=tab, values=["a"])

    assert look(response).answer == ["a"]


def test_what_is_checked_is_what_the_page_showed(response):
    tab = look(response)
    save_answer(response=response, values=["c"])

    with pytest.raises(NewerAnswerKept):
        settle(response=tab)

    assert look(response).settled_at is None


def test_checking_twice_settles_once(response):
    tab = look(response)
    first = settle(response=response).settled_at

    assert settle(response=tab).settled_at == first
    assert settle(response=response).settled_at == first


def test_without_an_answer_there_is_nothing_to_check(response):
    save_answer(response=response, values=[])

    with pytest.raises(NothingToSettle):
        settle(response=response)


def test_a_quiz_that_explains_later_checks_nothing(response):
    Quiz.objects.update(explanations=Quiz.Explanations.AFTER_HAND_IN)

    with pytest.raises(NothingToSettle):
        settle(response=look(response))


def test_practice_always_checks(response):
    Quiz.objects.update(explanations=Quiz.Explanations.NEVER, mode=Quiz.Mode.PRACTICE)

    assert settle(response=look(response)).settled_at


def test_nothing_is_checked_after_hand_in(response):
    tab = look(response)
    mark_attempt(attempt=response.attempt)

    with pytest.raises(AttemptIsOver):
        settle(response=tab)
    with pytest.raises(AttemptIsOver):
        note_confidence(response=tab, confidence=1)


def test_how_sure_somebody_is_changes_no_answer(response):
    note_confidence(response=response, confidence=3)

    kept = look(response)
    assert (kept.confidence, kept.answer, kept.saves) == (3, ["b"], 1)
