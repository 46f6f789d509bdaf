"""What is answered. The names are those of the queries.

The descriptions are shown in the documentation, so each is a text to translate.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from reports.forecast import Forecast as Ahead
from reports.scope import Scope, State, View


class UnitName(Schema):
    id: int = Field(alias="pk", description=_("The number of the unit."))
    name: str = Field(description=_("Its name in this view."))


class About(Schema):
    """What the figures are about; dates are days as in 2026-12-25."""

    as_of: date = Field(description=_("The day the figures are of."))
    starts_on: date = Field(
        alias="period.start", description=_("First day of the period.")
    )
    ends_on: date = Field(alias="period.end", description=_("Last day of the period."))
    view: View = Field(description=_("Whose names the figures stand under."))
    units: list[UnitName] = Field(
        description=_("The units counted, each with everything below it.")
    )
    alone: bool = Field(
        description=_("True if only people in the unit itself are counted.")
    )
    course: str | None = Field(description=_("The only course counted, if one is."))
    plan: int | None = Field(
        description=_("The number of the only plan counted, if one is.")
    )
    category: str | None = Field(
        description=_("The only category of staff counted, if one is.")
    )

    @staticmethod
    def resolve_plan(scope: Scope) -> int | None:
        return scope.plan.pk if scope.plan else None

    @staticmethod
    def resolve_category(scope: Scope) -> str | None:
        return scope.category or None

    @staticmethod
    def resolve_course(scope: Scope) -> str | None:
        return scope.course.slug if scope.course else None


class Counts(Schema):
    people: int = Field(description=_("People with a course to do in the period."))
    done: int = Field(description=_("Of these: all courses done."))
    doing: int = Field(description=_("Of these: studying."))
    todo: int = Field(description=_("Of these: not begun."))
    late: int = Field(description=_("Of these: with a course overdue."))
    none: int = Field(description=_("People besides who have no course yet."))
    percent: int = Field(description=_("Share of people who are done, in percent."))
    enrolments: int = Field(description=_("Enrolments of these people."))


class Work(Schema):
    total: int = Field(description=_("Enrolments that the period asks for."))
    done: int = Field(description=_("Of these: done."))
    done_percent: int = Field(description=_("Share of enrolments done, in percent."))
    due: int = Field(description=_("Enrolments whose due day is over."))
    due_percent: int = Field(
        description=_("Share of enrolments whose due day is over, in percent.")
    )
    this_week: int = Field(description=_("Done in the week of the day."))


class Forecast(Schema):
    deadline: date = Field(description=_("The day it looks forward to."))
    pace: float = Field(description=_("Enrolments done in a week, on average."))
    low_percent: int | None = Field(
        description=_("Share done by then, if things go a little worse than they went.")
    )
    high_percent: int | None = Field(
        description=_(
            "Share done by then, if they go a little better; null where fewer than three weeks are known."
        )
    )
    needed: int = Field(
        description=_("To be done in each week, if all is to be done in time.")
    )

    @staticmethod
    def resolve_pace(ahead: Ahead) -> float:
        return round(ahead.pace, 1)


class Figures(Schema):
    about: About = Field(description=_("What the figures are about."))
    total: Counts = Field(description=_("People by how they stand."))
    work: Work = Field(description=_("Enrolments, each course of each person."))
    forecast: Forecast | None = Field(
        description=_(
            "What the pace of the last weeks would bring by the end of the period; null where all is done or the period is over."
        )
    )


class UnitRow(Schema):
    id: int = Field(alias="unit.pk", description=_("The number of the unit."))
    name: str = Field(alias="unit.name", description=_("Its name in this view."))
    is_direct: bool = Field(
        description=_("True for people in the unit asked for and in no division.")
    )
    counts: Counts = Field(description=_("People by how they stand."))


class Units(Schema):
    about: About = Field(description=_("What the figures are about."))
    units: list[UnitRow] = Field(description=_("Most people overdue first."))


class CourseRow(Schema):
    slug: str = Field(description=_("The course's name in addresses."))
    title: str = Field(description=_("The title of the course."))
    enrolled: int = Field(description=_("Enrolments that the period asks for."))
    done: int = Field(description=_("Of these: done."))
    begun: int = Field(description=_("Of these: studying."))
    todo: int = Field(description=_("Of these: not begun."))
    late: int = Field(description=_("Of these: overdue."))
    percent: int = Field(description=_("Share of enrolments done, in percent."))


class Courses(Schema):
    about: About = Field(description=_("What the figures are about."))
    courses: list[CourseRow] = Field(description=_("Most enrolments overdue first."))


class Week(Schema):
    ends_on: date = Field(description=_("Last day of the week."))
    done: int | None = Field(
        description=_("Enrolments done since the period began; null for weeks to come.")
    )
    due: int = Field(description=_("Enrolments whose due day is over by then."))


class Trend(Schema):
    about: About = Field(description=_("What the figures are about."))
    work: Work = Field(description=_("Enrolments, each course of each person."))
    weeks: list[Week] = Field(description=_("The weeks of the period."))


class Person(Schema):
    id: int = Field(alias="pk", description=_("The number of the person."))
    name: str = Field(description=_("Full name."))
    post: str = Field(description=_("Title of the primary post."))
    unit: str = Field(description=_("Unit of the primary post."))
    state: State = Field(description=_("How the person stands."))
    enrolled: int = Field(description=_("Courses that the period asks for."))
    done: int = Field(description=_("Of these: done."))
    due_on: date | None = Field(description=_("The earliest due day that is overdue."))


class People(Schema):
    about: About = Field(description=_("What the figures are about."))
    count: int = Field(description=_("How many people there are in all."))
    next_offset: int | None = Field(
        description=_("What to ask as “offset” for those that follow; null at the end.")
    )
    people: list[Person] = Field(description=_("In the order of names."))


class PlanRow(Schema):
    id: int = Field(alias="pk", description=_("The number of the plan."))
    title: str = Field(description=_("The title of the plan."))
    due_on: date = Field(description=_("The plan's due day."))
    people: int = Field(description=_("People the plan means."))
    assigned: int = Field(description=_("Courses assigned to these people."))
    done: int = Field(description=_("Of these: done, exempt or learnt elsewhere."))
    late: int = Field(description=_("Of these: overdue."))
    percent: int = Field(description=_("Share of duties fulfilled, in percent."))
    forecast: Forecast | None = Field(
        description=_(
            "The same by the due day; null where all is done or the day is over."
        )
    )


class Plans(Schema):
    about: About = Field(description=_("What the figures are about."))
    plans: list[PlanRow] = Field(description=_("By due day."))


class Fault(Schema):
    message: str = Field(description=_("What is wrong, in the language asked for."))
    parameters: list[str] = Field(description=_("What was not understood."))
