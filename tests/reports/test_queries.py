"""Every figure equals the one counted row by row, over random provinces."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from accounts.models import StaffCategory, User
from departments.models import Membership
from departments.organisation import organisation_today
from departments.services import relieve
from learning.models import Assignment, Enrolment
from reports.queries.courses import course_rows
from reports.queries.listing import lines
from reports.queries.people import count_people, list_people
from reports.queries.trend import trend
from reports.queries.units import percent, unit_rows
from reports.scope import Scope, State
from tests.factories import (
    CourseIndexPageFactory,
    CoursePageFactory,
    DepartmentFactory,
    MembershipFactory,
    TrainingPlanFactory,
    UserFactory,
)
from tests.reports.conftest import noon
from tests.reports.oracle import Oracle, row_path
from vietnamese.dates import Period, training_year
from vietnamese.periods import named_period

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
ON = date(2026, 4, 2)
PERIODS = [
    *(named_period(code) for code in ["2026-Q4", "2026-Q2", "2026-M11", "2026-9M"]),
    Period(date(2026, 3, 1), date(2026, 4, 15)),
    Period(date(2024, 1, 1), date(2027, 1, 1)),
]
ODD_DAYS = [date(2025, 12, 14), date(2025, 12, 15), TODAY, TODAY - timedelta(days=1)]


@pytest.fixture(params=range(3))
def courses(request, root):
    """Two courses and a random province of people on them; the same for each seed."""
    chance = random.Random(request.param)
    index = CourseIndexPageFactory(parent=root)
    courses = [CoursePageFactory(parent=index) for _ in range(2)]
    for person in _people(chance, _units(chance)):
        for course in courses:
            if chance.random() < 0.8:
                _enrol(chance, person, course)
    return courses


def _units(chance):
    units = [DepartmentFactory(kind="province")]
    for _ in range(7):
        units.append(DepartmentFactory(parent=chance.choice(units)))
    return units


def _people(chance, units):
    people = [UserFactory() for _ in range(30)]
    for person in people[:27]:  # three hold no post
        MembershipFactory(user=person, department=chance.choice(units))
        if chance.random() < 0.3:
            # The post before becomes a secondary one, or ends.
            first = person.memberships.get()
            others = [unit for unit in units if unit != first.department]
            MembershipFactory(user=person, department=chance.choice(others))
            if chance.random() < 0.5:
                first.refresh_from_db()
                relieve(membership=first, on=TODAY)
    return people


def _enrol(chance, person, course):
    enrolled = _day(chance, date(2024, 12, 1), TODAY)
    started = _day(chance, enrolled, TODAY) if chance.random() < 0.7 else None
    completed = None
    if started and chance.random() < 0.7:
        completed = _day(chance, started, TODAY)
    Enrolment.objects.create(
        trainee=person,
        course=course,
        enrolled_at=noon(enrolled),
        due_on=_day(chance, enrolled, date(2027, 1, 10))
        if chance.random() < 0.8
        else None,
        started_at=noon(started) if started else None,
        completed_at=noon(completed) if completed else None,
    )


def _day(chance, first, last):
    odd = [day for day in ODD_DAYS if first <= day <= last]
    if odd and chance.random() < 0.3:
        return chance.choice(odd)
    return first + timedelta(days=chance.randrange((last - first).days + 1))


@pytest.fixture
def scopes(courses):
    """The province, every unit, two units side by side; both years; each course;
    and what plain counting makes of each."""
    units = list(organisation_today())
    apart = next(
        (
            (one, other)
            for one in units
            for other in units
            if not one.path.startswith(other.path)
            and not other.path.startswith(one.path)
        ),
        (units[0],),
    )
    groups = [*[(unit,) for unit in units], apart]
    years = [training_year(TODAY), training_year(date(2025, 6, 1))]
    tops = (units[0],)
    plan = _plan()
    cadre = StaffCategory.CADRE
    scopes = [
        Scope(tops, tops, years[0], TODAY, whole=True),
        Scope(tops, tops, years[1], TODAY, course=courses[1], whole=True),
        *(Scope(group, group, year, TODAY) for group in groups for year in years),
        *(Scope(group, group, years[0], TODAY, courses[0]) for group in groups),
        *(Scope(tops, tops, period, TODAY, whole=True) for period in PERIODS),
        *(Scope(apart, tops, period, TODAY, plan=plan) for period in PERIODS),
        Scope(tops, tops, years[0], TODAY, whole=True, plan=plan),
        Scope(tops, tops, years[0], TODAY, whole=True, category=cadre),
        Scope(apart, tops, PERIODS[0], TODAY, courses[0], plan=plan, category=cadre),
        Scope(tops, tops, PERIODS[-1], TODAY, courses[1], category=cadre, on=ON),
    ]
    duties = list(Assignment.objects.all())
    categories = dict(User.objects.values_list("pk", "staff_category"))
    posts = list(Membership.objects.select_related("user", "department"))
    enrolments = list(Enrolment.objects.all())
    return [
        (scope, Oracle(scope, posts, enrolments, duties, categories))
        for scope in scopes
    ]


def _plan():
    """A plan that asked for every other enrolment, and released every sixth again."""
    plan = TrainingPlanFactory()
    for number, one in enumerate(Enrolment.objects.order_by("pk")):
        User.objects.filter(pk=one.trainee_id).update(
            staff_category=StaffCategory.values[number % 3]
        )
        is_released = number % 6 == 0
        if number % 2 == 0:
            Assignment.objects.create(
                plan=plan,
                course_id=one.course_id,
                trainee_id=one.trainee_id,
                enrolment=one,
                due_on=TODAY,
                assigned_at=one.enrolled_at + timedelta(days=number % 50),
                state="released" if is_released else "open",
                ended_at=one.enrolled_at + timedelta(200) if is_released else None,
            )
    return plan


def test_people_by_unit(scopes):
    for scope, oracle in scopes:
        counted = {
            row.unit.path: {
                **{state: getattr(row.counts, state) for state in State.values},
                "enrolments": row.counts.enrolments,
            }
            for row in unit_rows(scope)
        }
        expected = oracle.by_unit()

        assert set(expected) <= set(counted)
        for path, row in counted.items():
            assert row == {name: expected.get(path, {}).get(name, 0) for name in row}


def test_enrolments_by_course(scopes):
    for scope, oracle in scopes:
        counted = {
            row.pk: (row.done, row.late, row.begun, row.todo)
            for row in course_rows(scope)
        }

        assert counted == {
            pk: (row["done"], row["late"], row["doing"], row["todo"])
            for pk, row in oracle.by_course().items()
        }


def test_people_of_each_state_are_those_the_figures_count(scopes):
    for scope, oracle in scopes:
        for state in State.values:
            listed = [row["user_id"] for row in list_people(scope, state=state)]

            assert len(listed) == len(set(listed))
            assert set(listed) == oracle.people_in(state)
            assert count_people(scope, state=state) == len(listed)
        everybody = len(oracle.posts)
        assert count_people(scope) == len(list_people(scope)) == everybody


def test_a_page_walked_to_from_the_end_is_the_same_page(scopes):
    for scope, _oracle in scopes:
        everybody = [row["user_id"] for row in list_people(scope)]
        last, middle = len(everybody), len(everybody) // 2
        for start in {0, middle, middle + 1, max(last - 2, 0), last}:
            for stop in (start + 2, last + 5):
                rows = list_people(scope)[start:stop]

                assert [row["user_id"] for row in rows] == everybody[start:stop]


def test_the_trend(scopes):
    for scope, oracle in scopes:
        figures = trend(scope)

        assert figures.done == oracle.done_by(scope.as_of)
        assert figures.due == oracle.due_by(scope.as_of - timedelta(days=1))
        assert figures.weeks[-1].ends_on == scope.period.end
        assert figures.points[-1] == figures.weeks[-1]
        assert len(figures.points) <= 53
        for week in figures.weeks:
            assert week.due == oracle.due_by(week.ends_on)
            if week.done is not None:
                assert week.done == oracle.done_by(week.ends_on)


def test_the_list_has_one_line_per_enrolment_in_the_order_of_units_and_names(scopes):
    for scope, oracle in scopes:
        written = list(lines(scope))

        people = {post.user_id: post for post in oracle.posts}
        expected = [
            (people[enrolment.trainee_id], oracle.state(enrolment))
            for user in people
            for enrolment in oracle.work(user)
        ]
        assert sorted((line.person, line.state) for line in written) == sorted(
            (post.user_id, state) for post, state in expected
        )
        keys = [_order(people[line.person]) for line in written]
        assert keys == sorted(keys)
        assert [line.row for line in written] == [
            row_path(scope, people[line.person].department.path) for line in written
        ]


def _order(post: Membership):
    return post.department.path, post.user.sort_key, post.user_id


@pytest.mark.parametrize("people", [1, 3])
def test_each_table_takes_one_query_whatever_its_size(
    people, course, django_assert_num_queries
):
    unit = DepartmentFactory()
    for _ in range(people):
        child = DepartmentFactory(parent=unit)
        member = MembershipFactory(department=child).user
        Enrolment.objects.create(trainee=member, course=course)
    tops = (organisation_today()[unit.pk],)
    scope = Scope(tops, tops, training_year(TODAY), date(2027, 1, 1))

    with django_assert_num_queries(1):
        assert len(unit_rows(scope)) == people
    with django_assert_num_queries(2):  # figures, and the titles of courses
        assert len(course_rows(scope)) == 1
    with django_assert_num_queries(1):
        assert trend(scope).total == people
    with django_assert_num_queries(2):  # who is on the page, and their work
        assert len(list_people(scope)[:50]) == people
    with django_assert_num_queries(2):  # lines, and the lessons of courses
        assert len(list(lines(scope))) == people


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, 0),
        (0, 7, 0),
        (7, 7, 100),
        (1, 1000, 1),
        (999, 1000, 99),
        (5, 8, 63),
        (102, 142, 72),
    ],
)
def test_none_and_all_are_never_rounded_to(part, whole, expected):
    assert percent(part, whole) == expected
