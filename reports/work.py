"""The exports as jobs: one way for an office and for the province."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import CoursePage
from departments.permissions import visible_units
from jobs.models import Job
from jobs.registry import Refused, job
from jobs.services import keep_result, progress
from reports.comma_file import write_comma_file
from reports.letterhead import letterhead
from reports.pdf.document import write_pdf
from reports.permissions import scope_or_none
from reports.queries.late import longest_late
from reports.queries.listing import lines
from reports.queries.person_rows import person_rows
from reports.queries.units import unit_rows
from reports.scope import Scope
from reports.services import Format, export_job
from reports.workbook import Report, write_workbook
from vietnamese.text import slug

STEP = 500  # lines between two signs of life
# A paper is signed by hand: who are late beyond this is told by number.
LATE_ON_PAPER = 300

Count = Callable[[int], None]
Write = Callable[[IO[bytes], Report, Count], None]


def may_see_export(user: User, job: Job) -> bool:
    """While they answer for every unit they answered for when they asked."""
    tops = job.arguments.get("tops", [])
    still = visible_units(user).filter(pk__in=tops).count() == len(tops)
    return still and scope_or_none(user, job.arguments["asked"]) is not None


@job(export_job(Format.XLSX), may_see=may_see_export)
def make_workbook(job: Job) -> None:
    _make(job, _workbook, Format.XLSX)


@job(export_job(Format.CSV), may_see=may_see_export)
def make_comma_file(job: Job) -> None:
    _make(job, _comma_file, Format.CSV)


@job(export_job(Format.PDF), may_see=may_see_export)
def make_pdf(job: Job) -> None:
    _make(job, _paper, Format.PDF)


def _make(job: Job, write: Write, form: Format) -> None:
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
    write(out, Report(scope, letterhead(user, scope), timezone.localtime()), count)
    keep_result(job, name=_file_name(scope, form), content=out.getvalue())
    progress(job, done=total, total=total)


def _workbook(out: IO[bytes], report: Report, count: Count) -> None:
    scope = report.scope
    units = unit_rows(scope)
    write_workbook(out, report, units=units, lines=lines(scope), count=count)


def _comma_file(out: IO[bytes], report: Report, count: Count) -> None:
    write_comma_file(out, lines(report.scope), count=count)


def _paper(out: IO[bytes], report: Report, count: Count) -> None:
    scope = report.scope
    late = longest_late(scope, most=LATE_ON_PAPER)
    people = person_rows(scope, late, _titles())
    write_pdf(out, report, units=unit_rows(scope), late=people)


def _titles() -> dict[int, str]:
    return dict(CoursePage.objects.values_list("pk", "title"))


def _file_name(scope: Scope, form: Format) -> str:
    unit = scope.units[0] if scope.units else None
    name = slug(unit.short_name or unit.name)[:60] if unit else ""
    when = f"{scope.as_of:%Y-%m-%d}" if scope.on else scope.period_code
    if scope.is_then:
        when += "-theo-to-chuc-khi-do"
    return f"ket-qua-boi-duong-{when}-{name}.{form}"
