from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from departments.models import Department, Membership
from departments.services import (
    UnitWouldContainItself,
    appoint,
    change_department,
    found_department,
    path_segment,
    relieve,
)
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)


@pytest.fixture
def tree():
    """province > (sở > phòng), (xã)"""
    province = DepartmentFactory(name="Tỉnh", kind="province")
    so = DepartmentFactory(name="Sở", parent=province)
    phong = DepartmentFactory(name="Phòng", kind="division", parent=so)
    xa = DepartmentFactory(name="Xã", kind="commune", parent=province)
    return {"province": province, "so": so, "phong": phong, "xa": xa}


@pytest.mark.parametrize(
    ("number", "segment"), [(1, "0001"), (35, "000z"), (36, "0010"), (1295, "00zz")]
)
def test_path_segments_sort_as_numbers_do(number, segment):
    assert path_segment(number) == segment


def test_a_subtree_is_one_range_and_takes_no_neighbour(tree):
    assert list(Department.objects.within(tree["so"])) == [tree["so"], tree["phong"]]
    assert list(Department.objects.within(tree["so"], tree["xa"])) == [
        tree["so"],
        tree["phong"],
        tree["xa"],
    ]
    assert list(Department.objects.within()) == []


def test_above_lists_the_units_that_contain_one_from_the_top(tree):
    assert list(Department.objects.above(tree["phong"])) == [
        tree["province"],
        tree["so"],
    ]


def test_renaming_keeps_what_the_unit_was_called_before(tree):
    change_department(unit=tree["so"], on=DAY, name="Sở Mới")

    versions = tree["so"].versions.order_by("valid_from")
    assert [(v.name, v.valid_from, v.valid_to) for v in versions] == [
        ("Sở", date(2020, 1, 1), date(2025, 6, 30)),
        ("Sở Mới", DAY, None),
    ]


def test_changing_twice_on_one_day_leaves_one_version_for_that_day(tree):
    change_department(unit=tree["so"], on=DAY, name="Sở Nháp")
    change_department(unit=tree["so"], on=DAY, name="Sở Mới")

    assert [v.name for v in tree["so"].versions.order_by("valid_from")] == [
        "Sở",
        "Sở Mới",
    ]


def test_moving_a_unit_takes_everything_below_with_it(tree):
    change_department(unit=tree["so"], on=DAY, parent=tree["xa"])

    assert list(Department.objects.within(tree["xa"])) == [
        tree["xa"],
        tree["so"],
        tree["phong"],
    ]
    phong = Department.objects.get(pk=tree["phong"].pk)
    assert list(Department.objects.above(phong)) == [
        tree["province"],
        tree["xa"],
        tree["so"],
    ]


def test_a_unit_cannot_be_moved_below_itself(tree):
    with pytest.raises(UnitWouldContainItself):
        change_department(unit=tree["so"], on=DAY, parent=tree["phong"])

    assert Department.objects.get(pk=tree["so"].pk).parent == tree["province"]


def test_names_are_kept_in_one_unicode_form():
    unit = found_department(
        kind="commune", name="Xa\u0303 Tru\u0300ng Kha\u0301nh", parent=None, on=DAY
    )

    assert unit.name == "Xã Trùng Khánh"


def test_a_new_primary_post_makes_the_old_one_secondary(tree):
    person = UserFactory()
    appoint(user=person, department=tree["so"], on=DAY)
    appoint(user=person, department=tree["xa"], on=DAY, post="Phó Chủ tịch")

    posts = person.memberships.current().order_by("pk")
    assert [(p.department, p.is_primary) for p in posts] == [
        (tree["so"], False),
        (tree["xa"], True),
    ]


def test_which_post_was_primary_stays_on_record(tree):
    person = UserFactory()
    appoint(user=person, department=tree["so"], on=date(2020, 1, 1))
    appoint(user=person, department=tree["xa"], on=DAY)
    appoint(
        user=person, department=tree["so"], on=date(2026, 1, 1), post="Trưởng phòng"
    )

    def counted(day: date) -> list[str]:
        posts = Membership.objects.placing_on(day)
        return [post.department.name for post in posts]

    assert counted(date(2025, 6, 30)) == ["Sở"]
    assert counted(DAY) == ["Xã"]
    assert counted(date(2026, 1, 1)) == ["Sở"]
    assert person.memberships.current().primary().get().post == "Trưởng phòng"


def test_appointing_again_to_the_same_changes_nothing(tree):
    person = UserFactory()
    for day in [date(2020, 1, 1), DAY]:
        appoint(user=person, department=tree["so"], on=day, post="Kế toán")

    assert person.memberships.get().started_on == date(2020, 1, 1)


def test_a_person_counts_once_on_a_day_on_which_two_posts_overlap(tree):
    person = UserFactory()
    first = appoint(user=person, department=tree["so"], on=date(2020, 1, 1))
    relieve(membership=first, on=DAY)
    second = appoint(user=person, department=tree["xa"], on=DAY)

    assert list(Membership.objects.placing_on(DAY)) == [second]
    relieve(membership=second, on=DAY)
    assert list(Membership.objects.placing_on(DAY)) == [second]


def test_the_database_refuses_two_primary_posts(tree):
    person = MembershipFactory(department=tree["so"]).user

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person, department=tree["xa"], started_on=DAY)


def test_relieving_ends_the_post_and_keeps_it(tree):
    membership = MembershipFactory(department=tree["so"])
    relieve(membership=membership, on=DAY)

    assert not Membership.objects.current().exists()
    assert list(Membership.objects.on(DAY)) == [membership]
    assert list(Membership.objects.on(date(2025, 7, 2))) == []
