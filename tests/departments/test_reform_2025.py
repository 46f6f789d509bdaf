"""161 communes in 10 districts become 56: both views, against the table they come from."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Site

from departments.models import Department, Kind, Membership, Reorganisation
from departments.organisation import organisation_on, organisation_today
from departments.reorganising.applying import apply
from departments.reorganising.dependants import what_depends_on
from departments.reorganising.planning import plan_of
from departments.reorganising.preview import Preview
from departments.reorganising.undoing import undo
from lms.demo.reform import DAY, committee, communes, draft, found_old_units
from reports.queries.units import UnitRow, unit_rows
from reports.scope import Scope, View
from tests.conftest import course_of_two_lessons
from tests.factories import DepartmentFactory, EnrolmentFactory, MembershipFactory
from tests.reports.conftest import noon
from vietnamese.dates import training_year

pytestmark = pytest.mark.django_db
SINCE = date(2025, 3, 1)
EVE = DAY - timedelta(days=1)
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def _old_province(django_db_setup, django_db_blocker):
    """Founded once; the transaction of each test lies inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        site = Site.objects.get(is_default_site=True)
        course = course_of_two_lessons(site.root_page)
        top = DepartmentFactory(name="Tỉnh Cao Bằng", kind="province", on=SINCE)
        before = found_old_units(top, since=SINCE)
        yield top, before, people_of(before, course)
        transaction.set_rollback(True)


@pytest.fixture
def province(_old_province):
    return Department.objects.get(pk=_old_province[0].pk)


@pytest.fixture
def before(_old_province):
    """Old communes by name and district; one to three people in each."""
    fresh = Department.objects.in_bulk()
    return {part: fresh[unit.pk] for part, unit in _old_province[1].items()}


@pytest.fixture
def studied(_old_province):
    return _old_province[2]


def people_of(before, course) -> Counter[tuple[str, str]]:
    """Of each old commune: the first of them finished the course in June."""
    sizes: Counter[tuple[str, str]] = Counter()
    for number, (part, unit) in enumerate(before.items()):
        if not part[1]:
            continue
        for place in range(1 + number % 3):
            user = MembershipFactory(department=unit, on=SINCE).user
            EnrolmentFactory(
                trainee=user,
                course=course,
                enrolled_at=noon(SINCE),
                started_at=noon(SINCE),
                completed_at=noon(date(2025, 6, 10)) if not place else None,
                department=unit if not place else None,
            )
            sizes[part] += 1
    return sizes


def rows(view: View, unit: Department | None = None) -> dict[str, tuple[int, int]]:
    """People and how many are done, by the unit's name, as reports count them."""
    organisation = organisation_on(EVE) if view is View.THEN else organisation_today()
    tops = (organisation[unit.pk],) if unit else organisation.tops
    scope = Scope(
        tops,
        tops,
        training_year(EVE),
        TODAY,
        whole=unit is None,
        organisation=organisation,
        on=EVE,
        view=view,
    )
    found: list[UnitRow] = unit_rows(scope)
    return {row.unit.name: (row.counts.people, row.counts.done) for row in found}


def test_the_table_holds_161_communes_in_10_districts_and_makes_56():
    parts = [part for commune in communes() for part in commune.parts]

    assert (len(communes()), len(set(parts))) == (56, 161)
    assert len({district for _name, district in parts}) == 10


def test_the_preview_tells_of_every_unit_and_person(province, before, studied):
    plan = plan_of(draft(province, before))
    preview = Preview(plan)

    assert plan.faults == []
    assert len(plan.founded) == 56
    assert len(preview.units) == 161 + 10
    assert len(preview.people) == preview.people_moved == studied.total()
    assert [notice.code for notice in plan.notices] == ["without_head"]
    top = preview.reach.reports[0]
    assert (top.unit, top.before, top.after) == (
        "Tỉnh Cao Bằng",
        studied.total(),
        studied.total(),
    )


def test_both_views_of_the_day_before(province, before, studied):
    apply(decision=draft(province, before), by=None)

    then, now = rows(View.THEN), rows(View.NOW)
    by_district: Counter[str] = Counter()
    done_by_district: Counter[str] = Counter()
    for (_name, district), size in studied.items():
        by_district[committee(district)] += size
        done_by_district[committee(district)] += 1
    expected_now = {
        committee(commune.name): (
            sum(studied[part] for part in commune.parts),
            len(commune.parts),
        )
        for commune in communes()
    }
    assert then == {
        name: (size, done_by_district[name]) for name, size in by_district.items()
    }
    assert now == expected_now
    for column in [0, 1]:
        total_then = sum(row[column] for row in then.values())
        assert total_then == sum(row[column] for row in now.values())


def test_a_district_of_then_is_told_by_its_communes(province, before, studied):
    apply(decision=draft(province, before), by=None)
    district = before["Huyện Hòa An", ""]

    assert rows(View.THEN, district) == {
        committee(name): (size, 1)
        for (name, above), size in studied.items()
        if above == "Huyện Hòa An"
    }


def test_names_used_again_name_other_units(province, before, studied):
    """Of three communes called Hưng Đạo one gave its name on; it is another unit."""
    apply(decision=draft(province, before), by=None)

    old = [unit for (name, _district), unit in before.items() if name == "Xã Hưng Đạo"]
    new = Department.objects.existing().get(short_name="Xã Hưng Đạo")
    heirs = {unit.pk: Department.objects.get(pk=unit.pk).heir for unit in old}
    assert len(old) == 3
    assert new.pk not in heirs
    assert {heir.short_name for heir in heirs.values()} == {
        "Phường Thục Phán",
        "Xã Hưng Đạo",
        "Xã Tam Kim",
    }


def test_today_everybody_is_in_the_new_unit_and_completions_stay_in_the_old(
    province, before, studied
):
    apply(decision=draft(province, before), by=None)

    posts = Membership.objects.current().select_related("department")
    assert {post.department.kind for post in posts} == {Kind.COMMUNE}
    assert {post.department.dissolved_on for post in posts} == {None}
    assert posts.count() == studied.total()
    kept = Department.objects.exclude(completions=None)
    assert {unit.dissolved_on for unit in kept} == {DAY}
    assert kept.count() == 161


def test_it_can_be_taken_back_until_something_is_built_on_it(province, before, studied):
    decision = draft(province, before)
    apply(decision=decision, by=None)
    new = Department.objects.existing().get(short_name="Xã Bảo Lâm")
    DepartmentFactory(name="Văn phòng", kind="division", parent=new, on=DAY)

    assert what_depends_on(decision) == ["Đơn vị gắn với các đơn vị mới: 1."]
    new.children.all().delete()
    undo(decision=decision)

    assert Department.objects.existing().count() == 1 + 10 + 161
    assert Membership.objects.count() == studied.total()
    assert Reorganisation.objects.get().is_draft


def test_both_views_are_printed(province, before, studied, capsys):
    apply(decision=draft(province, before), by=None)

    call_command("print_views", on=EVE.isoformat())

    printed = capsys.readouterr().out
    assert "Theo tổ chức tại thời điểm 30/06/2025" in printed
    assert "UBND huyện Trùng Khánh" in printed
    assert "UBND xã Trùng Khánh" in printed
    assert printed.count(str(studied.total())) == 2
