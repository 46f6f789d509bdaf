from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from departments.permissions import heads_over, visible_unit_or_404, visible_units
from departments.services import change_department, relieve
from tests.factories import (
    DepartmentFactory,
    MembershipFactory,
    TrainingOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def so():
    return DepartmentFactory(name="Sở")


@pytest.fixture
def phong(so):
    return DepartmentFactory(name="Phòng", kind="division", parent=so)


@pytest.fixture
def other():
    return DepartmentFactory(name="Sở khác")


def test_a_head_sees_the_unit_and_all_below_but_no_neighbour(so, phong, other):
    head = MembershipFactory(department=so, is_head=True).user

    assert list(visible_units(head)) == [so, phong]
    with pytest.raises(Http404):
        visible_unit_or_404(head, other.pk)


def test_a_head_of_a_division_does_not_see_the_unit_above(so, phong):
    head = MembershipFactory(department=phong, is_head=True).user

    assert list(visible_units(head)) == [phong]


def test_a_member_sees_no_unit(so, phong):
    assert list(visible_units(MembershipFactory(department=so).user)) == []
    assert list(visible_units(UserFactory())) == []


def test_a_relieved_head_sees_nothing_from_the_next_day(so):
    membership = MembershipFactory(department=so, is_head=True)
    relieve(membership=membership, on=timezone.localdate() - timedelta(days=1))

    assert list(visible_units(membership.user)) == []


def test_sight_follows_a_unit_that_moves(so, phong, other):
    head = MembershipFactory(department=other, is_head=True).user
    change_department(unit=phong, on=timezone.localdate(), parent=other)
    phong.refresh_from_db()

    assert list(visible_units(head)) == [other, phong]


def test_the_training_office_sees_the_province(so, phong, other):
    assert set(visible_units(TrainingOfficerFactory())) == {so, phong, other}


def test_who_is_seen_by_whom_is_one_rule_read_from_both_ends(so, phong, other):
    heads = [
        MembershipFactory(department=unit, is_head=True).user
        for unit in (so, phong, other)
    ]
    relieved = MembershipFactory(department=so, is_head=True)
    relieve(membership=relieved, on=timezone.localdate() - timedelta(days=1))
    people = [MembershipFactory(department=unit).user for unit in (so, phong, other)]
    MembershipFactory(user=people[0], department=other, is_primary=False)

    for head in [*heads, relieved.user]:
        for person in people:
            units = visible_units(head)
            sees = person.memberships.current().filter(department__in=units).exists()
            assert heads_over(person).filter(user=head).exists() is sees
