"""What stands in the way of a decision, and what one should know before."""

from __future__ import annotations

from datetime import date

import pytest

from departments.reorganising.acts import (
    Dissolve,
    Merge,
    Move,
    Rename,
    Split,
    Target,
)
from departments.reorganising.applying import apply
from departments.reorganising.planning import plan_of
from tests.departments.conftest import DAY, decision, member
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def faults(*acts, on=DAY) -> list[str]:
    return [problem.code for problem in plan_of(decision(*acts, on=on)).faults]


def notices(*acts) -> list[str]:
    return [problem.code for problem in plan_of(decision(*acts)).notices]


@pytest.fixture
def new(province):
    def target(name: str, **more) -> Target:
        values = {"kind": "commune", "parent": province.pk, **more}
        return Target(name=name, **values)

    return target


def test_a_decision_without_acts(province):
    assert faults() == ["empty"]


def test_a_unit_that_does_not_exist_that_day(commune):
    later = commune("Xã Sau", on=date(2025, 8, 1))

    assert faults(Rename(later.pk, "Khác")) == ["missing"]
    assert faults(Rename(999_999, "Khác")) == ["missing"]


def test_a_unit_named_twice(commune, new):
    a, b = commune("Xã A"), commune("Xã B")

    assert faults(Merge((a.pk,), new("X")), Merge((a.pk, b.pk), new("Y"))) == [
        "named_twice"
    ]
    assert faults(Dissolve(a.pk), Rename(a.pk, "Khác")) == ["named_twice"]
    assert faults(Rename(a.pk, "Một"), Rename(a.pk, "Hai")) == ["named_twice"]
    assert faults(Rename(a.pk, "Một"), Move(a.pk, b.pk)) == []


def test_a_successor_that_ends_in_the_same_decision(commune):
    a, b, c = commune("Xã A"), commune("Xã B"), commune("Xã C")
    into_b, into_c = Target(unit=b.pk), Target(unit=c.pk)

    assert faults(Merge((a.pk,), into_b), Merge((b.pk,), into_c)) == ["successor_ends"]


def test_a_place_below_a_unit_that_ends_or_below_itself(commune, new):
    a, b = commune("Xã A"), commune("Xã B")
    office = DepartmentFactory(name="Văn phòng", kind="division", parent=a)

    assert faults(Merge((a.pk,), new("X", parent=b.pk)), Dissolve(b.pk)) == [
        "parent_ends"
    ]
    assert faults(Move(a.pk, office.pk)) == ["cycle"]
    assert set(faults(Move(a.pk, b.pk), Move(b.pk, a.pk))) == {"cycle"}
    assert faults(Move(a.pk, "777/0")) == ["missing"]


def test_names_and_codes_that_are_taken(commune, new):
    a, b = commune("Xã A", code="01"), commune("Xã B", code="02")

    assert faults(Rename(a.pk, "Xã  b".replace("  ", " "), code="01")) == ["name_taken"]
    assert faults(Rename(a.pk, "Xã C", code="02")) == ["code_taken"]
    assert faults(Merge((a.pk, b.pk), new("Xã A", code="02"))) == []
    assert "code_used_before" in notices(Merge((a.pk, b.pk), new("Xã A", code="02")))


def test_the_top_cannot_end_without_a_successor(province):
    assert faults(Dissolve(province.pk)) == ["top"]


def test_a_split_without_places(commune, new):
    a = commune("Xã A")
    member(a)
    DepartmentFactory(name="Văn phòng", kind="division", parent=a)

    assert faults(Split(a.pk, (new("X"), new("Y")))) == ["unplaced"]
    assert faults(Split(a.pk, (new("X"),))) == ["empty", "unplaced"]
    assert faults(Split(a.pk, (new("X"), Target(unit=a.pk)))) == []


def test_decisions_are_applied_in_the_order_of_their_days(commune, new):
    a, b = commune("Xã A"), commune("Xã B")
    apply(decision=decision(Rename(a.pk, "Xã Khác"), on=DAY), by=None)
    apply(decision=decision(Dissolve(b.pk), on=DAY), by=None)

    earlier = date(2025, 6, 1)
    assert faults(Rename(a.pk, "Xã C"), on=DAY) == ["changed_since"]
    assert faults(Rename(a.pk, "Xã C"), on=earlier) == ["changed_since"]
    into_b = Merge((a.pk,), Target(unit=b.pk))
    assert "dissolved_since" in faults(into_b, on=earlier)


def test_a_backdated_merger_takes_posts_begun_since_along(commune, province, new):
    a = commune("Xã A")
    user = member(a, on=date(2025, 9, 1))
    apply(decision=decision(Merge((a.pk,), new("Xã C")), on=DAY), by=None)

    [post] = user.memberships.all()
    assert (post.department.name, post.started_on) == ("Xã C", date(2025, 9, 1))


def test_a_post_begun_after_its_unit_was_dissolved(commune):
    a = commune("Xã A")
    member(a, on=date(2025, 9, 1))

    assert faults(Dissolve(a.pk)) == ["late"]


def test_people_without_a_post_and_with_two(commune, new):
    a, b = commune("Xã A"), commune("Xã B")
    user = UserFactory()
    MembershipFactory(user=user, department=a)
    MembershipFactory(user=user, department=b, is_primary=False)
    member(a)

    assert notices(Dissolve(a.pk)) == ["without_post"]
    assert notices(Merge((a.pk, b.pk), new("Xã C"))) == ["doubled", "without_head"]


def test_units_of_the_same_name_under_different_bodies_are_told_apart(commune, new):
    a, b = commune("Xã A"), commune("Xã B")
    for parent in [a, b]:
        DepartmentFactory(name="Văn phòng", kind="division", parent=parent)
    plan = plan_of(decision(Merge((a.pk, b.pk), new("Xã C"))))

    assert "Văn phòng, Xã C" in plan.notices[0].text
