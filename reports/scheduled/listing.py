"""What the page of scheduled reports shows. As many queries for one row as for fifty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Max, Q

from accounts.models import StaffCategory, User
from courses.models import CoursePage
from departments.models import Department, Kind, Membership
from learning.models import TrainingPlan
from reports.models import ScheduledReport, ScheduledReportDelivery
from reports.queries.plans import plans_touching
from reports.scheduled.rules import charge_of, reasons_to_stop
from reports.scheduled.times import coming_days_off, next_day
from reports.scope import Scope
from vietnamese.periods import name_of, named_period

OFFERS = 5
OFFERED_FOR = timedelta(days=366)
CHANGED_HANDS = [
    ScheduledReport.Reason.POST_ENDED,
    ScheduledReport.Reason.NOT_HEAD,
    ScheduledReport.Reason.INACTIVE,
]


@dataclass(frozen=True)
class Row:
    """`why` says why it goes on no longer, also before the round has noted it."""

    report: ScheduledReport
    unit: str
    about: str
    next_on: date
    last: ScheduledReportDelivery | None
    why: str

    @property
    def query(self) -> str:
        """The address of a form that asks for the same."""
        report = self.report
        return urlencode({**report.asked, "every": report.every, "form": report.form})

    @property
    def last_period(self) -> str:
        return name_of(named_period(self.last.period)) if self.last else ""


def rows_of(
    reports: Iterable[ScheduledReport], *, user: User, today: date
) -> list[Row]:
    """With the `recipient` and the `post` of each."""
    reports = list(reports)
    words, days_off = Words(reports), coming_days_off(today)
    mine = [each for each in reports if each.recipient_id == user.pk]
    reasons = reasons_to_stop(mine, today=today) if mine else {}
    sent = _last_deliveries(reports)

    def row(report: ScheduledReport) -> Row:
        reason = report.reason or reasons.get(report.pk, "")
        return Row(
            report=report,
            unit=words.unit(report),
            about=words.about(report),
            next_on=next_day(report.every, today, days_off),
            last=sent.get(report.pk),
            why=str(ScheduledReport.Reason(reason).label) if reason else "",
        )

    return [row(report) for report in reports]


def _last_deliveries(
    reports: Sequence[ScheduledReport],
) -> dict[int, ScheduledReportDelivery]:
    latest = (
        ScheduledReportDelivery.objects.filter(report__in=reports)
        .values("report")
        .annotate(last=Max("pk"))
        .values("last")
    )
    rows = ScheduledReportDelivery.objects.filter(pk__in=latest)
    return {row.report_id: row for row in rows}


class Words:
    """The names of what some reports are about."""

    def __init__(self, reports: Sequence[ScheduledReport]) -> None:
        units = Department.objects.select_related("parent", "heir__parent")
        self._units = units.in_bulk({report.unit_pk for report in reports})
        self._courses = dict(
            CoursePage.objects.filter(slug__in=_asked(reports, "course")).values_list(
                "slug", "title"
            )
        )
        self._plans = dict(
            TrainingPlan.objects.filter(pk__in=_asked(reports, "plan")).values_list(
                "pk", "title"
            )
        )

    def unit(self, report: ScheduledReport) -> str:
        """As it is called today: a division with the body it is in."""
        unit = self._units.get(report.unit_pk)
        unit = unit and unit.heir or unit
        if unit and unit.kind == Kind.DIVISION and unit.parent:
            return f"{unit.name}, {unit.parent.name}"
        return unit.name if unit else ""

    def about(self, report: ScheduledReport) -> str:
        asked = report.asked
        words = [
            self._courses.get(asked.get("course")),
            self._plans.get(int(asked.get("plan", 0))),
            StaffCategory(asked["category"]).label if "category" in asked else "",
        ]
        return "; ".join(str(each) for each in words if each)


def _asked(reports: Sequence[ScheduledReport], key: str) -> set[str]:
    return {report.asked[key] for report in reports if key in report.asked}


def offers(user: User, scope: Scope) -> list[ScheduledReport]:
    """What went to who held this person's posts before, and what they may ask for too,
    as the reader's `scope` says. Nothing of it comes by itself.
    """
    charge = charge_of(user, scope.today)
    running = ScheduledReport.objects.running().filter(recipient=user)
    mine = [_what(report) for report in running]
    heading = Membership.objects.filter(pk__in=charge.heading).values("department")
    before = (
        ScheduledReport.objects.filter(reason__in=CHANGED_HANDS)
        .filter(stopped_at__date__gte=scope.today - OFFERED_FOR)
        .filter(Q(post__department__in=heading) | Q(post__department__heir__in=heading))
        .exclude(recipient=user)
        .select_related("recipient", "post__department")
        .order_by("-stopped_at", "-pk")
    )
    plans = set(plans_touching(scope).values_list("pk", flat=True)) if before else set()
    found = {
        _what(report): report
        for report in reversed(before)
        if report.unit_pk in charge.units
        and ("plan" not in report.asked or int(report.asked["plan"]) in plans)
        and _what(report) not in mine
    }
    return list(found.values())[::-1][:OFFERS]


def _what(report: ScheduledReport) -> tuple[str, ...]:
    asked = (f"{key}={value}" for key, value in report.asked.items())
    return (report.every, report.form, *sorted(asked))
