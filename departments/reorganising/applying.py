"""Carrying out a decision, once and as a whole, now or on its day."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from departments.heirs import rebuild_heirs
from departments.models import Department, Reorganisation
from departments.reorganising.plan import Plan, Problem
from departments.reorganising.planning import plan_of
from departments.reorganising.writing import Writer

State = Reorganisation.State


class AlreadyApplied(Exception):
    """Someone pressed before; the decision is applied once."""


class CannotApply(Exception):
    """`problems` say what stands in the way."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = problems


def lock_units() -> None:
    """One decision at a time changes units; SQLite lets one writer in anyway."""
    list(Department.objects.select_for_update(no_key=True).values_list("pk"))


@transaction.atomic
def apply(*, decision: Reorganisation, by: User | None) -> Plan:
    """Carry out a decision: units, posts, heirs. All of it or nothing.

    One whose day is to come waits for it: today's tree never shows the future.
    Raises AlreadyApplied, CannotApply.
    """
    lock_units()
    plan = plan_of(decision)
    if plan.faults:
        if not _open(decision).exists():
            raise AlreadyApplied
        raise CannotApply(plan.faults)
    if decision.effective_on > timezone.localdate():
        _take(decision, state=State.WAITING, applied_by=by)
        return plan
    _take(decision, state=State.APPLIED, applied_at=timezone.now(), applied_by=by)
    effects = Writer(decision, plan).write()
    Reorganisation.objects.filter(pk=decision.pk).update(effects=effects)
    rebuild_heirs()
    decision.refresh_from_db()
    return plan


def _open(decision: Reorganisation) -> Any:
    return Reorganisation.objects.filter(pk=decision.pk).exclude(state=State.APPLIED)


def _take(decision: Reorganisation, **values: Any) -> None:
    """The row count decides who won."""
    if not _open(decision).update(**values):
        raise AlreadyApplied


@transaction.atomic
def postpone(*, decision: Reorganisation) -> None:
    """Take back a decision that waits for its day."""
    waiting = Reorganisation.objects.filter(pk=decision.pk, state=State.WAITING)
    waiting.update(state=State.DRAFT, applied_by=None)


def apply_due() -> list[tuple[Reorganisation, list[Problem]]]:
    """Apply what waited until today; those that can no longer be, with the reasons.

    They are drafts again, for the training office to look at.
    """
    refused = []
    for decision in Reorganisation.objects.due(timezone.localdate()):
        try:
            apply(decision=decision, by=decision.applied_by)
        except CannotApply as error:
            postpone(decision=decision)
            refused.append((decision, error.problems))
        except AlreadyApplied:
            continue
    return refused
