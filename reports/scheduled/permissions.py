"""Who may set up a scheduled report, for which post, and who may stop it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.http import Http404

from accounts.models import User
from departments.models import SEGMENT, Membership, MembershipQuerySet
from departments.organisation import Unit
from departments.permissions import headed_units, is_training_office
from reports.models import ScheduledReport, ScheduledReportQuerySet


def own_reports(user: User) -> ScheduledReportQuerySet:
    """What a person gets; the training office sees what everybody gets."""
    reports = ScheduledReport.objects.select_related("recipient", "post__department")
    if is_training_office(user):
        return reports
    return reports.filter(recipient=user)


def own_report_or_404(user: User, pk: int) -> ScheduledReport:
    report = own_reports(user).filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def posts_for(user: User, unit: Unit, today: date) -> MembershipQuerySet:
    """Posts that may get reports on this unit, as far as this person can decide so.

    One's own by which one sees it; the office also chooses among those that head it.
    """
    posts = Membership.objects.on(today).select_related("user", "department")
    mine = Q(user=user)
    if is_training_office(user):
        heading = Q(is_head=True, department=unit.pk, user__is_active=True)
        return posts.filter(heading | mine).order_by("-is_head", "started_on", "pk")
    above = [unit.path[:n] for n in range(SEGMENT, len(unit.path) + 1, SEGMENT)]
    seeing = posts.heads().filter(mine, department__in=headed_units(user))
    return seeing.filter(department__path__in=above).order_by("-department__path")
