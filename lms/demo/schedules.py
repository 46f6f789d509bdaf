"""A report that the head of the demo gets each quarter."""

from __future__ import annotations

from departments.models import Membership
from reports.models import ScheduledReport
from reports.scheduled.services import schedule_report


def add_schedule(*, head: str) -> int:
    """Add it if it is missing; how many. One that was stopped stays so."""
    post = Membership.objects.current().heads().get(user__username=head)
    if ScheduledReport.objects.filter(post=post).exists():
        return 0
    schedule_report(
        post=post,
        asked={"unit": str(post.department_id)},
        every=ScheduledReport.Every.QUARTER,
        form=ScheduledReport.Form.XLSX,
        by=post.user,
    )
    return 1
