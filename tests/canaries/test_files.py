from __future__ import annotations

import pytest

from reports.services import Format
from tests.canaries.looking import exports_show, of_everybody, results_show
from tests.canaries.names import CANARIES, HEADS, SIGHT, SIGHT_AFTER_MOVE

pytestmark = pytest.mark.django_db
each_format = pytest.mark.parametrize("form", list(Format))


@each_format
def test_an_export_names_those_one_answers_for_and_nobody_else(client, world, form):
    shown = of_everybody(world, lambda who: exports_show(client, who, world, form))

    assert shown == SIGHT


def test_nobody_opens_what_somebody_else_asked_for(client, world):
    """But the office, which sees the province anyway and looks after jobs."""
    for owner in ["head of culture", "head of health"]:
        for form in Format:
            exports_show(client, world.readers[owner], world, form)

    shown = of_everybody(world, lambda who: results_show(client, who))

    assert shown == {
        **dict.fromkeys(SIGHT, set()),
        "head of culture": SIGHT["head of culture"],
        "head of health": SIGHT["head of health"],
        "office": CANARIES,
    }


@each_format
def test_after_a_move_an_export_names_the_person_where_they_are_now(
    client, world, form
):
    for role in HEADS:
        exports_show(client, world.readers[role], world, form)
    world.move_the_canary()

    shown = of_everybody(world, lambda who: exports_show(client, who, world, form))

    assert shown == SIGHT_AFTER_MOVE


def test_what_stood_in_a_file_stays_there_and_comes_into_no_other_hands(client, world):
    """It was theirs to read when it was written. Who gets the person sees it not."""
    for form in Format:
        exports_show(client, world.readers["head of museum"], world, form)
    world.move_the_canary()

    assert (
        results_show(client, world.readers["head of museum"]) == SIGHT["head of museum"]
    )
    assert results_show(client, world.readers["head of health"]) == set()


@pytest.mark.parametrize("role", HEADS)
def test_a_relieved_head_opens_none_of_their_files_and_gets_no_new_one(
    client, world, role
):
    for form in Format:
        exports_show(client, world.readers[role], world, form)
    reader = world.relieve(role)

    shown = [exports_show(client, reader, world, form) for form in Format]

    assert shown == [set()] * len(Format)
    assert results_show(client, reader) == set()
