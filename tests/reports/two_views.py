"""The figures of a random world, as reports count them and as plain counting does."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from wagtail.models import Page

from accounts.models import StaffCategory, User
from courses.models import CoursePage
from departments.organisation import Organisation, organisation_on, organisation_today
from learning.models import Assignment, Enrolment, TrainingPlan
from reports.queries.courses import course_rows
from reports.queries.listing import lines
from reports.queries.people import count_people, list_people
from reports.queries.trend import trend
from reports.queries.units import unit_rows
from reports.scope import Scope, State, View
from tests.factories import (
    CourseIndexPageFactory,
    CoursePageFactory,
    TrainingPlanFactory,
)
from tests.reports.conftest import noon
from tests.reports.oracle import Oracle
from tests.reports.world import FIRST_DAY, Copy, Label, World
from vietnamese.dates import Period, training_year
from vietnamese.periods import codes_of_year, named_period


@dataclass(frozen=True)
class Rows:
    enrolments: list[Enrolment]
    duties: list[Assignment]
    categories: dict[int, str]
    plan: TrainingPlan


def random_world(seed: int, *, steps: int, below: Page) -> World:
    """A province of that many steps, on two courses; the same for the same seed."""
    index = CourseIndexPageFactory(parent=below)
    world = World(random.Random(seed))
    world.begin()
    study(world, [CoursePageFactory(parent=index) for _ in range(2)])
    for _ in range(steps):
        world.step()
    world.day += timedelta(days=1)
    return world


def study(world: World, courses: list[CoursePage]) -> None:
    """Everybody is on some courses, some of them done in the course of the story."""
    chance = world.chance
    for user in world.people:
        for course in courses:
            started = FIRST_DAY + timedelta(days=chance.randrange(60))
            done = started + timedelta(days=chance.randrange(80))
            Enrolment.objects.create(
                trainee=user,
                course=course,
                enrolled_at=noon(FIRST_DAY),
                due_on=FIRST_DAY + timedelta(days=chance.randrange(120)),
                started_at=noon(started),
                completed_at=noon(done) if chance.random() < 0.6 else None,
            )


PLAN_FROM = FIRST_DAY + timedelta(days=10)


def plan_for(world: World) -> TrainingPlan:
    """Some enrolments are asked for by a plan, from some day on; of some people it
    thinks better. Nearly everybody has a staff category."""
    chance = world.chance
    plan = TrainingPlanFactory()
    for one in list(Enrolment.objects.all()):
        if chance.random() < 0.6:
            assigned = PLAN_FROM + timedelta(days=chance.randrange(40))
            released = assigned + timedelta(days=chance.randrange(60))
            is_released = chance.random() < 0.3
            Assignment.objects.create(
                plan=plan,
                course_id=one.course_id,
                trainee_id=one.trainee_id,
                enrolment=one,
                due_on=assigned + timedelta(days=30),
                assigned_at=noon(assigned),
                state="released" if is_released else "open",
                ended_at=noon(released) if is_released else None,
            )
    for user in world.people:
        User.objects.filter(pk=user.pk).update(
            staff_category=chance.choice(["", *StaffCategory.values[:2]])
        )
    return plan


def _some_filters(
    chance: random.Random, day: date, plan: TrainingPlan
) -> dict[str, Any]:
    """A period the day is in, and perhaps more."""
    year = training_year(day)
    named = [named_period(code) for code in codes_of_year(year.end.year)]
    periods = [period for period in named if period.start <= day <= period.end]
    periods.append(Period(day - timedelta(days=chance.randrange(90)), day))
    periods.append(Period(day - timedelta(days=700), day + timedelta(days=20)))
    filters: dict[str, Any] = {"period": chance.choice(periods)}
    if chance.random() < 0.6:
        filters["plan"] = plan
    if chance.random() < 0.6:
        filters["category"] = chance.choice(StaffCategory.values[:2])
    if chance.random() < 0.3:
        filters["course"] = CoursePage.objects.order_by("pk").first()
    return filters


def check_world(world: World, *, days: int) -> int:
    """Compare every table on some days of the story, first and last days of an
    organisation among them, in both views; how many scopes."""
    plan = plan_for(world)
    rows = Rows(
        list(Enrolment.objects.all()),
        list(Assignment.objects.all()),
        dict(User.objects.values_list("pk", "staff_category")),
        plan,
    )
    firsts = [copy.day for copy in world.copies]
    eves = [day - timedelta(days=1) for day in firsts[1:]]
    chosen = world.chance.sample(firsts + eves, min(days, len(firsts)))
    checked = 0
    for day in [*chosen, world.day]:
        copy = [copy for copy in world.copies if copy.day <= day][-1]
        _check_tree(world, copy, organisation_on(day))
        for view in View:
            checked += _check_view(world, copy, day, view, rows)
    return checked


def _check_tree(world: World, copy: Copy, organisation: Organisation) -> None:
    assert {unit.pk: (unit.name, unit.parent_id) for unit in organisation} == {
        world.pks[label]: (name, world.pks[parent] if parent else None)
        for label, (name, parent) in copy.units.items()
    }


def _check_view(world: World, copy: Copy, day: date, view: View, rows: Rows) -> int:
    is_then = view is View.THEN and day < world.day
    organisation = organisation_on(day) if is_then else organisation_today()
    units = copy.units if is_then else world.units
    places = copy.places
    if not is_then:
        places = {user: record.unit for user, record in copy.records.items()}
    asked: list[Label] = ["Tỉnh", world.chance.choice(list(units))]
    for label in asked:
        tops = (organisation[world.pks[label]],)
        scope = Scope(
            tops,
            tops,
            training_year(day),
            world.day,
            whole=label == "Tỉnh",
            organisation=organisation,
            on=day,
            view=view,
        )
        filters = _some_filters(world.chance, day, rows.plan)
        for each in (scope, replace(scope, **filters)):
            _check_scope(each, _oracle(world, each, units, places, rows))
    return 2 * len(asked)


def _oracle(
    world: World,
    scope: Scope,
    units: dict[Label, tuple[str, Label | None]],
    places: dict[int, Label],
    rows: Rows,
) -> Oracle:
    """Paths are made of the labels here, not taken from what is tested."""
    top = scope.units[0].pk
    posts: list[Any] = []
    for user, label in places.items():
        line = _line(units, label)
        pks = [world.pks[one] for one in line]
        if top not in pks or (
            scope.category and rows.categories[user] != scope.category
        ):
            continue
        row = pks[pks.index(top) :][:2][-1]
        unit = SimpleNamespace(path=scope.organisation[row].path)
        posts.append(SimpleNamespace(user_id=user, department=unit))
    oracle = Oracle(scope, [], rows.enrolments, rows.duties)
    oracle.posts = posts
    return oracle


def _line(units: dict[Label, tuple[str, Label | None]], label: Label) -> list[Label]:
    """From the top down to a unit."""
    parent = units[label][1]
    return [*_line(units, parent), label] if parent else [label]


def _check_scope(scope: Scope, oracle: Oracle) -> None:
    expected = oracle.by_unit()
    rows = unit_rows(scope)
    assert {
        row.unit.path: Counter(
            {
                **{state: getattr(row.counts, state) for state in State.values},
                "enrolments": row.counts.enrolments,
            }
        )
        for row in rows
        if row.counts.people or row.counts.none
    } == expected
    people = {post.user_id for post in oracle.posts}
    assert {row["user_id"] for row in list_people(scope)} == people
    assert count_people(scope) == len(people)
    by_user = {post.user_id: post.department.path for post in oracle.posts}
    written = list(lines(scope))
    work = [one.trainee_id for one in oracle.all_work()]
    assert sorted(line.person for line in written) == sorted(work)
    assert all(line.row == by_user[line.person] for line in written)
    assert [line.row for line in written] == sorted(line.row for line in written)
    assert {row.pk: row.enrolled for row in course_rows(scope)} == {
        pk: counts.total() for pk, counts in oracle.by_course().items()
    }
    figures = trend(scope)
    assert (figures.total, figures.done) == (len(work), oracle.done_by(scope.as_of))
