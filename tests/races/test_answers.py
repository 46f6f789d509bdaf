"""Answers that meet a hand-in or one another: each is counted, or refused, or told.

`save_answer` has two guards in one statement: it holds an attempt that takes answers, and
it names the count of saves it knows of. Each is switched off here to see it matter. What
only PostgreSQL can show is the hold; SQLite's statements that write exclude each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from quizzes.kinds import KINDS
from quizzes.models import Response
from quizzes.services import (
    AttemptIsOver,
    NewerAnswerKept,
    answers,
    mark_attempt,
    save_answer,
)
from tests.factories import AttemptFactory
from tests.races.harness import PATIENCE, RUNNERS, race

A_MOMENT = 0.3  # seconds, long enough for another thread to do harm

on_postgres = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the transactions of SQLite exclude each other by themselves",
    ),
]


@pytest.fixture
def response() -> Response:
    """A question answered wrongly so far; "a" would be right."""
    response = AttemptFactory().responses.select_related("version").first()
    return save_answer(response=response, values=["b"])


@pytest.fixture
def any_attempt_is_taken_for_open(monkeypatch):
    any_attempt = "SELECT id FROM quizzes_attempt WHERE id = %s AND %s IS NOT NULL"
    monkeypatch.setattr(answers, "TAKES_ANSWERS", any_attempt)


@pytest.fixture
def nobody_holds_the_attempt(monkeypatch):
    monkeypatch.setattr(answers, "_hold", lambda: "")


def kept(response: Response) -> tuple[list[str], int]:
    response.refresh_from_db()
    return response.answer, response.mark


# --- an answer that comes while marks are counted -----------------------------------------


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


def test_an_answer_that_comes_while_marks_are_counted_is_refused(response, monkeypatch):
    refusal = answer_while_marks_are_counted(response, monkeypatch)

    assert type(refusal) is AttemptIsOver
    assert kept(response) == (["b"], 0)


@pytest.mark.usefixtures("any_attempt_is_taken_for_open")
def test_without_asking_whether_it_is_open_an_acknowledged_answer_is_not_counted(
    response, monkeypatch
):
    saved = answer_while_marks_are_counted(response, monkeypatch)

    assert saved == response
    assert kept(response) == (["a"], 0)


@pytest.mark.usefixtures("nobody_holds_the_attempt")
class TestWithoutHoldingTheAttempt:
    pytestmark = on_postgres

    def test_an_acknowledged_answer_is_not_counted(self, response, monkeypatch):
        saved = answer_while_marks_are_counted(response, monkeypatch)

        assert saved == response
        assert kept(response) == (["a"], 0)

    def test_an_answer_in_flight_at_hand_in_is_not_counted(self, response, monkeypatch):
        hand_in_while_an_answer_is_written(response, monkeypatch)

        assert kept(response) == (["a"], 0)


# --- a hand-in that comes while an answer is written --------------------------------------


def hand_in_while_an_answer_is_written(response: Response, monkeypatch) -> None:
    """The statement has run, and for a moment nobody sees yet what it wrote."""
    in_flight, write = Event(), answers._written

    def write_slowly(*args) -> bool:
        with transaction.atomic():
            is_written = write(*args)
            in_flight.set()
            Event().wait(A_MOMENT)
        return is_written

    monkeypatch.setattr(answers, "_written", write_slowly)

    def hand_in() -> None:
        in_flight.wait(PATIENCE)
        mark_attempt(attempt=response.attempt)

    race(lambda: save_answer(response=response, values=["a"]), hand_in)


def test_an_answer_in_flight_at_hand_in_is_counted(response, monkeypatch):
    hand_in_while_an_answer_is_written(response, monkeypatch)

    assert kept(response) == (["a"], 1)


def answers_until_refused(response: Response) -> Iterator[str]:
    """Those acknowledged; right and wrong in turn."""
    while True:
        letter = "a" if response.answer == ["b"] else "b"
        try:
            save_answer(response=response, values=[letter], saves=response.saves)
        except AttemptIsOver:
            return
        yield letter


@pytest.mark.parametrize("_round", range(10))
def test_of_a_stream_of_answers_the_last_one_acknowledged_is_the_one_counted(
    _round, response
):
    opened, told = Response.objects.get(pk=response.pk), ["b"]
    begun = Event()

    def answer() -> None:
        for letter in answers_until_refused(opened):
            told.append(letter)
            begun.set()

    def hand_in() -> None:
        begun.wait(PATIENCE)
        mark_attempt(attempt=response.attempt)

    race(answer, hand_in)

    assert kept(response) == ([told[-1]], told[-1] == "a")


# --- tabs that save at once ------------------------------------------------------------------


def save_in_all_tabs(response: Response) -> list:
    """Every runner's tab was opened at the same count and says something else."""
    tabs = [
        Response.objects.select_related("version").get(pk=response.pk)
        for _each in range(RUNNERS)
    ]
    return race(
        *[
            saving(tab, letter, saves=1)
            for tab, letter in zip(tabs, offered(), strict=True)
        ],
        refusals=(NewerAnswerKept,),
    )


def offered() -> list[str]:
    return ["a", "c"] * (RUNNERS // 2)


def saving(tab: Response, letter: str, *, saves: int | None) -> Callable[[], Response]:
    return lambda: save_answer(response=tab, values=[letter], saves=saves)


def test_of_tabs_that_save_at_once_one_is_kept_and_the_others_are_told(response):
    results = save_in_all_tabs(response)

    kept_now = Response.objects.get(pk=response.pk)
    assert kept_now.saves == 2
    for result, letter in zip(results, offered(), strict=True):
        if [letter] == kept_now.answer:
            assert result == response
        else:
            assert type(result) is NewerAnswerKept


def test_without_naming_the_count_tabs_that_save_at_once_all_believe_to_be_kept(
    response, monkeypatch
):
    monkeypatch.setattr(answers, "IS_THE_ONE_SEEN", "%s IS NOT NULL")

    results = save_in_all_tabs(response)

    assert results == [response] * RUNNERS


def test_who_insists_is_kept_however_many_save_at_once(response):
    """Without a count the last one stands; a save that lost its turn tries again."""
    together = Barrier(RUNNERS)
    tabs = [
        Response.objects.select_related("version").get(pk=response.pk)
        for _each in range(RUNNERS)
    ]

    def insist(tab: Response, letter: str) -> None:
        together.wait(PATIENCE)
        for each in (letter, "b", letter):
            save_answer(response=tab, values=[each])

    race(
        *[
            lambda tab=tab, letter=letter: insist(tab, letter)
            for tab, letter in zip(tabs, offered(), strict=True)
        ]
    )

    assert Response.objects.get(pk=response.pk).answer in (["a"], ["c"])
