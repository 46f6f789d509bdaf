from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Event

import pytest
from django.db import connection
from django.utils import timezone

from quizzes.kinds import KINDS
from quizzes.models import Attempt, AttemptQuerySet, Response
from quizzes.services import (
    AttemptIsOver,
    NewerAnswerKept,
    NoAttemptsLeft,
    answers,
    mark_attempt,
    save_answer,
    start_attempt,
    starting,
)
from tests.factories import AttemptFactory, QuizFactory, UserFactory
from tests.races.harness import PATIENCE, RUNNERS, race, without_constraints

A_MOMENT = 0.3  # seconds, long enough for another thread to do harm

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="the transactions of SQLite exclude each other by themselves",
)


# --- starting -------------------------------------------------------------------


@pytest.fixture
def all_look_before_one_writes(monkeypatch):
    """Every runner finds no attempt before the first one makes it."""
    together, slots = Barrier(RUNNERS), starting._slots

    def slots_together(quiz):
        together.wait(PATIENCE)
        return slots(quiz)

    monkeypatch.setattr(starting, "_slots", slots_together)


def start_together() -> list:
    quiz, trainee = QuizFactory(max_attempts=1), UserFactory()
    return race(*[lambda: start_attempt(quiz=quiz, trainee=trainee)] * RUNNERS)


def test_parallel_starts_open_one_attempt(all_look_before_one_writes):
    started = start_together()

    assert started == [Attempt.objects.get()] * RUNNERS
    assert Response.objects.count() == 2


def test_without_the_constraints_parallel_starts_open_an_attempt_each(
    all_look_before_one_writes,
):
    guards = ["one_open_attempt_per_quiz_and_trainee", "attempt_number_once"]
    with without_constraints(Attempt, *guards):
        started = start_together()

    assert len({attempt.pk for attempt in started}) == RUNNERS


def test_people_in_a_hurry_get_no_more_attempts_than_allowed():
    quiz, trainee = QuizFactory(max_attempts=5), UserFactory()

    def use_up() -> None:
        while True:
            mark_attempt(attempt=start_attempt(quiz=quiz, trainee=trainee))

    refusals = race(*[use_up] * RUNNERS, refusals=(NoAttemptsLeft,))

    assert {type(refusal) for refusal in refusals} == {NoAttemptsLeft}
    numbers = Attempt.objects.values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]


# --- handing in -----------------------------------------------------------------


def hand_in_together() -> int:
    """How many of the runners believe that they marked the attempt."""
    attempt = AttemptFactory()
    opened = [Attempt.objects.get(pk=attempt.pk) for _each in range(RUNNERS)]
    results = race(*[lambda each=each: mark_attempt(attempt=each) for each in opened])
    assert len({marked.handed_in_at for marked, _won in results}) == 1
    return sum(won for _marked, won in results)


@pytest.mark.parametrize("_round", range(5))
def test_parallel_hand_ins_mark_once_and_tell_all_the_same(_round):
    assert hand_in_together() == 1


def test_without_the_guarded_update_every_hand_in_marks(monkeypatch):
    monkeypatch.setattr(AttemptQuerySet, "open", lambda attempts: attempts.all())
    attempt = AttemptFactory()

    results = race(*[lambda: mark_attempt(attempt=attempt)] * RUNNERS)

    assert sum(won for _marked, won in results) == RUNNERS


def the_clock_and_the_person(*, deadline: datetime) -> list[bool]:
    """Who of the two believes to have handed in."""
    attempt = AttemptFactory()
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=deadline)
    opened = [Attempt.objects.get(pk=attempt.pk) for _each in range(RUNNERS)]
    results = race(
        *[
            lambda each=each, n=n: mark_attempt(attempt=each, by_clock=bool(n % 2))
            for n, each in enumerate(opened)
        ]
    )
    # The clock may have looked before the person pressed.
    moments = {marked.handed_in_at for marked, _won in results} - {None}
    assert moments == {Attempt.objects.get().handed_in_at}
    return [won for _marked, won in results]


@pytest.mark.parametrize("_round", range(5))
def test_the_clock_and_the_person_hand_in_once_at_the_deadline(_round):
    deadline = timezone.now() - timedelta(hours=1)

    won = the_clock_and_the_person(deadline=deadline)

    assert won.count(True) == 1
    kept = Attempt.objects.get()
    assert (kept.handed_in_at, kept.timed_out) == (deadline, True)


def test_the_clock_leaves_who_still_has_time_to_hand_in():
    deadline = timezone.now() + timedelta(hours=1)

    won = the_clock_and_the_person(deadline=deadline)

    assert won.count(True) == 1
    assert not any(won[1::2])
    assert not Attempt.objects.get().timed_out


