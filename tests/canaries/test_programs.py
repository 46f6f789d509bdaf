from __future__ import annotations

import pytest

from tests.canaries.looking import calls_show, of_everybody
from tests.canaries.names import SIGHT, SIGHT_AFTER_MOVE, names_in
from tests.reports.api import get, key_of

pytestmark = pytest.mark.django_db


def test_programs_read_of_those_their_owner_answers_for_and_of_nobody_else(world):
    assert of_everybody(world, lambda who: calls_show(who, world)) == SIGHT


def test_after_a_move_a_program_reads_of_the_person_where_they_are_now(world):
    for role in ["head of culture", "head of health"]:  # caches are warm
        calls_show(world.readers[role], world)
    world.move_the_canary()

    assert of_everybody(world, people_now) == SIGHT_AFTER_MOVE


def people_now(reader) -> set[str]:
    return names_in(str(get(key_of(reader, "Nay"), "people").json()))


@pytest.mark.parametrize("role", ["head of culture", "head of museum"])
def test_the_key_of_a_relieved_head_opens_nothing(world, role):
    calls_show(world.readers[role], world)

    assert calls_show(world.relieve(role), world) == set()
