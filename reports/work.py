"""The export as a job: one way for an office and for the province."""

from __future__ import annotations

import io

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from departments.permissions import visible_units
from jobs.models import Job
from jobs.registry import Refused, job
from jobs.services import keep_result, progress
from reports.letterhead import letterhead
from reports.permissions import scope_or_none
from reports.queries.listing import lines
from reports.queries.units import unit_rows
from reports.scope import Scope
from reports.services import EXPORT_JOB
from reports.workbook import Report, write_workbook
from vietnamese.text import slug

STEP = 500  # lines between two signs of life


def may_see_export(user: User, job: Job) -> bool:
    """While they answer for every unit they answered for when they asked."""
    tops = job.arguments.get("tops", [])
    still = visible_units(user).filter(pk__in=tops).count() == len(tops)
    return still and scope_or_none(user, job.arguments["asked"]) is not None


@job(EXPORT_JOB, may_see=may_see_export)
def make_workbook(job: Job) -> None:
    """Write the figures as they stand now, if who asked may still see them."""
    user = job.requested_by
    scope = scope_or_none(user, job.arguments["asked"])
    if user is None or scope is None:
        raise Refused(_("These units are no longer yours to report on."))
    total = scope.enrolments().count()

    def count(done: int) -> None:
        if done % STEP == 0:
            progress(job, done=min(done, total), total=total)

    out = io.BytesIO()
    report = Report(scope, letterhead(user, scope), timezone.localtime())
    write_workbook(out, report, units=unit_rows(scope), lines=lines(scope), count=count)
    keep_result(job, name=_file_name(scope), content=out.getvalue())
    progress(job, done=total, total=total)


def _file_name(scope: Scope) -> str:
    unit = scope.units[0] if scope.units else None
    name = slug(unit.short_name or unit.name)[:60] if unit else ""
    when = f"{scope.as_of:%Y-%m-%d}" if scope.on else str(scope.year.end.year)
    if scope.is_then:
        when += "-theo-to-chuc-khi-do"
    return f"ket-qua-boi-duong-{when}-{name}.xlsx"
