"""Jobs of this app."""

from __future__ import annotations

from jobs.models import Job
from jobs.registry import job
from learning.models import TrainingPlan
from learning.plans.services import ACTIVATE_JOB
from learning.plans.sync import sync_plan


@job(ACTIVATE_JOB)
def give_duties(job: Job) -> None:
    """Safe to run again: who has the duty keeps the one they have."""
    sync_plan(plan=TrainingPlan.objects.get(pk=job.arguments["plan"]))
