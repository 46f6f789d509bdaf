"""A correction of marks, followed through to lessons, certificates and messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from departments.permissions import TRAINING_OFFICE
from jobs.models import Job
from jobs.services import ask_for
from learning.marking.counting import count_marked, result_line, tenths
from notifications.services import tell
from quizzes.models import QuestionVersion, Regrade, RegradedAttempt
from quizzes.services.regrading import (
    begin_regrade,
    finish_regrade,
    in_rounds,
    regrade_attempts,
    waiting_for,
)

REGRADE_JOB = "learning.regrade"
AT_ONCE = 500  # attempts; more are a job


def _no_count(done: int, total: int) -> None:
    """Nobody watches."""


@transaction.atomic
def start_regrade(
    *, regrade: Regrade, asked: Sequence[QuestionVersion], by: User
) -> tuple[Regrade, Job | None]:
    """Correct now, or as a job where many attempts are concerned.

    Raises what `begin_regrade` raises. The same key corrects once.
    """
    row, is_new = begin_regrade(regrade=regrade, asked=asked, by=by)
    if len(waiting_for(row)) > AT_ONCE:
        return row, ask_for(
            kind=REGRADE_JOB,
            key=f"regrade:{row.pk}",
            title=_("Marks corrected: %(question)s") % {"question": row.question},
            arguments={"regrade": row.pk},
            requested_by=by,
        )
    if is_new:
        apply_regrade(row)
    return row, None


def apply_regrade(
    regrade: Regrade, *, count: Callable[[int, int], None] = _no_count
) -> None:
    """Correct every attempt, each round in a transaction. Safe to run again."""
    attempts = waiting_for(regrade)
    done = 0
    for some in in_rounds(attempts):
        _round(regrade, some)
        done += len(some)
        count(done, len(attempts))
    with transaction.atomic():
        if finish_regrade(regrade):
            _tell_office(regrade)


def finish_regrades(*, since: datetime) -> int:
    """Look again for attempts handed in at the moment of a correction; how many.

    Such an attempt may have been marked before the correction was written and
    looked for before it was handed in.
    """
    recent = Regrade.objects.filter(Q(made_at__gte=since) | Q(finished_at=None))
    before = RegradedAttempt.objects.count()
    for regrade in recent.order_by("made_at"):
        apply_regrade(regrade)
    return RegradedAttempt.objects.count() - before


@transaction.atomic
def _round(regrade: Regrade, attempts: list[int]) -> None:
    for row in regrade_attempts(regrade=regrade, attempts=attempts):
        if row.score_after is not None:
            _follow(regrade, row)


def _follow(regrade: Regrade, row: RegradedAttempt) -> None:
    attempt = row.attempt
    places = count_marked(attempt)
    if row.score_after == row.score_before and row.passed_after == row.passed_before:
        return
    tell(
        recipient=attempt.trainee,
        key=f"regraded:{row.regrade_id}:{attempt.pk}",
        subject=_("Your quiz was marked again: %(quiz)s")
        % {"quiz": attempt.quiz.title},
        body="\n".join([_before_line(row), result_line(attempt), _why(regrade)]),
        url=places[0].result(attempt) if places else "",
        mail=True,
    )


def _before_line(row: RegradedAttempt) -> str:
    return _("Mark before: %(mark)s.") % {"mark": tenths(row.shown_before)}


def _why(regrade: Regrade) -> str:
    return _("Reason: %(reason)s") % {"reason": regrade.reason}


def _tell_office(regrade: Regrade) -> None:
    """The office answers for results, so it hears of every correction."""
    rows = RegradedAttempt.objects.filter(regrade=regrade)
    changed = rows.count()
    passed = rows.filter(passed_before=False, passed_after=True).count()
    words = ngettext(
        "%(changed)s attempt changed; %(passed)s newly passed.",
        "%(changed)s attempts changed; %(passed)s newly passed.",
        changed,
    )
    body = [
        words % {"changed": changed, "passed": passed},
        _why(regrade),
        _("By %(person)s on %(day)s.")
        % {
            "person": regrade.made_by.full_name,
            "day": date_format(regrade.made_at, "SHORT_DATE_FORMAT"),
        },
    ]
    office = User.objects.active().filter(groups__name=TRAINING_OFFICE)
    for person in office:
        tell(
            recipient=person,
            key=f"regrade:{regrade.pk}:{person.pk}",
            subject=_("Marks corrected: %(question)s")
            % {"question": str(regrade.question)},
            body="\n".join(body),
            url=reverse("regrading:regrade", args=[regrade.pk]),
        )
