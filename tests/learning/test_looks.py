from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from departments.services import relieve
from learning.looks import looks_at, note_look, watchers_of
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return DepartmentFactory()


@pytest.fixture
def person(unit):
    division = DepartmentFactory(parent=unit, kind="division")
    return MembershipFactory(department=division).user


@pytest.fixture
def head(unit):
    return MembershipFactory(department=unit, is_head=True, post="Giám đốc")


def test_a_head_who_opens_the_record_is_listed_once_a_day(client, person, head):
    client.force_login(head.user)
    for _twice in range(2):
        client.get(reverse("reports:person", args=[person.pk]))

    assert [look.viewer for look in looks_at(person)] == [head.user]


def test_a_stranger_sees_no_record_and_leaves_no_trace(client, person):
    client.force_login(MembershipFactory(is_head=True).user)

    assert client.get(reverse("reports:person", args=[person.pk])).status_code == 404
    assert list(looks_at(person)) == []


def test_ones_own_look_is_not_kept(person):
    note_look(viewer=person, person=person)

    assert list(looks_at(person)) == []


def test_heads_of_the_unit_and_of_those_above_can_see_it(person, head):
    deputy = MembershipFactory(
        department=person.memberships.get().department, is_head=True
    )
    MembershipFactory(is_head=True)  # of another unit
    MembershipFactory(department=head.department)  # heads nothing

    seen_by = [(each.name, each.unit) for each in watchers_of(person)]

    assert seen_by == [
        (head.user.full_name, head.department.name),
        (deputy.user.full_name, deputy.department.name),
    ]


def test_a_relieved_head_can_see_it_no_longer(person, head):
    relieve(membership=head, on=timezone.localdate() - timedelta(days=1))

    assert watchers_of(person) == []


def test_the_page_shows_both_and_costs_the_same_for_one_and_three(client, person, head):
    client.force_login(person)
    address = reverse("learning:who_sees")
    costs = []
    for more in [1, 2]:
        for _each in range(more):
            note_look(viewer=UserFactory(), person=person)
            MembershipFactory(department=head.department, is_head=True)
        with CaptureQueriesContext(connection) as queries:
            html = client.get(address).content.decode()
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert head.user.full_name in html
