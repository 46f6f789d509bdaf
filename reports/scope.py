"""Over whom, over what and on which day everything on a page is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Case, CharField, F, Q, Subquery, TextChoices, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffCategory
from courses.models import CoursePage
from departments.heirs import unit_today
from departments.models import SEGMENT, Kind, Membership, MembershipQuerySet
from departments.models.units import path_range
from departments.organisation import Organisation, Unit, organisation_today
from learning.models import Assignment, Enrolment, EnrolmentQuerySet, TrainingPlan
from reports.periods import line_of, words_of
from vietnamese.dates import Period, training_year
from vietnamese.periods import code_of


class State(TextChoices):
    """How a person, or one enrolment, stands. Each is in exactly one."""

    LATE = "late", _("Overdue")
    DOING = "doing", _("Studying")
    TODO = "todo", _("Not begun")
    DONE = "done", _("Done")
    NONE = "none", _("No course yet")


class View(TextChoices):
    """Whose names the figures of a past day stand under."""

    NOW = "now", _("By today's organisation")
    THEN = "then", _("By the organisation of that day")


@dataclass(frozen=True)
class Scope:
    """Units with everything below them, a period, perhaps one course, what one training
    plan asks for, one category of staff.

    What counts is the work of the period: enrolments there were before its end and
    that were not completed before it began. People count where their primary post was on the day `as_of`. For a day that is
    past, `view` says whether that is the unit of that day, in the tree of that day, or
    the unit of today in which it counts. Both views hold the same people.

    `tops` are the units the reader answers for; `units` is one of them or one below,
    or all. `whole` says that these are all there are, so nobody has to be looked for.
    """

    units: tuple[Unit, ...]
    tops: tuple[Unit, ...]
    period: Period
    today: date
    course: CoursePage | None = None
    whole: bool = False
    organisation: Organisation = field(
        default_factory=organisation_today, repr=False, compare=False
    )
    on: date | None = None
    view: View = View.NOW
    # Units of today whose people the reader may see; None sees everybody.
    sight: frozenset[int] | None = None
    # A unit of today that did not exist on that day: `units` are what it came from.
    about: Unit | None = None
    # Only who is in the unit itself, and nobody below it.
    alone: bool = False
    plan: TrainingPlan | None = None
    category: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """What an address or a job has to say to get this scope again."""
        asked = {}
        if self.about:
            asked["unit"] = str(self.about.pk)
        elif self.unit and (self.alone or self.units != self.tops):
            asked["unit"] = str(self.unit.pk)
        if self.alone:
            asked["alone"] = "1"
        if self.course:
            asked["course"] = self.course.slug
        if self.plan:
            asked["plan"] = str(self.plan.pk)
        if self.category:
            asked["category"] = self.category
        if self.on and self.on != self.today:
            asked["on"] = self.on.isoformat()
        if self.period != training_year(self.on or self.today):
            asked |= self._asked_period
        if self.view is not View.NOW:
            asked["view"] = self.view.value
        return asked

    @property
    def answered_for(self) -> list[int]:
        """The units of today for which the reader answers; by a past organisation the
        tops are others, which they need not head."""
        if self.is_then and self.sight is not None:
            return sorted(self.sight)
        return [unit.pk for unit in self.tops]

    @property
    def period_words(self) -> str:
        return words_of(self.period)

    @property
    def period_line(self) -> str:
        return line_of(self.period)

    @property
    def category_words(self) -> str:
        return str(StaffCategory(self.category).label) if self.category else ""

    @property
    def period_code(self) -> str:
        """As files are called by it."""
        return code_of(self.period) or f"{self.period.start}_{self.period.end}"

    @property
    def _asked_period(self) -> dict[str, str]:
        if code := code_of(self.period):
            return {"period": code}
        start, end = self.period
        return {"from": start.isoformat(), "to": end.isoformat()}

    @property
    def as_of(self) -> date:
        """The day all figures are of: a period that is over is told as it ended."""
        return self.on or min(self.today, self.period.end)

    @property
    def is_past(self) -> bool:
        return self.as_of < self.today

    @property
    def is_then(self) -> bool:
        """Units are called and placed as they were, and not as today's."""
        return self.is_past and self.view is View.THEN

    @property
    def is_usual(self) -> bool:
        """The present day and year, of everybody: as nearly all ask."""
        is_present = not self.is_past and self.period == training_year(self.today)
        return is_present and self.plan is None and not self.category

    @property
    def begins_at(self) -> datetime:
        return midnight(self.period.start)

    @property
    def ends_at(self) -> datetime:
        """The first moment that no longer counts."""
        return midnight(self.as_of + timedelta(days=1))

    @property
    def unit(self) -> Unit | None:
        """The unit at the top, if there is just one."""
        return self.units[0] if len(self.units) == 1 else None

    def work(self, prefix: str = "") -> Q:
        """What the period asks for: enrolments not completed before it began."""
        open_still = Q(**{f"{prefix}completed_at": None})
        completed_since = Q(**{f"{prefix}completed_at__gte": self.begins_at})
        work = Q(**{f"{prefix}enrolled_at__lt": self.ends_at})
        work &= open_still | completed_since
        if self.course:
            work &= Q(**{f"{prefix}course": self.course.pk})
        if self.plan:
            work &= Q(**{f"{prefix}pk__in": self._asked_by(self.plan)})
        return work

    def _asked_by(self, plan: TrainingPlan) -> Subquery:
        """The enrolments a plan asked for, without those it released again."""
        duties = Assignment.objects.filter(
            plan=plan.pk, assigned_at__lt=self.ends_at, enrolment__isnull=False
        )
        released = Q(state=Assignment.State.RELEASED, ended_at__lt=self.ends_at)
        # As an expression, since a FilteredRelation takes no QuerySet.
        return Subquery(duties.exclude(released).order_by().values("enrolment"))

    def done(self, prefix: str = "") -> Q:
        return Q(**{f"{prefix}completed_at__lt": self.ends_at})

    def due(self, prefix: str = "") -> Q:
        return Q(**{f"{prefix}due_on__lt": self.as_of})

    def unfinished(self, prefix: str = "") -> Q:
        open_still = Q(**{f"{prefix}completed_at": None})
        return open_still | Q(**{f"{prefix}completed_at__gte": self.ends_at})

    def late(self, prefix: str = "") -> Q:
        return self.unfinished(prefix) & self.due(prefix)

    def begun(self, prefix: str = "") -> Q:
        return Q(**{f"{prefix}started_at__lt": self.ends_at}) | self.done(prefix)

    # --- where people count -----------------------------------------------------

    def posts(self) -> MembershipQuerySet:
        """One row per person, with the `unit` in which the person counts."""
        there = Membership.objects.placing_on(self.as_of)
        posts = there.annotate(unit=self.unit_of())
        if self.category:
            posts = posts.filter(user__staff_category=self.category)
        if self.is_then and self.sight is not None:
            posts = posts.annotate(seen=unit_today()).filter(seen__in=self.sight)
        if self.is_past:
            return posts.filter(unit__in=[unit.pk for unit in self._counted_units()])
        return posts if self.whole else posts.filter(self.within())

    def _counted_units(self) -> Sequence[Unit]:
        return self.units if self.alone else self.organisation.within(*self.units)

    def unit_of(self, post: str = "") -> Combinable:
        """The pk of the unit in which a post counts; `post` leads to it."""
        mapped = self.is_past and not self.is_then
        return unit_today(post) if mapped else F(f"{post}department_id")

    def within(self) -> Q:
        """What has a `department` in one of today's units or below them."""
        within = Q(pk__in=[])
        if self.alone:
            return Q(department__in=[unit.pk for unit in self.units])
        for unit in self.units:
            within |= Q(department__path__range=path_range(unit.path))
        return within

    @property
    def rows(self) -> tuple[Unit, ...]:
        """The lines of the units table: a unit and those one level below it, or,
        with several at the top, these."""
        if self.unit and not self.alone:
            return (self.unit, *self.organisation.below(self.unit))
        return self.units

    def row_of(self, post: str = "") -> Combinable:
        """The path of the line of the units table that a post, with its `unit`,
        counts in."""
        if self.unit and not self.is_past:
            return Substr(f"{post}department__path", 1, len(self.unit.path) + SEGMENT)
        lines = [
            When(unit__in=self._of_row(row), then=Value(row.path)) for row in self.rows
        ]
        return Case(*lines, default=Value(""), output_field=CharField())

    def _of_row(self, row: Unit) -> list[int]:
        if row == self.unit:
            return [row.pk]
        return [unit.pk for unit in self.organisation.within(row)]

    def place_of(self, post: str = "") -> Combinable:
        """What puts posts, with their `unit`, in the order of the tree."""
        if not self.is_past:
            return F(f"{post}department__path")
        units = self.organisation.within(*self.units)
        lines = [When(unit=unit.pk, then=Value(unit.path)) for unit in units]
        return Case(*lines, default=Value(""), output_field=CharField())

    def unit_line(self, pk: int) -> str:
        """A division with the body it is in, unless the whole page is about that."""
        unit = self.organisation[pk]
        parent = self.organisation.get(unit.parent_id)
        if unit.kind == Kind.DIVISION and parent and parent != self.unit:
            return f"{unit.name}, {parent.name}"
        return unit.name

    def enrolments(self) -> EnrolmentQuerySet:
        """The work of these people in this period."""
        people = self.posts().values("user")
        return Enrolment.objects.filter(self.work(), trainee__in=people)


def midnight(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))
