"""What applying a decision does to units, posts and heirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from departments.models import Department, Membership, Reorganisation, Succession
from departments.organisation import organisation_on, organisation_today
from departments.reorganising.acts import (
    Dissolve,
    Going,
    Merge,
    Move,
    Rename,
    Split,
    Target,
    Transfer,
)
from departments.reorganising.applying import (
    AlreadyApplied,
    CannotApply,
    apply,
    apply_due,
    postpone,
)
from departments.reorganising.drafting import NotADraft, add_act
from departments.services import UnitIsDissolved, appoint
from tests.departments.conftest import DAY, decision, member, posts_of
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
EVE = DAY - timedelta(days=1)
LONG_AGO = date(2020, 1, 1)


def names(tree, units) -> list[str]:
    return [unit.name for unit in tree.within(*units)]


def new(name: str, parent: Department, **more) -> Target:
    return Target(name=name, kind="commune", parent=parent.pk, **more)


# --- merge ------------------------------------------------------------------------


def test_a_merger_ends_units_founds_one_and_carries_people_over(province, commune):
    a, b = commune("Xã A", code="01"), commune("Xã B", code="02")
    ann, bob = member(a, post="Công chức"), member(b, post="Chuyên viên")
    act = Merge((a.pk, b.pk), new("Xã C", province, code="01"))

    apply(decision=decision(act), by=None)

    c = Department.objects.get(name="Xã C")
    a.refresh_from_db()
    assert (a.dissolved_on, a.heir, c.code, c.parent) == (DAY, c, "01", province)
    assert posts_of(ann) == [
        ("Xã A", "Công chức", False, True, LONG_AGO, EVE),
        ("Xã C", "Công chức", False, True, DAY, None),
    ]
    assert [row[0] for row in posts_of(bob)] == ["Xã B", "Xã C"]
    before, after = organisation_on(EVE), organisation_on(DAY)
    assert names(before, before.tops) == ["Tỉnh", "Xã A", "Xã B"]
    assert names(after, after.tops) == ["Tỉnh", "Xã C"]
    lines = Succession.objects.values_list("act", "predecessor", "successor", "is_heir")
    assert set(lines) == {
        ("merge", a.pk, c.pk, True),
        ("merge", b.pk, c.pk, True),
    }


def test_heads_of_merged_units_head_nothing_until_appointed(province, commune):
    a, b = commune("Xã A"), commune("Xã B")
    chair = MembershipFactory(department=a, post="Chủ tịch UBND", is_head=True)
    other = MembershipFactory(department=b, post="Chủ tịch UBND", is_head=True)
    act = Merge(
        (a.pk, b.pk),
        new("Xã C", province),
        posts={other.pk: Going(post="Chủ tịch UBND xã C", is_head=True)},
    )

    apply(decision=decision(act), by=None)

    assert posts_of(chair.user)[-1][:3] == ("Xã C", "", False)
    assert posts_of(other.user)[-1][:3] == ("Xã C", "Chủ tịch UBND xã C", True)


def test_a_unit_that_takes_others_in_keeps_its_head_and_its_identity(province, commune):
    a, b = commune("Xã A"), commune("Xã B")
    chair, absorbed = member(a, is_head=True), member(b, is_head=True)
    apply(decision=decision(Merge((b.pk,), Target(unit=a.pk))), by=None)

    assert posts_of(chair) == [("Xã A", "Chuyên viên", True, True, LONG_AGO, None)]
    assert posts_of(absorbed)[-1] == ("Xã A", "", False, True, DAY, None)


def test_one_unit_founded_anew_keeps_its_head(province, commune):
    a = commune("Thị trấn A")
    chair = member(a, post="Chủ tịch", is_head=True)
    apply(decision=decision(Merge((a.pk,), new("Xã A", province))), by=None)

    assert posts_of(chair)[-1] == ("Xã A", "Chủ tịch", True, True, DAY, None)


def test_divisions_of_one_name_become_one_and_others_move_along(province, commune):
    a, b = commune("Xã A"), commune("Xã B")
    for parent in [a, b]:
        DepartmentFactory(name="Văn phòng", kind="division", parent=parent)
    DepartmentFactory(name="Phòng Kinh tế", kind="division", parent=a)
    clerk = member(a.children.get(name="Văn phòng"))
    apply(decision=decision(Merge((a.pk, b.pk), new("Xã C", province))), by=None)

    today = organisation_today()
    c = Department.objects.get(name="Xã C")
    below = [unit.name for unit in today.below(today[c.pk])]
    assert sorted(below) == ["Phòng Kinh tế", "Văn phòng"]
    assert posts_of(clerk)[-1][0] == "Văn phòng"
    assert Membership.objects.current().get(user=clerk).department.parent == c


def test_divisions_of_one_name_can_be_kept_apart_only_under_other_names(
    province, commune
):
    a, b = commune("Xã A"), commune("Xã B")
    for parent in [a, b]:
        DepartmentFactory(name="Văn phòng", kind="division", parent=parent)
    act = Merge((a.pk, b.pk), new("Xã C", province), joins_divisions=False)

    with pytest.raises(CannotApply, match="Văn phòng"):
        apply(decision=decision(act), by=None)


def test_a_person_with_posts_in_both_units_keeps_one(province, commune):
    a, b = commune("Xã A"), commune("Xã B")
    user = member(b, post="Kế toán")
    MembershipFactory(user=user, department=a, post="Công chức", is_primary=False)
    apply(decision=decision(Merge((a.pk, b.pk), new("Xã C", province))), by=None)

    now = Membership.objects.current().get(user=user)
    assert (now.post, now.is_primary) == ("Kế toán", True)
    assert {row.continued_by for row in user.memberships.exclude(pk=now.pk)} == {now}


def test_a_secondary_post_in_the_unit_that_goes_on_becomes_the_primary_one(
    province, commune
):
    a, b = commune("Xã A"), commune("Xã B")
    user = member(b)
    MembershipFactory(user=user, department=a, post="Kiêm nhiệm", is_primary=False)
    apply(decision=decision(Merge((b.pk,), Target(unit=a.pk))), by=None)

    assert posts_of(user)[-1] == ("Xã A", "Kiêm nhiệm", False, True, DAY, None)
    assert list(user.memberships.current()) == list(
        user.memberships.filter(ended_on=None)
    )


# --- split, transfer --------------------------------------------------------------


def test_a_split_sends_each_post_and_division_where_it_is_told(province, commune):
    so = DepartmentFactory(name="Sở Thông tin", parent=province)
    press = DepartmentFactory(name="Phòng Báo chí", kind="division", parent=so)
    culture = DepartmentFactory(name="Sở Văn hóa", parent=province)
    science = DepartmentFactory(name="Sở Khoa học", parent=province)
    one, two = MembershipFactory(department=so), MembershipFactory(department=so)
    act = Split(
        so.pk,
        (Target(unit=science.pk), Target(unit=culture.pk)),
        posts={one.pk: Going(to=0), two.pk: Going(to=1)},
        units={press.pk: 1},
    )

    apply(decision=decision(act), by=None)

    press.refresh_from_db()
    assert press.parent == culture
    assert posts_of(one.user)[-1][0] == "Sở Khoa học"
    assert posts_of(two.user)[-1][0] == "Sở Văn hóa"
    assert Department.objects.get(pk=so.pk).heir == science


def test_a_split_that_does_not_say_where_somebody_goes_is_refused(province, commune):
    so = DepartmentFactory(name="Sở Thông tin", parent=province)
    member(so, user=UserFactory(full_name="Nông Thị Ân"))
    act = Split(so.pk, (new("Sở X", province), new("Sở Y", province)))

    with pytest.raises(CannotApply, match="Nông Thị Ân"):
        apply(decision=decision(act), by=None)


def test_a_unit_that_is_split_and_goes_on_keeps_who_is_not_named(province, commune):
    so = DepartmentFactory(name="Sở Y tế", parent=province)
    stays, goes = MembershipFactory(department=so), MembershipFactory(department=so)
    act = Split(
        so.pk,
        (Target(unit=so.pk), new("Chi cục Dân số", province)),
        posts={goes.pk: Going(to=1)},
    )

    apply(decision=decision(act), by=None)

    assert [row[0] for row in posts_of(stays.user)] == ["Sở Y tế"]
    assert posts_of(goes.user)[-1][0] == "Chi cục Dân số"
    assert Department.objects.get(pk=so.pk).dissolved_on is None


def test_functions_go_without_people_unless_they_are_named(province, commune):
    one = DepartmentFactory(name="Sở Một", parent=province)
    two = DepartmentFactory(name="Sở Hai", parent=province)
    stays, goes = MembershipFactory(department=one), MembershipFactory(department=one)
    act = Transfer(
        one.pk, Target(unit=two.pk), "Quản lý báo chí", posts={goes.pk: Going()}
    )

    apply(decision=decision(act), by=None)

    assert [row[0] for row in posts_of(stays.user)] == ["Sở Một"]
    assert [row[0] for row in posts_of(goes.user)] == ["Sở Một", "Sở Hai"]
    line = Succession.objects.get()
    assert (line.act, line.note, line.is_heir) == ("transfer", "Quản lý báo chí", False)


# --- rename, move, dissolve -------------------------------------------------------


def test_renaming_and_moving_leave_posts_alone(province, commune):
    a, so = commune("Xã A"), DepartmentFactory(name="Sở", parent=province)
    chair = member(a, is_head=True)
    acts = [Rename(a.pk, "Phường A", "P. A", "09"), Move(a.pk, so.pk)]

    made = decision(*acts)
    apply(decision=made, by=None)

    a.refresh_from_db()
    assert (a.name, a.short_name, a.code, a.parent) == ("Phường A", "P. A", "09", so)
    assert posts_of(chair) == [("Phường A", "Chuyên viên", True, True, LONG_AGO, None)]
    assert a.versions.get(valid_to=None).reorganisation == made
    assert organisation_on(EVE)[a.pk].name == "Xã A"


def test_dissolving_ends_posts_and_the_units_below(province):
    district = DepartmentFactory(name="Huyện", kind="district", parent=province)
    office = DepartmentFactory(name="Phòng", kind="division", parent=district)
    user = member(office)
    apply(decision=decision(Dissolve(district.pk)), by=None)

    office.refresh_from_db()
    assert (office.dissolved_on, office.heir) == (DAY, province)
    assert posts_of(user) == [("Phòng", "Chuyên viên", False, True, LONG_AGO, EVE)]


def test_whose_primary_post_ends_counts_in_another_post_of_theirs(province, commune):
    a, b = commune("Xã A"), commune("Xã B")
    user = member(a)
    MembershipFactory(user=user, department=b, post="Kiêm", is_primary=False)
    apply(decision=decision(Dissolve(a.pk)), by=None)

    assert posts_of(user)[-1] == ("Xã B", "Kiêm", False, True, DAY, None)
    assert posts_of(user)[-2] == ("Xã B", "Kiêm", False, False, LONG_AGO, EVE)


def test_nobody_is_given_a_post_in_a_unit_that_is_no_more(province, commune):
    a = commune("Xã A")
    apply(decision=decision(Dissolve(a.pk)), by=None)
    a.refresh_from_db()

    with pytest.raises(UnitIsDissolved):
        appoint(user=UserFactory(), department=a, on=DAY)


# --- several acts in one decision -------------------------------------------------


def test_units_founded_by_one_act_take_over_in_another(province):
    one = DepartmentFactory(name="Sở Một", parent=province)
    two = DepartmentFactory(name="Sở Hai", parent=province)
    office = DepartmentFactory(name="Phòng", kind="division", parent=two)
    third = DepartmentFactory(name="Sở Ba", parent=province)
    unit = DepartmentFactory(name="Ban", kind="division", parent=third)
    made = decision()
    merge = add_act(
        decision=made,
        act=Merge(
            (one.pk, two.pk),
            Target(name="Sở Chung", kind="department", parent=province.pk),
        ),
    )
    add_act(decision=made, act=Move(unit.pk, f"{merge.pk}/0"))

    apply(decision=made, by=None)

    chung = Department.objects.get(name="Sở Chung")
    assert set(chung.children.existing()) == {office, unit}


def test_two_units_can_change_places(province):
    upper = DepartmentFactory(name="Trên", parent=province)
    lower = DepartmentFactory(name="Dưới", parent=upper)
    acts = [Move(lower.pk, province.pk), Move(upper.pk, lower.pk)]

    apply(decision=decision(*acts), by=None)

    today = organisation_today()
    assert names(today, today.tops) == ["Tỉnh", "Dưới", "Trên"]


# --- once, and on its day ---------------------------------------------------------


def test_a_decision_is_applied_once(province, commune):
    made = decision(Rename(commune("Xã A").pk, "Xã B"))
    apply(decision=made, by=None)

    with pytest.raises(AlreadyApplied):
        apply(decision=made, by=None)
    with pytest.raises(NotADraft):
        add_act(decision=made, act=Rename(province.pk, "Tỉnh khác"))


def test_a_decision_about_the_future_waits_for_its_day(province, commune, time_machine):
    a = commune("Xã A")
    day = timezone.localdate() + timedelta(days=30)
    made = decision(Rename(a.pk, "Xã B"), on=day)
    apply(decision=made, by=None)

    assert made.state == Reorganisation.State.WAITING or (
        Reorganisation.objects.get().state == Reorganisation.State.WAITING
    )
    assert apply_due() == []
    assert Department.objects.get(pk=a.pk).name == "Xã A"
    time_machine.move_to(day + timedelta(days=1))
    assert apply_due() == []
    assert Department.objects.get(pk=a.pk).name == "Xã B"
    assert a.versions.get(valid_to=None).valid_from == day


def test_what_can_no_longer_be_applied_on_its_day_is_a_draft_again(
    province, commune, time_machine
):
    a = commune("Xã A")
    day = timezone.localdate() + timedelta(days=30)
    made = decision(Rename(a.pk, "Xã B"), on=day)
    apply(decision=made, by=None)
    apply(decision=decision(Dissolve(a.pk), on=day - timedelta(days=40)), by=None)
    time_machine.move_to(day)

    [(refused, problems)] = apply_due()

    assert (refused, problems[0].code) == (made, "missing")
    assert Reorganisation.objects.get(pk=made.pk).is_draft


def test_a_waiting_decision_can_be_taken_back(province, commune):
    made = decision(
        Rename(commune("Xã A").pk, "Xã B"), on=timezone.localdate() + timedelta(days=9)
    )
    apply(decision=made, by=None)
    postpone(decision=made)

    assert Reorganisation.objects.get().is_draft
