"""When a scheduled report may no longer be sent.

It belongs to who holds the post, not to the post: whoever comes after gets nothing
unless they ask. A reorganisation that carries the post on, or dissolves the unit into
one the person heads, changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from departments.models import Department, Membership
from departments.permissions import headed_units, is_training_office, visible_units
from reports.models import ScheduledReport

Reason = ScheduledReport.Reason


@dataclass(frozen=True)
class Charge:
    """What a person holds and answers for today."""

    is_active: bool
    is_office: bool
    held: frozenset[int]  # posts
    heading: frozenset[int]  # those of them that head a unit
    units: frozenset[int]


def charge_of(person: User, today: date) -> Charge:
    posts = Membership.objects.filter(user=person).on(today)
    heading = posts.heads().filter(department__in=headed_units(person))
    units = visible_units(person).existing().values_list("pk", flat=True)
    return Charge(
        is_active=person.is_active,
        is_office=is_training_office(person),
        held=frozenset(posts.values_list("pk", flat=True)),
        heading=frozenset(heading.values_list("pk", flat=True)),
        units=frozenset(units),
    )


def reasons_to_stop(
    reports: Iterable[ScheduledReport], *, today: date
) -> dict[int, Reason]:
    """Why reports have to stop, by their number; those that may go on are left out.

    They come with their `recipient` and their `post`.
    """
    reports = list(reports)
    heirs = _heirs({report.unit_pk for report in reports})
    people = {report.recipient_id: report.recipient for report in reports}
    charges = {pk: charge_of(person, today) for pk, person in people.items()}
    found = {
        report.pk: _reason(
            report, charges[report.recipient_id], heirs.get(report.unit_pk)
        )
        for report in reports
    }
    return {pk: reason for pk, reason in found.items() if reason}


def _reason(report: ScheduledReport, charge: Charge, unit: int | None) -> Reason | None:
    posts = _posts_of(report)
    if not charge.is_active:
        return Reason.INACTIVE
    if not posts & charge.held:
        return Reason.POST_ENDED
    if not (charge.is_office or posts & charge.heading):
        return Reason.NOT_HEAD
    if unit not in charge.units:
        return Reason.SCOPE_LOST
    return None


def _posts_of(report: ScheduledReport) -> set[int]:
    """The post, and the one in which reorganisations carried it on."""
    if report.post is None:
        return set()
    return {report.post.pk, report.post.continued_by_id or report.post.pk}


def _heirs(units: Collection[int]) -> dict[int, int | None]:
    """Where units count today: in themselves, or in what follows them."""
    rows = Department.objects.filter(pk__in=units)
    return {
        pk: heir if dissolved_on else pk
        for pk, heir, dissolved_on in rows.values_list("pk", "heir", "dissolved_on")
    }
