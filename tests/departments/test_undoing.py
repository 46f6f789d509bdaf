"""Taking a decision back, and what stands against it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from departments.models import Department, Membership, Succession
from departments.organisation import organisation_on, organisation_today
from departments.reorganising.acts import (
    Dissolve,
    Going,
    Merge,
    Move,
    Rename,
    Split,
    Target,
)
from departments.reorganising.applying import apply
from departments.reorganising.dependants import what_depends_on
from departments.reorganising.undoing import CannotUndo, NotApplied, undo
from departments.services import appoint, change_department, relieve
from tests.departments.conftest import DAY, decision, member, posts_of
from tests.factories import (
    CertificateFactory,
    DepartmentFactory,
    MembershipFactory,
    UserFactory,
)
from tests.reports.world import record

pytestmark = pytest.mark.django_db


def applied(*acts, **more):
    made = decision(*acts, **more)
    apply(decision=made, by=None)
    return made


@pytest.fixture
def merged(province, commune):
    """Xã A and Xã B became Xã C; one person each."""
    a, b = commune("Xã A"), commune("Xã B")
    DepartmentFactory(name="Văn phòng", kind="division", parent=a)
    people = [member(a), member(b)]
    target = Target(name="Xã C", kind="commune", parent=province.pk)
    before = record()
    made = applied(Merge((a.pk, b.pk), target))
    return {"made": made, "before": before, "people": people, "a": a}


def test_everything_is_as_it_was(merged):
    undo(decision=merged["made"])

    assert record() == merged["before"]
    assert merged["made"].is_draft
    apply(decision=merged["made"], by=None)
    assert Department.objects.existing().filter(name="Xã C").exists()


def test_all_acts_of_a_decision_are_taken_back(province, commune):
    a, b, c, d = (commune(f"Xã {name}") for name in "ABCD")
    office = DepartmentFactory(name="Văn phòng", kind="division", parent=d)
    one, two = MembershipFactory(department=c), MembershipFactory(department=c)
    member(d)
    before = record()
    made = applied(
        Rename(a.pk, "Phường A", code="07"),
        Move(b.pk, a.pk),
        Split(
            c.pk,
            (Target(unit=a.pk), Target(name="Xã E", kind="commune", parent=a.pk)),
            posts={one.pk: Going(0), two.pk: Going(1, "Trưởng ban", True)},
        ),
        Dissolve(d.pk),
    )
    assert Department.objects.get(pk=office.pk).dissolved_on == DAY

    undo(decision=made)

    assert record() == before
    assert {u.pk: u.parent_id for u in organisation_today()} == {
        u.pk: u.parent_id for u in organisation_on(DAY)
    }


def test_a_backdated_decision_puts_posts_begun_since_back(province, commune):
    a = commune("Xã A")
    user = member(a, on=date(2025, 9, 1))
    before = record()
    made = applied(
        Merge((a.pk,), Target(name="Xã C", kind="commune", parent=province.pk))
    )
    undo(decision=made)

    assert record() == before
    assert posts_of(user)[0][0] == "Xã A"


def test_twice_is_refused(merged):
    undo(decision=merged["made"])

    with pytest.raises(NotApplied):
        undo(decision=merged["made"])


def test_a_later_decision_on_its_units_has_to_be_undone_first(merged):
    new = Department.objects.existing().get(name="Xã C")
    later = applied(Rename(new.pk, "Xã D"), on=date(2025, 10, 1), number="99/QĐ")

    assert what_depends_on(merged["made"]) == [
        "Xã D đã thay đổi tiếp từ ngày 01/10/2025 (99/QĐ)."
    ]
    undo(decision=later)
    assert what_depends_on(merged["made"]) == []


def test_a_unit_dissolved_since_and_one_changed_by_hand(merged):
    new = Department.objects.existing().get(name="Xã C")
    change_department(unit=new, on=date(2025, 9, 1), name="Xã Đổi")
    applied(Dissolve(new.pk), on=date(2025, 10, 1))

    assert what_depends_on(merged["made"])[:2] == [
        "Xã Đổi đã thay đổi tiếp từ ngày 01/09/2025 (sửa trực tiếp).",
        "Xã Đổi đã kết thúc hoạt động ngày 01/10/2025 theo một quyết định sau.",
    ]


def test_posts_changed_or_given_since(merged):
    one, two = merged["people"]
    post = Membership.objects.current().get(user=one)
    relieve(membership=post, on=date(2025, 12, 31))
    appoint(user=one, department=DepartmentFactory(name="Sở"), on=date(2026, 1, 1))
    names = f": {one.full_name}."

    reasons = what_depends_on(merged["made"])

    assert reasons == [
        f"1 vị trí do quyết định tạo ra hoặc kết thúc đã được sửa sau đó{names}",
        f"1 người đã được giao vị trí khác sau đó{names}",
    ]
    with pytest.raises(CannotUndo):
        undo(decision=merged["made"])
    assert Succession.objects.count() == 2


def test_what_belongs_to_the_new_units(merged, course):
    new = Department.objects.existing().get(name="Xã C")
    DepartmentFactory(name="Trạm", kind="division", parent=new)
    newcomer = UserFactory()
    post = appoint(user=newcomer, department=new, on=DAY + timedelta(days=9))
    CertificateFactory(trainee=newcomer, course=course, post=post)

    assert set(what_depends_on(merged["made"])) == {
        "Đơn vị gắn với các đơn vị mới: 1.",
        "Vị trí công tác gắn với các đơn vị mới: 1.",
        "Giấy chứng nhận gắn với các đơn vị mới: 1.",
    }
