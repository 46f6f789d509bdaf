"""Training plans that may be asked about."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Exists, OuterRef, QuerySet

from learning.models import Assignment, TrainingPlan
from reports.scope import Scope


def plans_touching(scope: Scope) -> QuerySet[TrainingPlan]:
    """Plans that gave something to do to people the reader answers for, whatever the
    page is narrowed to; for the training office all that were ever in force."""
    plans = TrainingPlan.objects.exclude(state=TrainingPlan.State.DRAFT)
    if scope.sight is None:
        return plans
    everybody = replace(scope, units=scope.tops, category="")
    theirs = Assignment.objects.filter(
        plan=OuterRef("pk"), trainee__in=everybody.posts().values("user")
    )
    return plans.filter(Exists(theirs))
