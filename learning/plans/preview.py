"""What a plan would do if it came into force now. Nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from departments.models import Membership
from learning.models import Assignment, TrainingPlan
from learning.plans.people import people_of
from learning.plans.sync import Pair, current_enrolments, excused_pairs


@dataclass(frozen=True)
class UnitLine:
    name: str
    people: int


@dataclass(frozen=True)
class CourseLine:
    title: str
    is_compulsory: bool
    people: int  # who have to do it
    done: int  # of them, who have done it already
    excused: int  # of them, who need not
    elsewhere: int  # of them, who have it from another plan in force

    @property
    def to_do(self) -> int:
        return self.people - self.done - self.excused


@dataclass(frozen=True)
class Preview:
    people: int
    units: list[UnitLine]
    courses: list[CourseLine]

    @property
    def enrolments(self) -> int:
        return sum(line.to_do for line in self.courses)


def preview_plan(plan: TrainingPlan, *, today: date) -> Preview:
    """Seven queries, however many people."""
    people = people_of(plan, on=today)
    lines = list(plan.courses.select_related("course"))
    courses = [line.course_id for line in lines]
    done = {
        pair for pair, row in current_enrolments(courses).items() if row.is_complete
    }
    excused = excused_pairs(courses, today)
    others = _in_other_plans(plan, courses)
    return Preview(
        people=len(people),
        units=_by_unit(people),
        courses=[
            CourseLine(
                title=line.course.title,
                is_compulsory=line.is_compulsory,
                people=len(people) if line.is_compulsory else 0,
                done=_count(people, line.course_id, done, line.is_compulsory),
                excused=_count(
                    people, line.course_id, set(excused) - done, line.is_compulsory
                ),
                elsewhere=_count(people, line.course_id, others, line.is_compulsory),
            )
            for line in lines
        ],
    )


def _count(
    people: dict[int, date], course: int, pairs: set[Pair], is_compulsory: bool
) -> int:
    if not is_compulsory:
        return 0
    return sum((person, course) in pairs for person in people)


def _in_other_plans(plan: TrainingPlan, courses: list[int]) -> set[Pair]:
    others = Assignment.objects.filter(
        course__in=courses,
        state=Assignment.State.OPEN,
        plan__state=TrainingPlan.State.ACTIVE,
    ).exclude(plan=plan)
    return set(others.values_list("trainee", "course"))


def _by_unit(people: dict[int, date]) -> list[UnitLine]:
    """People by the unit of their primary post, the largest first."""
    posts = (
        Membership.objects.current()
        .primary()
        .values_list("user_id", "department__name")
    )
    units = Counter(name for person, name in posts if person in people)
    lost = len(people) - sum(units.values())
    lines = [UnitLine(name, count) for name, count in units.most_common()]
    return [*lines, UnitLine("", lost)] if lost else lines
