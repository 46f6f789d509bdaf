"""The round of scheduled reports: what may not go on stops, what is due is sent.

It may run any number of times, be missed, or die anywhere: the row that says a report
was sent for a period is written in the transaction of its message and its job.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import Job
from jobs.services import ask_for
from learning.reminders.calendar import is_working_moment
from notifications.services import tell
from reports.models import ScheduledReport, ScheduledReportDelivery
from reports.permissions import scope_or_none
from reports.queries.units import Counts, unit_rows
from reports.scheduled.rules import reasons_to_stop
from reports.scheduled.services import message_key, stop
from reports.scheduled.times import due_period
from reports.scope import Scope
from reports.services import export_job
from vietnamese.numbers import decimal_comma
from vietnamese.periods import name_of, named_period

logger = logging.getLogger(__name__)


def send_scheduled_reports(*, now: datetime | None = None) -> int:
    """Stop what has to stop, at any hour; send what is due, in the working day.

    How many were sent.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    running = ScheduledReport.objects.running()
    reports = list(running.select_related("recipient", "post", "made_by"))
    reasons = reasons_to_stop(reports, today=today)
    for report in reports:
        if report.pk in reasons:
            stop(report=report, reason=reasons[report.pk])
    if not is_working_moment(now):
        return 0
    going_on = [report for report in reports if report.pk not in reasons]
    due = [(report, due_period(report, today)) for report in going_on]
    return sum(_try(each, period) for each, period in due if period)


def _try(report: ScheduledReport, period: str) -> bool:
    """One that fails holds back no other; it is tried again in the next round."""
    try:
        return not was_sent(report, period) and send(report=report, period=period)
    except Exception:
        logger.exception("Scheduled report %s (%s) was not sent", report.pk, period)
        return False


def was_sent(report: ScheduledReport, period: str) -> bool:
    return report.deliveries.filter(period=period).exists()


def send(*, report: ScheduledReport, period: str) -> bool:
    """Ask for the file and tell the person; False if another round was quicker, or if
    it was stopped since this round began."""
    scope = scope_or_none(report.recipient, {**report.asked, "period": period})
    if scope is None:
        stop(report=report, reason=ScheduledReport.Reason.SCOPE_LOST)
        return False
    # Counted before the transaction: nobody's answer waits for it.
    total = sum((row.counts for row in unit_rows(scope)), Counts())
    try:
        with transaction.atomic():
            if not _still_runs(report):
                return False
            delivery = ScheduledReportDelivery.objects.create(
                report=report, period=period
            )
            delivery.job = _ask_for_file(report, period, scope)
            delivery.save(update_fields=["job"])
            _tell(report, period, scope, total, delivery.job)
    except IntegrityError:
        if was_sent(report, period):
            return False
        raise
    return True


def _still_runs(report: ScheduledReport) -> bool:
    """Whoever stops it meanwhile waits, and then takes the mail back."""
    running = ScheduledReport.objects.running().filter(pk=report.pk)
    return running.select_for_update(no_key=True).first() is not None


def _ask_for_file(report: ScheduledReport, period: str, scope: Scope) -> Job:
    """The job of the export button, which asks for the right again when it runs and
    whenever its page or its file is opened. It names its unit: what else the person
    answers for, today or by then, is none of its business."""
    return ask_for(
        kind=export_job(report.form),
        key=message_key(report, period),
        title=_title(period, scope)[:200],
        arguments={
            "asked": {**report.asked, "period": period},
            "tops": [unit.pk for unit in scope.units],
        },
        requested_by=report.recipient,
    )


def _tell(
    report: ScheduledReport, period: str, scope: Scope, total: Counts, job: Job
) -> None:
    """The figures of the unit and the way to the file. Names of people stay inside."""
    tell(
        recipient=report.recipient,
        key=message_key(report, period),
        subject=_title(period, scope),
        body=_body(total, scope.as_of),
        url=reverse("jobs:progress", args=[job.pk]),
        mail=True,
    )


def _title(period: str, scope: Scope) -> str:
    return _("Scheduled report: %(period)s, %(units)s") % {
        "period": name_of(named_period(period)),
        "units": ", ".join(unit.name for unit in scope.units),
    }


def _body(total: Counts, as_of: date) -> str:
    figures = _(
        "People with a course: %(people)s. Finished: %(done)s (%(percent)s%%)."
        " Overdue: %(late)s. As of %(day)s."
    ) % {
        "people": _n(total.people),
        "done": _n(total.done),
        "percent": total.percent,
        "late": _n(total.late),
        "day": f"{as_of:%d/%m/%Y}",
    }
    return f"{figures}\n" + _(
        "The report with names opens after signing in, at the address below."
    )


def _n(number: int) -> str:
    return decimal_comma(number, 0)
