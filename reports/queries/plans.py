"""Training plans that may be asked about."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from departments.models import Membership
from learning.models import Assignment, TrainingPlan
from reports.scope import Scope


def plans_touching(scope: Scope) -> QuerySet[TrainingPlan]:
    """Plans that gave something to do to people the reader sees today, whatever the
    page is narrowed to; for the training office all that were ever in force."""
    plans = TrainingPlan.objects.exclude(state=TrainingPlan.State.DRAFT)
    if scope.sight is None:
        return plans
    posts = Membership.objects.on(scope.today).filter(department__in=scope.sight)
    theirs = Assignment.objects.filter(
        plan=OuterRef("pk"), trainee__in=posts.values("user")
    )
    return plans.filter(Exists(theirs))
