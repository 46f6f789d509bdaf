from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import User
from learning.marking.digest import tell_markers
from learning.reminders.heads import remind_my_people, write_to_heads
from learning.reminders.people import remind_people
from notifications.models import Message
from notifications.services import send_waiting
from tests.canaries.conftest import World, at_nine, this_monday
from tests.canaries.names import (
    CANARIES,
    HEADS,
    SIGHT,
    SIGHT_AFTER_MOVE,
    names_in,
)

pytestmark = pytest.mark.django_db


def rounds(week: int = 0) -> None:
    """Whatever is written by itself on a Monday."""
    now = at_nine(this_monday() + timedelta(weeks=week))
    remind_people(now=now)
    write_to_heads(now=now)
    tell_markers(now=now)


def written_to(person: User) -> set[str]:
    mails = person.messages.values_list("subject", "body")
    return names_in("\n".join(f"{subject}\n{body}" for subject, body in mails))


def overdue_told_to(world: World) -> dict[str, int]:
    """How many people each head was last told to be late."""
    told = {}
    for role in HEADS:
        mine = world.readers[role].messages.filter(key__startswith="head-summary:")
        if last := mine.order_by("-pk").first():
            told[role] = int(re.search(r"\d+", last.subject).group())
    return told


def reminded_by(head: User) -> set[str]:
    Message.objects.filter(key__startswith="wished:").delete()
    remind_my_people(head=head)
    wished = Message.objects.filter(key__startswith="wished:")
    return set(wished.values_list("recipient__full_name", flat=True)) & CANARIES


def test_no_mail_names_anybody_to_who_does_not_answer_for_them(world):
    rounds()
    for role in HEADS:
        remind_my_people(head=world.readers[role])

    send_waiting()

    people = {one.email: SIGHT[role] for role, one in world.readers.items()}
    people |= {one.email: {name} for name, one in world.canaries.items()}
    assert mail.outbox
    assert [
        (message.to, shown)
        for message in mail.outbox
        for shown in [names_in(f"{message.subject}\n{message.body}")]
        if not shown <= people[message.to[0]]
    ] == []
    assert all(written_to(one) <= SIGHT[role] for role, one in world.readers.items())


def test_a_summary_counts_those_the_head_answers_for(world):
    rounds()

    assert overdue_told_to(world) == {
        "head of culture": 2,
        "deputy of culture": 2,
        "head of museum": 1,
        "head of health": 1,
    }


def test_each_is_reminded_of_their_own(world):
    rounds()

    reminded = Message.objects.filter(key__startswith="reminder:")
    assert set(reminded.values_list("recipient__full_name", flat=True)) == CANARIES


@pytest.mark.parametrize("role", HEADS)
def test_a_heads_button_reaches_those_they_answer_for(world, role):
    assert reminded_by(world.readers[role]) == SIGHT[role]


def test_after_a_move_the_new_head_counts_and_reminds_the_person(world):
    rounds()
    world.move_the_canary()

    rounds(week=1)

    assert overdue_told_to(world) == {
        "head of culture": 1,
        "deputy of culture": 1,
        "head of museum": 1,  # of the week before; nobody is late there now
        "head of health": 2,
    }
    museum = world.readers["head of museum"].messages
    assert museum.filter(key__startswith="head-summary:").count() == 1
    assert {role: reminded_by(world.readers[role]) for role in HEADS} == {
        role: SIGHT_AFTER_MOVE[role] for role in HEADS
    }


@pytest.mark.parametrize("role", HEADS)
def test_a_relieved_head_is_told_nothing_and_reminds_nobody(world, role):
    reader = world.relieve(role)

    rounds(week=1)

    assert reader.messages.filter(key__startswith="head-summary:").count() == 0
    assert reminded_by(reader) == set()
