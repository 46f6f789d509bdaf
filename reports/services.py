from __future__ import annotations

import hashlib
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.models import User
from jobs.models import Job
from jobs.services import ask_for
from reports.scope import Scope


class Format(StrEnum):
    """What a report can be taken away as."""

    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"


def export_job(form: str) -> str:
    """The kind of job that writes this format."""
    return f"reports.{form}"


def ask_for_export(
    *, user: User, scope: Scope, token: str, form: str = Format.XLSX
) -> Job:
    """The job that writes a scope into a file of this format.

    `token` names the page the button stood on: pressing twice is one job, and a page
    loaded later, with newer figures, makes a new one.
    """
    asked = scope.asked
    digest = hashlib.sha256(repr((token, sorted(asked.items()))).encode()).hexdigest()
    names = ", ".join(unit.name for unit in scope.units)
    title = _("Training results, %(period)s: %(units)s") % {
        "period": scope.period_words,
        "units": names,
    }
    return ask_for(
        kind=export_job(form),
        key=f"{export_job(form)}:{user.pk}:{digest[:32]}",
        title=title[:200],
        arguments={"asked": asked, "tops": scope.answered_for},
        requested_by=user,
    )
