"""Two presses of "add" under a table: each test has its twin without the guard."""

from __future__ import annotations

import pytest

from departments.models import Act, Reorganisation
from departments.pasting.adding import NotAsShown, add_pasted
from departments.pasting.reading import Reading, read
from tests.factories import DepartmentFactory, ReorganisationFactory
from tests.races.harness import RUNNERS, race

TABLE = "Đổi tên\tSở Một\tSở Hai"


@pytest.fixture
def draft():
    DepartmentFactory(name="Sở Một")
    return ReorganisationFactory()


def presses(draft):
    shown = read(draft, TABLE).digest

    def press():
        decision = Reorganisation.objects.get(pk=draft.pk)
        return add_pasted(decision=decision, text=TABLE, shown=shown)

    return race(*[press] * RUNNERS, refusals=(NotAsShown,))


@pytest.mark.parametrize("_round", range(3))
def test_a_table_added_by_many_presses_is_added_once(_round, draft):
    results = presses(draft)

    refused = [each for each in results if isinstance(each, NotAsShown)]
    assert len(refused) == RUNNERS - 1
    assert Act.objects.count() == 1


def test_without_the_guard_it_would_be_added_again(draft, monkeypatch):
    monkeypatch.setattr(Reading, "digest", "the same whatever the draft holds")

    presses(draft)

    assert Act.objects.count() == RUNNERS
