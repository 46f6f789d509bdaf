from __future__ import annotations

from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from accounts.models import User
from quizzes.models import Attempt, Marking, Regrade, RegradedAttempt, Response
from quizzes.services import essays, regrading, revise_question
from quizzes.services.essays import Outcome, mark_answer
from quizzes.services.regrading import begin_regrade, regrade_attempts, waiting_for
from tests.factories import QuestionFactory, QuizFactory, TrainerFactory, options
from tests.quizzes.essays import essay, given, write
from tests.quizzes.taking import take
from tests.races.harness import PATIENCE, RUNNERS, race

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="the transactions of SQLite exclude each other by themselves",
)


def without_locks(monkeypatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows.all())


def together(monkeypatch, module, name: str, runners: int) -> None:
    """Everybody comes as far as this function before anybody goes on."""
    barrier, function = Barrier(runners), getattr(module, name)

    def wait(*args, **kwargs):
        barrier.wait(PATIENCE)
        return function(*args, **kwargs)

    monkeypatch.setattr(module, name, wait)


def mark(answer: Response, marker: User) -> Outcome:
    own = Response.objects.get(pk=answer.pk)
    return mark_answer(response=own, marker=marker, given=given("0.8"))


# --- many markers at one answer -----------------------------------------------------


def mark_one_together() -> list:
    (answer,) = write(QuizFactory(questions=[essay()]), "Bài.")
    markers = TrainerFactory.create_batch(RUNNERS)
    return race(
        *[partial(mark, answer, marker) for marker in markers],
        refusals=(IntegrityError,),
    )


@pytest.mark.parametrize("_round", range(3))
def test_of_markers_at_one_answer_one_counts_and_all_are_kept(_round):
    outcomes = mark_one_together()

    assert sum(outcome.counts for outcome in outcomes) == 1
    (final,) = Marking.objects.filter(is_final=True)
    assert Response.objects.get().mark == final.mark
    assert Marking.objects.count() == RUNNERS


@on_postgres
@pytest.mark.postgres
def test_without_holding_the_attempt_the_work_of_markers_is_lost(monkeypatch):
    without_locks(monkeypatch)
    together(monkeypatch, essays, "_add", RUNNERS)

    outcomes = mark_one_together()

    lost = [each for each in outcomes if isinstance(each, IntegrityError)]
    assert len(lost) == RUNNERS - 1
    assert Marking.objects.count() == 1


# --- the last answers of an attempt --------------------------------------------------


def mark_all_together() -> Attempt:
    answers = write(QuizFactory(questions=[essay(), essay()]), "Một.", "Hai.")
    race(*[partial(mark, answer, TrainerFactory()) for answer in answers])
    return Attempt.objects.get()


@pytest.mark.parametrize("_round", range(3))
def test_the_last_answers_marked_at_once_give_the_attempt_its_score(_round):
    assert mark_all_together().score == 80


@on_postgres
@pytest.mark.postgres
def test_without_holding_the_attempt_it_stays_without_a_score(monkeypatch):
    without_locks(monkeypatch)
    together(monkeypatch, essays, "set_score", 2)

    assert mark_all_together().score is None


# --- rounds of a correction ------------------------------------------------------------


def correct_together() -> list:
    question = QuestionFactory()
    take(QuizFactory(questions=[question]), ["b"])
    asked = list(question.versions.all())
    content = options("Đúng", "Sai", "Khác", right="b")
    revise_question(question=question, kind="single", text="?", content=content)
    question.refresh_from_db()
    regrade = Regrade(question=question, version=question.current, reason="Sai")
    row, _new = begin_regrade(regrade=regrade, asked=asked, by=TrainerFactory())
    attempts = waiting_for(row)
    return race(
        *[lambda: regrade_attempts(regrade=row, attempts=attempts)] * RUNNERS,
        refusals=(IntegrityError,),
    )


@pytest.mark.parametrize("_round", range(3))
def test_rounds_of_one_correction_at_once_correct_once(_round):
    rows = correct_together()

    assert sum(len(each) for each in rows) == 1
    assert RegradedAttempt.objects.get().score_after == Attempt.objects.get().score


@on_postgres
@pytest.mark.postgres
def test_without_holding_the_attempts_rounds_get_in_each_others_way(monkeypatch):
    without_locks(monkeypatch)
    together(monkeypatch, regrading, "_change", RUNNERS)

    rows = correct_together()

    assert sum(isinstance(each, IntegrityError) for each in rows) == RUNNERS - 1
