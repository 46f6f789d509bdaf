"""Over whom, over what and on which day everything on a page is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, CharField, Q, TextChoices, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from departments.models import SEGMENT, Department, Kind, Membership, MembershipQuerySet
from learning.models import Enrolment, EnrolmentQuerySet
from vietnamese.dates import Period, training_year


class State(TextChoices):
    """How a person, or one enrolment, stands. Each is in exactly one."""

    LATE = "late", _("Overdue")
    DOING = "doing", _("Studying")
    TODO = "todo", _("Not begun")
    DONE = "done", _("Done")
    NONE = "none", _("No course yet")


@dataclass(frozen=True)
class Scope:
    """Units with everything below them, a training year, perhaps one course.

    `tops` are the units the reader answers for; `units` is one of them or one below,
    or all. `whole` says that these are all there are, so nobody has to be looked for.
    """

    units: tuple[Department, ...]
    tops: tuple[Department, ...]
    year: Period
    today: date
    course: CoursePage | None = None
    whole: bool = False

    @property
    def asked(self) -> dict[str, str]:
        """What an address or a job has to say to get this scope again."""
        asked = {}
        if self.units != self.tops and self.unit:
            asked["unit"] = str(self.unit.pk)
        if self.course:
            asked["course"] = self.course.slug
        if self.year != training_year(self.today):
            asked["year"] = str(self.year.end.year)
        return asked

    @property
    def as_of(self) -> date:
        """A year that is over is told as it stood on its last day."""
        return min(self.today, self.year.end)

    @property
    def begins_at(self) -> datetime:
        return _midnight(self.year.start)

    @property
    def ends_at(self) -> datetime:
        """The first moment that no longer counts."""
        return _midnight(self.as_of + timedelta(days=1))

    @property
    def unit(self) -> Department | None:
        """The unit at the top, if there is just one."""
        return self.units[0] if len(self.units) == 1 else None

    def people(self, prefix: str = "") -> Q:
        """In these units; `prefix` leads to the path of a person's unit."""
        if self.whole:
            return Q()
        within = Q(pk__in=[])
        for unit in self.units:
            within |= Q(**{f"{prefix}path__range": unit.path_range})
        return within

    def work(self, prefix: str = "") -> Q:
        """What the year asks for: enrolments not completed before it began."""
        open_still = Q(**{f"{prefix}completed_at": None})
        completed_since = Q(**{f"{prefix}completed_at__gte": self.begins_at})
        work = Q(**{f"{prefix}enrolled_at__lt": self.ends_at})
        work &= open_still | completed_since
        if self.course:
            work &= Q(**{f"{prefix}course": self.course.pk})
        return work

    def done(self, prefix: str = "") -> Q:
        return Q(**{f"{prefix}completed_at__lt": self.ends_at})

    def due(self, prefix: str = "") -> Q:
        return Q(**{f"{prefix}due_on__lt": self.as_of})

    def late(self, prefix: str = "") -> Q:
        open_still = Q(**{f"{prefix}completed_at": None})
        completed_after = Q(**{f"{prefix}completed_at__gte": self.ends_at})
        return (open_still | completed_after) & self.due(prefix)

    def begun(self, prefix: str = "") -> Q:
        return Q(**{f"{prefix}started_at__lt": self.ends_at}) | self.done(prefix)

    def row_of(self, path: str) -> Combinable:
        """The path of the row of the units table that a unit's people count in:
        the unit one level below the top, or, with several at the top, that one."""
        if self.unit:
            return Substr(path, 1, len(self.unit.path) + SEGMENT)
        rows = [
            When(**{f"{path}__range": unit.path_range, "then": Value(unit.path)})
            for unit in self.units
        ]
        return Case(*rows, default=Value(""), output_field=CharField())

    def unit_line(self, unit: str, kind: str, parent: str | None) -> str:
        """A division with the body it is in, unless the whole page is about that."""
        if kind == Kind.DIVISION and parent and parent not in self._top_names:
            return f"{unit}, {parent}"
        return unit

    @property
    def _top_names(self) -> set[str]:
        return {self.unit.name} if self.unit else set()

    def posts(self) -> MembershipQuerySet:
        """Where these people are today: one row per person."""
        posts = Membership.objects.current().primary()
        return posts.filter(self.people("department__"))

    def enrolments(self) -> EnrolmentQuerySet:
        """The work of these people in this year."""
        people = self.posts().values("user")
        return Enrolment.objects.filter(self.work(), trainee__in=people)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