def test_without_the_guarded_update_the_clock_and_the_person_both_hand_in(monkeypatch):
    monkeypatch.setattr(AttemptQuerySet, "open", lambda attempts: attempts.all())
    deadline = timezone.now() - timedelta(hours=1)

    won = the_clock_and_the_person(deadline=deadline)

    assert won.count(True) == RUNNERS


# --- answering ------------------------------------------------------------------


@pytest.fixture
def response() -> Response:
    """A question answered wrongly so far; "a" would be right."""
    response = AttemptFactory().responses.select_related("version").first()
    return save_answer(response=response, values=["b"])


class SlowToMark:
    """A kind of question that takes its time, so that an answer can come between."""

    def __init__(self) -> None:
        self.begun, self.answered = Event(), Event()

    def __getattr__(self, name):
        return getattr(KINDS["true_false"], name)

    def mark(self, content, answer):
        self.begun.set()
        self.answered.wait(A_MOMENT)
        return KINDS["true_false"].mark(content, answer)


def answer_while_marks_are_counted(response: Response, monkeypatch) -> object:
    """What became of an answer sent in the middle of a hand-in."""
    slow = SlowToMark()
    monkeypatch.setitem(KINDS, "single", slow)

    def hand_in() -> None:
        mark_attempt(attempt=response.attempt)

    def answer() -> Response:
        slow.begun.wait(PATIENCE)
        saved = save_answer(response=response, values=["a"])
        slow.answered.set()
        return saved

    return race(hand_in, answer, refusals=(AttemptIsOver,))[1]


def kept(response: Response) -> tuple[list[str], int]:
    response.refresh_from_db()
    return response.answer, response.mark


def test_an_answer_that_comes_while_marks_are_counted_is_refused(response, monkeypatch):
    refusal = answer_while_marks_are_counted(response, monkeypatch)

    assert type(refusal) is AttemptIsOver
    assert kept(response) == (["b"], 0)


def test_without_holding_the_attempt_an_acknowledged_answer_is_not_counted(
    response, monkeypatch
):
    monkeypatch.setattr(answers, "_hold_open", lambda attempt_id: None)

    saved = answer_while_marks_are_counted(response, monkeypatch)

    assert saved == response
    assert kept(response) == (["a"], 0)


def test_an_answer_being_saved_when_the_attempt_is_handed_in_is_counted(
    response, monkeypatch
):
    holding, hold_open = Event(), answers._hold_open

    def hold_for_a_moment(attempt_id):
        hold_open(attempt_id)
        holding.set()
        Event().wait(A_MOMENT)

    monkeypatch.setattr(answers, "_hold_open", hold_for_a_moment)

    def hand_in() -> None:
        holding.wait(PATIENCE)
        mark_attempt(attempt=response.attempt)

    race(lambda: save_answer(response=response, values=["a"]), hand_in)

    assert kept(response) == (["a"], 1)


def save_in_all_tabs(response: Response) -> list:
    """Every runner's tab was opened at the same count and says something else."""
    tabs = [
        Response.objects.select_related("version").get(pk=response.pk)
        for _each in range(RUNNERS)
    ]
    offered = ["a", "c"] * (RUNNERS // 2)
    return race(
        *[
            lambda tab=tab, letter=letter: save_answer(
                response=tab, values=[letter], saves=1
            )
            for tab, letter in zip(tabs, offered, strict=True)
        ],
        refusals=(NewerAnswerKept,),
    )


def test_of_tabs_that_save_at_once_one_is_kept_and_the_others_are_told(response):
    results = save_in_all_tabs(response)

    kept_now = Response.objects.get(pk=response.pk)
    assert kept_now.saves == 2
    for result, letter in zip(results, ["a", "c"] * (RUNNERS // 2), strict=True):
        if [letter] == kept_now.answer:
            assert result == response
        else:
            assert type(result) is NewerAnswerKept


@on_postgres
@pytest.mark.postgres
def test_without_holding_the_attempt_tabs_that_save_at_once_all_believe_to_be_kept(
    response, monkeypatch
):
    together = Barrier(RUNNERS)
    refresh = Response.refresh_from_db

    def refresh_together(self, *args, **kwargs):
        refresh(self, *args, **kwargs)
        together.wait(PATIENCE)

    monkeypatch.setattr(answers, "_hold_open", lambda attempt_id: None)
    monkeypatch.setattr(Response, "refresh_from_db", refresh_together)

    results = save_in_all_tabs(response)

    assert results == [response] * RUNNERS
