"""What goes by a title in the filters, in one query: every page of figures asks it.

Written in SQL, since Django takes several times as long to say this as the database
to answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection

from accounts.models import User
from courses.models import CoursePage
from departments.models import Membership
from learning.models import Assignment, TrainingPlan
from reports.scope import Scope

Kind = Literal["course", "plan"]

COURSE = CoursePage._meta
PLAN, ASSIGNMENT = TrainingPlan._meta.db_table, Assignment._meta.db_table
CLASSIFIED = f"EXISTS (SELECT 1 FROM {User._meta.db_table} WHERE staff_category > '')"  # noqa: S608
COURSES = f"""
    SELECT 'course', slug, title, {CLASSIFIED} FROM {COURSE.db_table}
    JOIN wagtailcore_page ON id = page_ptr_id WHERE live"""  # noqa: S608
PLANS = f"""
    SELECT 'plan', CAST(id AS varchar), title, {CLASSIFIED} FROM {PLAN} plan
    WHERE state <> '{TrainingPlan.State.DRAFT.value}'
    AND starts_on <= %s AND due_on >= %s"""  # noqa: S608
# As `plans_touching` says it.
OF_THESE = f"""
    AND EXISTS (
        SELECT 1 FROM {ASSIGNMENT} duty
        JOIN {Membership._meta.db_table} post ON post.user_id = duty.trainee_id
        WHERE duty.plan_id = plan.id AND post.department_id IN ({{units}})
        AND post.started_on <= %s
        AND (post.ended_on IS NULL OR post.ended_on >= %s))"""  # noqa: S608


@dataclass(frozen=True)
class Named:
    kind: Kind
    value: str
    label: str
    has_categories: bool  # somebody has a staff category: told by every row


def named_in(scope: Scope) -> list[Named]:
    """Courses on offer, and plans that ran in the period and mean these people."""
    sql = f"{COURSES} UNION ALL {PLANS}"
    parameters: list[Any] = [scope.period.end, scope.period.start]
    if scope.sight is not None:
        units = ", ".join(["%s"] * len(scope.sight)) or "NULL"
        sql += OF_THESE.format(units=units)
        parameters += [*scope.sight, scope.today, scope.today]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 3, 2", parameters)
        return [Named(*row) for row in cursor.fetchall()]
