from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from accounts.models import User
from jobs.models import Job
from jobs.services import ask_for
from reports.scope import Scope

EXPORT_JOB = "reports.xlsx"


def ask_for_export(*, user: User, scope: Scope, token: str) -> Job:
    """The job that writes a scope into a workbook.

    `token` names the page the button stood on: pressing twice is one job, and a page
    loaded later, with newer figures, makes a new one.
    """
    asked = scope.asked
    digest = hashlib.sha256(repr((token, sorted(asked.items()))).encode()).hexdigest()
    names = ", ".join(unit.name for unit in scope.units)
    title = _("Training results %(year)s: %(units)s") % {
        "year": scope.year.end.year,
        "units": names,
    }
    return ask_for(
        kind=EXPORT_JOB,
        key=f"{EXPORT_JOB}:{user.pk}:{digest[:32]}",
        title=title[:200],
        arguments={"asked": asked, "tops": [unit.pk for unit in scope.tops]},
        requested_by=user,
    )
