from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from departments.models import Department, Membership
from notifications.services import take_back, tell
from reports.models import ScheduledReport, ScheduledReportDelivery


def schedule_report(
    *, post: Membership, asked: Mapping[str, str], every: str, form: str, by: User
) -> tuple[ScheduledReport, bool]:
    """Send what is asked to who holds this post from now on, and whether that is new.

    Asking again for the same is the same report.
    """
    return ScheduledReport.objects.get_or_create(
        post=post,
        asked=dict(sorted(asked.items())),
        every=every,
        form=form,
        stopped_at=None,
        defaults={"recipient": post.user, "made_by": by},
    )


@transaction.atomic
def stop(*, report: ScheduledReport, reason: str) -> None:
    """Send it no more. Mail about it that has not left yet does not leave."""
    running = ScheduledReport.objects.running().filter(pk=report.pk)
    if not running.update(stopped_at=timezone.now(), reason=reason):
        return
    report.refresh_from_db(fields=["stopped_at", "reason"])
    sent = ScheduledReportDelivery.objects.filter(report=report)
    take_back(keys=[message_key(report, each.period) for each in sent])
    if reason != ScheduledReport.Reason.BY_HAND:
        _tell_maker(report)


def message_key(report: ScheduledReport, period: str) -> str:
    return f"scheduled-report:{report.pk}:{period}"


def _tell_maker(report: ScheduledReport) -> None:
    """Who set it up for somebody else should know that it came to its end."""
    maker = report.made_by
    if maker is None or maker == report.recipient:
        return
    unit = Department.objects.filter(pk=report.unit_pk).first()
    tell(
        recipient=maker,
        key=f"scheduled-report-stopped:{report.pk}",
        subject=_("A scheduled report has stopped: %(unit)s") % {"unit": unit or ""},
        body=f"{report.recipient.full_name}: {report.get_reason_display()}",
        url=reverse("reports:scheduled"),
    )
