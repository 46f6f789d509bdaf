"""What marks a unit stale: triggers on enrolments and posts, on both databases.

They are taken away before migrations run and made again after: SQLite alters a table
by making it anew, which loses its triggers, and refuses while a trigger names it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connections, transaction

from reports.models import FiguresDay, StaleUnit

STALE = StaleUnit._meta.db_table
FIGURES_DAY = FiguresDay._meta.db_table
FORGET_DAY = f"DELETE FROM {FIGURES_DAY}"  # noqa: S608 - names of this file
ENROLMENTS, POSTS = "learning_enrolment", "departments_membership"
# What figures depend on. Opening a lesson writes `last_seen_at`, and must not mark.
ENROLMENT_FACTS = (
    "trainee_id",
    "course_id",
    "enrolled_at",
    "due_on",
    "started_at",
    "completed_at",
)
POST_FACTS = ("user_id", "department_id", "is_primary", "started_on", "ended_on")
EVENTS = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}


def remove_triggers(*, using: str = "default", **_signal: Any) -> None:
    """As long as they are away, should a migration fail, kept figures are not used."""
    _run(using, _removal(connections[using].vendor))
    if FIGURES_DAY in _tables(using):
        day = f"INSERT INTO {FIGURES_DAY} (id, day) VALUES (1, '{date.max}')"  # noqa: S608
        _run(using, [FORGET_DAY, day])


def make_triggers(*, using: str = "default", **_signal: Any) -> None:
    """Safe to call again. All figures are counted anew after it."""
    if not {STALE, ENROLMENTS, POSTS, FIGURES_DAY} <= _tables(using):
        return
    vendor = connections[using].vendor
    making = _postgresql() if vendor == "postgresql" else _sqlite()
    with transaction.atomic(using=using):
        _run(using, [*_removal(vendor), *making, FORGET_DAY])


def _tables(using: str) -> set[str]:
    connection = connections[using]
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def _run(using: str, statements: list[str]) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _name(table: str, event: str) -> str:
    return f"reports_stale_{table}_{event.lower()}"


def _removal(vendor: str) -> list[str]:
    names = [(t, _name(t, event)) for t in (ENROLMENTS, POSTS) for event in EVENTS]
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for _table, name in names]
    # A function takes along the trigger that calls it.
    return [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for _table, name in names]


def _changed(facts: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"OLD.{fact} {differs} NEW.{fact}" for fact in facts)


def _mark(units: str) -> str:
    return f"INSERT INTO {STALE} (unit) {units};"


# --- what to mark -------------------------------------------------------------------
# Of a person every unit in which they count or may come to count: of two posts whose
# days overlap one places the person, so that a change to one may move them to the other.


def _units_of_trainee(row: str) -> str:
    return (
        f"SELECT DISTINCT department_id FROM {POSTS}"  # noqa: S608
        f" WHERE is_primary AND user_id IN ({row})"
    )


def _units_of_post(row: str, user: str) -> str:
    return f"{row} UNION {_units_of_trainee(user)}"


# --- SQLite: for each row -----------------------------------------------------------


def _sqlite() -> list[str]:
    statements: list[str] = []
    for event, sides in EVENTS.items():
        users = ", ".join(f"{side}.trainee_id" for side in sides)
        when = _changed(ENROLMENT_FACTS, "IS NOT") if event == "UPDATE" else "1"
        marks = _mark(_units_of_trainee(users))
        statements.append(_sqlite_trigger(ENROLMENTS, event, when, marks))
        units = " UNION ".join(f"SELECT {side}.department_id" for side in sides)
        users = ", ".join(f"{side}.user_id" for side in sides)
        when = _changed(POST_FACTS, "IS NOT") if event == "UPDATE" else "1"
        marks = _mark(_units_of_post(units, users))
        statements.append(_sqlite_trigger(POSTS, event, when, marks))
    return statements


def _sqlite_trigger(table: str, event: str, when: str, marks: str) -> str:
    return (
        f"CREATE TRIGGER {_name(table, event)} AFTER {event} ON {table}"
        f" FOR EACH ROW WHEN {when} BEGIN {marks} END"
    )


# --- PostgreSQL: for each statement, but for updates --------------------------------
# Only a trigger for each row can pass over, without running anything, an update that
# changes nothing counted; and that is what nearly every update of an enrolment is.


def _postgresql() -> list[str]:
    statements: list[str] = []
    for event, sides in EVENTS.items():
        is_update = event == "UPDATE"
        users = _each(sides, "trainee_id", is_update)
        marks = _mark(_units_of_trainee(users))
        statements += _function(ENROLMENTS, event, marks, ENROLMENT_FACTS)
        units = _each(sides, "department_id", is_update)
        marks = _mark(_units_of_post(units, _each(sides, "user_id", is_update)))
        statements += _function(POSTS, event, marks, POST_FACTS)
    return statements


def _each(sides: tuple[str, ...], column: str, is_row: bool) -> str:
    if is_row:
        return " UNION ".join(f"SELECT {side}.{column}" for side in sides)
    return f"SELECT {column} FROM changed"  # noqa: S608


def _function(
    table: str, event: str, marks: str, facts: tuple[str, ...]
) -> tuple[str, str]:
    name = _name(table, event)
    body = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {marks} RETURN NULL; END $$"
    )
    if event == "UPDATE":
        how = f"FOR EACH ROW WHEN ({_changed(facts, 'IS DISTINCT FROM')})"
    else:
        rows = "NEW" if event == "INSERT" else "OLD"
        how = f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT"
    trigger = (
        f"CREATE TRIGGER {name} AFTER {event} ON {table} {how}"
        f" EXECUTE FUNCTION {name}()"
    )
    return body, trigger
