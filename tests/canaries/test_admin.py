"""Who writes content meets no people: no list, no chooser, no search of the admin."""

from __future__ import annotations

import pytest

from tests.canaries.names import CANARIES, names_in
from tests.test_permissions import admin_addresses

pytestmark = pytest.mark.django_db
# Who grants somebody more time for a quiz has to find them.
BY_DUTY = "/cms/person_chooser/"
LISTS = ["/cms/enrolments/", "/cms/posts/", "/cms/users/"]


def admin_shows(client, reader, addresses) -> dict[str, set[str]]:
    """By address that opens, asked plainly and for the canaries."""
    client.force_login(reader)
    client.raise_request_exception = False  # of what wants a number for its "x"
    shown: dict[str, set[str]] = {}
    for address in addresses:
        response = client.get(address)
        if response.status_code == 200:
            found = client.get(address, {"q": "chim"})
            shown[address] = names_of(response) | names_of(found)
    return shown


def names_of(response) -> set[str]:
    return names_in(response.getvalue().decode(errors="replace"))


def test_no_list_of_the_admin_names_anybody_to_a_trainer(client, world):
    shown = admin_shows(client, world.readers["trainer"], admin_addresses())

    assert len(shown) > 50
    assert {
        address
        for address, names in shown.items()
        if names and not address.startswith(BY_DUTY)
    } == set()


@pytest.mark.parametrize("role", ["head of culture", "stranger"])
def test_lists_and_choosers_of_people_are_shut_to_everybody_else(client, world, role):
    assert admin_shows(client, world.readers[role], [*LISTS, BY_DUTY]) == {}


def test_the_office_finds_everybody_there(client, world):
    """The lists that are shut to others are not merely empty."""
    shown = admin_shows(client, world.readers["office"], LISTS)

    assert shown == dict.fromkeys(LISTS, CANARIES)
