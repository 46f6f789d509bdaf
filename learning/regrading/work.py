"""The correction of many attempts, done by a worker."""

from __future__ import annotations

from jobs.models import Job
from jobs.registry import job
from jobs.services import progress
from learning.regrading.correcting import REGRADE_JOB, apply_regrade
from quizzes.models import Regrade


@job(REGRADE_JOB)
def correct_marks(job: Job) -> None:
    def count(done: int, total: int) -> None:
        progress(job, done=done, total=total)

    apply_regrade(Regrade.objects.get(pk=job.arguments["regrade"]), count=count)
