"""The figures of some units, or of all, counted anew by the database alone.

What is work, done or late is said by `Scope`, here as on every page; only the outer
sums are written in SQL, since Django cannot group what is grouped already.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When

from departments.organisation import Organisation
from learning.models import Enrolment
from reports.models import UnitLate
from reports.queries.weeks import done_week, due_week
from reports.scope import Scope, State
from vietnamese.dates import training_year

Sql = tuple[str, tuple[Any, ...]]
STATES = (State.DONE, State.DOING, State.TODO, State.LATE)
COLUMNS = ", ".join(
    f"{what}_{state.value}" for what in ("people", "work") for state in STATES
)
PEOPLE = """
    SUM(CASE WHEN late = 0 AND done = n THEN 1 ELSE 0 END),
    SUM(CASE WHEN late = 0 AND done < n AND done + doing > 0 THEN 1 ELSE 0 END),
    SUM(CASE WHEN late = 0 AND done + doing = 0 THEN 1 ELSE 0 END),
    SUM(CASE WHEN late > 0 THEN 1 ELSE 0 END),
    COALESCE(SUM(done), 0), COALESCE(SUM(doing), 0),
    COALESCE(SUM(todo), 0), COALESCE(SUM(late), 0)"""
COUNTED = ", ".join(
    f"SUM(CASE WHEN state = '{state.value}' THEN 1 ELSE 0 END) AS {state.value}"
    for state in STATES
)


def count_units(today: date, units: Collection[int] | None) -> None:
    """Add the rows of these units, or of all; theirs must be gone."""
    scope = _everywhere(today)
    posts, work = _posts(scope, units), _work(scope, units)
    for sql, parameters in (
        _by_course(work),
        _together(posts, work),
        _weeks(work),
        _longest_late(work),
    ):
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)


def _everywhere(today: date) -> Scope:
    nothing = Organisation([])
    year = training_year(today)
    return Scope((), (), year, today, whole=True, organisation=nothing)


def _posts(scope: Scope, units: Collection[int] | None) -> QuerySet[Any, Any]:
    posts = scope.posts()
    return posts if units is None else posts.filter(department__in=units)


def _work(scope: Scope, units: Collection[int] | None) -> Sql:
    """One row per enrolment, with the unit its trainee counts in."""
    posts = _posts(scope, units).values("pk")
    # Left as it stands, a foreign key that is asked for comes with its own name.
    rows = (
        Enrolment.objects.filter(scope.work(), trainee__memberships__in=posts)
        .annotate(
            home=F("trainee__memberships__department_id"),
            state=Case(
                When(scope.done(), then=Value(State.DONE)),
                When(scope.late(), then=Value(State.LATE)),
                When(scope.begun(), then=Value(State.DOING)),
                default=Value(State.TODO),
                output_field=CharField(),
            ),
            is_due=_flag(scope.due()),
            done_week=done_week(scope),
            due_week=due_week(scope),
            is_due_in_time=_flag(Q(due_on__lte=scope.period.end)),
        )
        .order_by()
        .values(
            "home",
            "trainee_id",
            "course_id",
            "due_on",
            "state",
            "is_due",
            "done_week",
            "due_week",
            "is_due_in_time",
        )
    )
    return rows.query.sql_with_params()


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _by_course(work: Sql) -> Sql:
    sql, parameters = work
    return (
        f"""
        INSERT INTO reports_unitfigures
            (department_id, course_id, {COLUMNS}, work_due, people_none)
        SELECT home, course_id, {PEOPLE}, SUM(due), 0 FROM (
            SELECT home, trainee_id, course_id, COUNT(*) AS n, {COUNTED},
                SUM(is_due) AS due
            FROM ({sql}) AS work GROUP BY home, trainee_id, course_id
        ) AS person GROUP BY home, course_id""",  # noqa: S608
        parameters,
    )


def _together(posts: QuerySet[Any, Any], work: Sql) -> Sql:
    sql, parameters = work
    post_sql, post_parameters = posts.values(
        "user_id", "department_id"
    ).query.sql_with_params()
    return (
        f"""
        INSERT INTO reports_unitfigures
            (department_id, course_id, {COLUMNS}, work_due, people_none)
        SELECT department_id, NULL, {PEOPLE}, COALESCE(SUM(due), 0),
            SUM(CASE WHEN n IS NULL THEN 1 ELSE 0 END)
        FROM ({post_sql}) AS post LEFT JOIN (
            SELECT trainee_id, COUNT(*) AS n, {COUNTED}, SUM(is_due) AS due
            FROM ({sql}) AS work GROUP BY trainee_id
        ) AS person ON trainee_id = user_id GROUP BY department_id""",  # noqa: S608
        (*post_parameters, *parameters),
    )


def _weeks(work: Sql) -> Sql:
    sql, parameters = work
    return (
        f"""
        INSERT INTO reports_unitweek (department_id, week, completed, fell_due)
        WITH weeks AS (
            SELECT home, done_week, due_week, COUNT(*) AS n,
                SUM(CASE WHEN state = '{State.DONE.value}' THEN 1 ELSE 0 END) AS done,
                SUM(is_due_in_time) AS due
            FROM ({sql}) AS work GROUP BY home, done_week, due_week
        )
        SELECT home, week, SUM(done), SUM(due) FROM (
            SELECT home, done_week AS week, done, 0 AS due FROM weeks WHERE done > 0
            UNION ALL
            SELECT home, CASE WHEN due_week < -1 THEN -1 ELSE due_week END, 0, due
            FROM weeks WHERE due > 0
        ) AS week GROUP BY home, week""",  # noqa: S608
        parameters,
    )


def _longest_late(work: Sql) -> Sql:
    sql, parameters = work
    return (
        f"""
        INSERT INTO reports_unitlate (department_id, person_id, since)
        SELECT home, trainee_id, since FROM (
            SELECT home, trainee_id, MIN(due_on) AS since, ROW_NUMBER() OVER (
                PARTITION BY home ORDER BY MIN(due_on), trainee_id
            ) AS place
            FROM ({sql}) AS work WHERE state = '{State.LATE.value}'
            GROUP BY home, trainee_id
        ) AS late WHERE place <= {UnitLate.KEPT}""",  # noqa: S608
        parameters,
    )
