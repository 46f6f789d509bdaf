from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from jobs.models import MAX_TRIES, Job
from jobs.registry import Refused, work_for

logger = logging.getLogger(__name__)


def ask_for(
    *,
    kind: str,
    key: str,
    title: str,
    arguments: dict[str, Any] | None = None,
    requested_by: User | None = None,
) -> Job:
    """Write a job in the caller's transaction; it is sent to a worker on commit.

    The same key is the same job: asking again returns it, whatever its state.
    """
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "title": title,
            "arguments": arguments or {},
            "requested_by": requested_by,
        },
    )
    if created:
        transaction.on_commit(lambda: send_to_worker(job))
    return job


def send_to_worker(job: Job) -> None:
    """Put the job on the queue. A queue that is down loses nothing: beat revives."""
    try:
        current_app.signature("jobs.tasks.run_job", args=[job.pk]).delay()
    except OSError as error:
        logger.warning("Job %s waits for the next round: %s", job.pk, error)


def claim(pk: int) -> Job | None:
    """Take the job if it is still to be done. The row count decides who won."""
    now = timezone.now()
    open_jobs = Job.objects.filter(pk=pk, run_after__lte=now)
    queued = open_jobs.filter(state=Job.State.QUEUED)
    stale = Job.objects.to_revive().filter(pk=pk, state=Job.State.RUNNING)
    change = {"state": Job.State.RUNNING, "heartbeat_at": now, "tries": F("tries") + 1}
    if queued.update(**change) or stale.update(**change):
        return Job.objects.select_related("requested_by").get(pk=pk)
    return None


def run(pk: int) -> None:
    """Claim and do a job. A job that raises is tried again later, then reported."""
    job = claim(pk)
    if job is None:
        return
    try:
        work_for(job.kind)(job)
    except Exception as error:
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        _failed(job, error)
    else:
        Job.objects.filter(pk=job.pk, tries=job.tries).update(
            state=Job.State.DONE, finished_at=timezone.now(), error=""
        )


def _failed(job: Job, error: Exception) -> None:
    """Back to the queue with growing pauses; after the last try it stays failed."""
    refused = isinstance(error, Refused)
    over = refused or job.tries >= MAX_TRIES
    now = timezone.now()
    Job.objects.filter(pk=job.pk, tries=job.tries).update(
        state=Job.State.FAILED if over else Job.State.QUEUED,
        error=str(error) if refused else f"{type(error).__name__}: {error}"[:2000],
        run_after=now + timedelta(minutes=2 ** (job.tries - 1)),
        finished_at=now if over else None,
        # A refusal is an answer, nothing the training office could mend.
        failure_reported_at=now if refused else None,
    )


def progress(job: Job, *, done: int, total: int) -> None:
    """Say how far the work is; also the heartbeat that keeps the claim."""
    Job.objects.filter(pk=job.pk, tries=job.tries).update(
        done=done, total=total, heartbeat_at=timezone.now()
    )


def keep_result(job: Job, *, name: str, content: bytes) -> None:
    """Store the file a job made, to be downloaded under `name` by who asked."""
    job.result.save(f"{job.pk}-{name}", ContentFile(content), save=False)
    Job.objects.filter(pk=job.pk).update(result=job.result.name, result_name=name)


def try_again(job: Job) -> None:
    """Give a failed job another round of tries."""
    changed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
        state=Job.State.QUEUED,
        tries=0,
        error="",
        run_after=timezone.now(),
        finished_at=None,
        failure_reported_at=None,
    )
    if changed:
        send_to_worker(job)


def revive() -> int:
    """Send every lost or abandoned job to a worker again; how many."""
    lost = list(Job.objects.to_revive())
    for job in lost:
        send_to_worker(job)
    return len(lost)
