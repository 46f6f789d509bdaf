"""The training office over the whole province."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import StaffCategory
from learning.models import Assignment, HoursEntry, HoursTarget
from reports.permissions import scope_or_404
from reports.province.gaps import Gap, gap_counts, gap_rows
from reports.province.heat import heat_map
from reports.province.hours import HoursList, hours_list, hours_rows
from reports.province.plans import PlanList, plan_list, plan_rows
from tests.factories import (
    CoursePageFactory,
    DepartmentFactory,
    EnrolmentFactory,
    TrainingPlanFactory,
    UserFactory,
)
from tests.reports.conftest import doing, done, late, person
from vietnamese.dates import training_year

pytestmark = pytest.mark.django_db
STATE = Assignment.State
QUERIES = 19


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def year(today) -> int:
    return training_year(today).end.year


@pytest.fixture
def scope(province):
    return scope_or_404(province.office, {})


def duty(plan, course, trainee, state=STATE.OPEN, *, due_in: int = 10) -> Assignment:
    return Assignment.objects.create(
        plan=plan,
        course=course,
        trainee=trainee,
        state=state,
        due_on=timezone.localdate() + timedelta(days=due_in),
    )


def earn(trainee, hours: int, key: str = "class:1", **more) -> HoursEntry:
    more.setdefault("earned_on", timezone.localdate())
    return HoursEntry.objects.create(
        trainee=trainee, key=key, source="class", title="Lớp", hours=hours, **more
    )


def staff(name, unit, category: str):
    user = person(name, unit)
    user.staff_category = category
    user.save()
    return user


# --- plans ----------------------------------------------------------------------------


def test_a_plan_is_told_against_what_came_of_it(province, course, year, today):
    plan = TrainingPlanFactory(title="Kế hoạch người phát ngôn", year=year)
    people = [person(f"Người {n}", province.museum) for n in range(5)]
    duty(plan, course, people[0], STATE.DONE)
    duty(plan, course, people[1], STATE.EXEMPT)
    duty(plan, course, people[2], STATE.RELEASED)  # has no duty
    duty(plan, course, people[3], due_in=-1)
    duty(plan, course, people[4], due_in=0)  # the day itself is in time

    (row,) = plan_rows(year, today)

    assert (row.people, row.assigned, row.done, row.late) == (4, 4, 2, 1)
    assert row.percent == 50
    assert [each.trainee for each in plan_list(plan.pk, PlanList.LATE, today)] == [
        people[3]
    ]


def test_drafts_and_plans_of_other_years_are_left_out(year, today):
    TrainingPlanFactory(year=year, state="draft")
    TrainingPlanFactory(year=year - 1)

    assert plan_rows(year, today) == []


# --- heat map -------------------------------------------------------------------------


def test_each_cell_tells_the_share_of_a_course_in_a_unit(province, course, scope):
    other = CoursePageFactory(parent=course.get_parent(), title="An toàn")
    done(person("Một", province.museum), course)
    doing(person("Hai", province.tourism), course)
    late(person("Ba", province.health), other)

    heat = heat_map(scope)

    assert [title for _slug, title in heat.courses] == ["An toàn", course.title]
    cells = {
        row.unit.name: [(cell.done, cell.enrolled) for cell in row.cells]
        for row in heat.rows
    }
    assert cells == {
        province.culture.name: [(0, 0), (1, 2)],
        province.health.name: [(0, 1), (0, 0)],
    }
    assert [cell.shade for row in heat.rows for cell in row.cells] == [0, 2, 0, 0]


def test_a_cell_leads_to_its_people(province, course, signed_in_as):
    done(person("Một", province.museum), course)
    client = signed_in_as(province.office)

    page = client.get(reverse("reports:province")).content.decode()

    enrolments = reverse("reports:enrolments")
    links = re.findall(rf'href="({enrolments}[^"]*course=[^"]*)"', page)
    assert len(links) == 2  # done, and all
    for link in links:
        assert "Một" in client.get(link.replace("&amp;", "&")).content.decode()


# --- hours ----------------------------------------------------------------------------


def test_hours_are_told_by_category_in_people_and_in_times(province, scope, year):
    HoursTarget.objects.create(year=year, category="civil_servant", hours=40)
    servants = [
        staff(f"Công chức {n}", province.museum, "civil_servant") for n in range(3)
    ]
    employee = staff("Viên chức", province.health, "public_employee")
    earn(servants[0], 24)
    earn(servants[0], 16, "class:2")
    earn(servants[1], 8)
    earn(employee, 8)
    earn(employee, 8, "class:3", earned_on=timezone.localdate() - timedelta(days=800))

    rows = {row.category: row for row in hours_rows(scope)}

    row = rows["civil_servant"]
    assert (row.people, row.learners, row.times) == (3, 2, 3)
    assert (row.hours, row.average) == (Decimal(48), Decimal(16))
    assert (row.reached, row.missing, row.percent) == (1, 2, 33)
    assert list(hours_list(scope, "civil_servant", HoursList.MISSING)) == servants[1:]
    row = rows["public_employee"]
    assert (row.target, row.hours, row.missing) == (None, Decimal(8), 0)
    assert not hours_list(scope, "public_employee", HoursList.MISSING)


def test_who_has_no_target_of_their_own_has_that_of_everybody(province, scope, year):
    HoursTarget.objects.create(year=year, category="", hours=16)
    someone = staff("Viên chức", province.health, "public_employee")
    earn(someone, 16)

    rows = {row.category: row for row in hours_rows(scope)}

    assert rows["public_employee"].reached == 1
    assert rows[""].missing == 1  # the head of culture


# --- what is missing ------------------------------------------------------------------


def test_what_is_missing_is_counted_and_listed(province, course):
    homeless = UserFactory(full_name="Chưa Có Đơn Vị")
    placed = staff("Có Đủ", province.museum, StaffCategory.CADRE)
    EnrolmentFactory(trainee=placed, course=course, due_on=None)
    done(person("Xong Rồi", province.museum), course)
    UserFactory(full_name="Đã Nghỉ", is_active=False)
    twins = [UserFactory(full_name="Nông Văn Đôi", birth="1985") for _ in range(2)]
    UserFactory(full_name="Nông Văn Đôi", birth="1986")

    counts = dict(gap_counts())

    assert homeless in gap_rows(Gap.NO_UNIT)
    assert placed not in gap_rows(Gap.NO_UNIT)
    assert {user.full_name for user in gap_rows(Gap.NO_CATEGORY)} == {
        "Lương Quốc Khải",
        "Xong Rồi",
    }
    units = list(gap_rows(Gap.NO_HEAD))
    assert province.culture not in units
    assert province.health in units
    assert province.top not in units
    assert [row.trainee for row in gap_rows(Gap.NO_DUE_DAY)] == [placed]
    assert set(gap_rows(Gap.TWICE)) == set(twins)
    assert counts == {gap: gap_rows(gap).count() for gap in Gap}


@pytest.mark.parametrize("gap", list(Gap))
def test_every_figure_leads_to_its_rows(gap, province, course, signed_in_as):
    UserFactory(full_name="Không Đơn Vị")
    for _ in range(2):
        UserFactory(full_name="Nông Văn Đôi", birth="1985")
    EnrolmentFactory(trainee=person("A", province.museum), course=course)
    client = signed_in_as(province.office)

    page = client.get(reverse("reports:province")).content.decode()
    address = reverse("reports:gap", args=[gap.value])
    rows = client.get(address)

    assert f'href="{address}"' in page
    number = gap_rows(gap).count()
    assert f"{number} dòng" in rows.content.decode()
    assert rows.content.decode().count("<tr><td") == number


# --- the page -------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_one_as_for_three(
    number, province, course, year, signed_in_as, django_assert_num_queries
):
    for n in range(number):
        plan = TrainingPlanFactory(year=year)
        unit = DepartmentFactory(name=f"Sở thứ {n}", parent=province.top)
        someone = staff(f"Người {n}", unit, StaffCategory.values[n])
        duty(plan, course, someone, due_in=-1)
        late(someone, course)
        earn(someone, 8)
        UserFactory()
    client = signed_in_as(province.office)
    client.get(reverse("reports:province"))

    with django_assert_num_queries(QUERIES):
        client.get(reverse("reports:province"))


def test_heads_have_no_such_page(province, signed_in_as):
    client = signed_in_as(province.head)

    assert client.get(reverse("reports:province")).status_code == 404
    assert "/tinh/" not in client.get(reverse("reports:overview")).content.decode()


def test_late_duties_and_missing_hours_are_listed(province, course, year, signed_in_as):
    HoursTarget.objects.create(year=year, category="", hours=16)
    plan = TrainingPlanFactory(year=year)
    someone = person("Hà Văn Trễ", province.museum)
    duty(plan, course, someone, due_in=-2)
    client = signed_in_as(province.office)
    page = client.get(reverse("reports:province")).content.decode()

    for name, arguments in [
        ("of_plan", [plan.pk, "qua-han"]),
        ("of_category", ["none", "chua-dat"]),
    ]:
        address = reverse(f"reports:{name}", args=arguments)
        assert address in page
        assert "Hà Văn Trễ" in client.get(address).content.decode()
