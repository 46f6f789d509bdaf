from __future__ import annotations

import pytest

from tests.canaries.looking import of_everybody, pages, pages_show
from tests.canaries.names import HEADS, SIGHT, SIGHT_AFTER_MOVE

pytestmark = pytest.mark.django_db


def test_everybody_reads_of_those_they_answer_for_and_of_nobody_else(client, world):
    opened = pages(world)

    assert of_everybody(world, lambda who: pages_show(client, who, opened)) == SIGHT


def test_after_a_move_the_new_head_reads_of_the_person_and_the_old_one_does_not(
    client, world
):
    opened = pages(world)
    for role in HEADS:  # caches are warm
        pages_show(client, world.readers[role], opened)
    world.move_the_canary()

    present = [each for each in opened if "view=then" not in each]
    shown = of_everybody(world, lambda who: pages_show(client, who, present))

    assert shown == SIGHT_AFTER_MOVE


def test_a_past_day_names_who_was_there_to_who_answered_for_them_and_to_nobody_else(
    client, world
):
    world.move_the_canary()
    past = [each for each in pages(world) if "view=then" in each]

    assert of_everybody(world, lambda who: pages_show(client, who, past)) == SIGHT


@pytest.mark.parametrize("role", ["head of culture", "head of museum"])
def test_a_relieved_head_reads_of_nobody(client, world, role):
    opened = pages(world)
    pages_show(client, world.readers[role], opened)
    reader = world.relieve(role)

    assert pages_show(client, reader, opened) == set()


def test_what_one_head_was_shown_is_not_what_the_next_one_gets(client, world):
    """One worker answers all in turn, from the same caches and kept figures."""
    turns = ["head of culture", "head of health", "head of museum", "head of culture"]
    shown = {
        (address, turn, role): pages_show(client, world.readers[role], [address])
        for address in pages(world)
        for turn, role in enumerate(turns)
    }

    assert [
        (*asked, names)
        for asked, names in shown.items()
        if not names <= SIGHT[asked[-1]]
    ] == []
    for address in pages(world):
        assert shown[address, 0, turns[0]] == shown[address, 3, turns[0]]
