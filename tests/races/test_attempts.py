from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.utils import timezone

from quizzes.models import Attempt, AttemptQuerySet, Response
from quizzes.services import (
    NoAttemptsLeft,
    mark_attempt,
    start_attempt,
    starting,
)
from tests.factories import AttemptFactory, QuizFactory, UserFactory
from tests.races.harness import PATIENCE, RUNNERS, race, without_constraints

# --- starting -------------------------------------------------------------------


@pytest.fixture
def all_look_before_one_writes(monkeypatch):
    """Every runner finds no attempt before the first one makes it."""
    together, slots = Barrier(RUNNERS), starting.slots_of

    def slots_together(quiz):
        together.wait(PATIENCE)
        return slots(quiz)

    monkeypatch.setattr(starting, "slots_of", slots_together)


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
