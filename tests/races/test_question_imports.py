"""Two people press "confirm" at the same moment; two files say the same."""

from __future__ import annotations

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from quizzes.importing import applying
from quizzes.importing.applying import ImportIsOver, apply_import
from quizzes.models import Question, QuestionImport
from tests.factories import CategoryFactory, TrainerFactory
from tests.quizzes.importing import draft
from tests.races.harness import RUNNERS, race

A_MOMENT = 1  # seconds that runners wait for each other

# Without codes: nothing in the database would refuse the same question twice.
FILE = "Ai trả lời?{=Người phát ngôn ~Ai cũng được}\n\nIm lặng là vàng.{F}\n"

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="the transactions of SQLite exclude each other by themselves",
)


def confirm(given: QuestionImport):
    return lambda: apply_import(draft=given, by=given.created_by)


def press_together(count: int) -> list:
    given = draft(FILE, category=CategoryFactory())
    copies = [QuestionImport.objects.get(pk=given.pk) for _n in range(count)]
    acts = [confirm(each) for each in copies]
    return race(*acts, refusals=(ImportIsOver,))


def test_parallel_presses_import_once():
    results = press_together(RUNNERS)

    assert sum(isinstance(each, ImportIsOver) for each in results) == RUNNERS - 1
    assert Question.objects.count() == 2
    assert QuestionImport.objects.get().added == 2


def test_without_the_claim_the_last_press_overwrites_what_the_first_one_did(
    monkeypatch,
):
    monkeypatch.setattr(applying, "_claim", lambda draft: None)
    press_together(2)

    assert QuestionImport.objects.get().added == 0


@pytest.fixture
def all_plan_before_one_writes(monkeypatch):
    """As far as they are let: who waits for another's transaction comes later."""
    together, plan_of = Barrier(2), applying.plan_of

    def plan_together(given, user):
        plan = plan_of(given, user)
        with suppress(BrokenBarrierError):
            together.wait(A_MOMENT)
        return plan

    monkeypatch.setattr(applying, "plan_of", plan_together)


def import_two_files() -> list:
    category, person = CategoryFactory(), TrainerFactory()
    given = [draft(FILE, category=category, by=person) for _n in range(2)]
    return race(*[confirm(each) for each in given])


def test_the_same_file_from_two_people_is_added_once(all_plan_before_one_writes):
    results = import_two_files()

    assert sorted(each.added for each in results) == [0, 2]
    assert Question.objects.count() == 2


@on_postgres
def test_without_the_lock_both_would_add_it(all_plan_before_one_writes, monkeypatch):
    monkeypatch.setattr(applying, "_hold", lambda scope: None)

    results = import_two_files()

    assert [each.added for each in results] == [2, 2]
    assert Question.objects.count() == 4
