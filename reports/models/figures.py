"""Figures kept ready for the present day, of each unit without those below it.

Only `reports` knows these tables. They repeat what enrolments and posts say, can be
emptied at any time, and are filled again by `reports.summary.keeping`; decision 0013.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from accounts.models import User
from courses.models import CoursePage
from departments.models import Department


class UnitFigures(models.Model):
    """How the people of a unit and their enrolments stand: on one course, or, without
    a course, on all together."""

    # No foreign keys in the database: writing a thousand rows should not ask for them
    # one by one, and a row that names something deleted since is never read.
    department = models.ForeignKey(
        Department, models.CASCADE, related_name="+", db_constraint=False
    )
    course = models.ForeignKey(
        CoursePage, models.CASCADE, null=True, related_name="+", db_constraint=False
    )
    people_done = models.IntegerField()
    people_doing = models.IntegerField()
    people_todo = models.IntegerField()
    people_late = models.IntegerField()
    people_none = models.IntegerField()  # without any course; only of all together
    work_done = models.IntegerField()
    work_doing = models.IntegerField()
    work_todo = models.IntegerField()
    work_late = models.IntegerField()
    work_due = models.IntegerField()  # before the day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "course"], name="figures_once_per_unit_and_course"
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(course=None),
                name="figures_once_per_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id}/{self.course_id}"


class UnitWeek(models.Model):
    """Enrolments of a unit done and due in a week of the training year.

    Week 0 is the first; what fell due before the year stands in week -1.
    """

    department = models.ForeignKey(
        Department, models.CASCADE, related_name="+", db_constraint=False
    )
    week = models.SmallIntegerField()
    completed = models.IntegerField()
    fell_due = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "week"], name="figures_once_per_unit_and_week"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department_id}/{self.week}"


class UnitLate(models.Model):
    """The people of a unit who have been overdue for longest; the first few only.

    Of several units, the first few of all are among the first few of each.
    """

    KEPT = 10

    department = models.ForeignKey(
        Department, models.CASCADE, related_name="+", db_constraint=False
    )
    person = models.ForeignKey(
        User, models.CASCADE, related_name="+", db_constraint=False
    )
    since: models.DateField[date, date] = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "person"], name="late_once_per_unit_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department_id}/{self.person_id}"


class StaleUnit(models.Model):
    """A mark that the figures of a unit are to be counted again.

    Set by triggers of the database, in the transaction that changes what is counted.
    One unit may have many: writers never wait for each other here.
    """

    unit = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.unit)


class FiguresDay(models.Model):
    """The day the figures are of. One row, or none as long as nothing was counted."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    day: models.DateField[date, date] = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="figures_are_of_one_day")
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
