"""Long work as rows. No transport survives a killed worker alone; a row does."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STALE_AFTER = timedelta(minutes=2)  # without a heartbeat
LOST_AFTER = timedelta(minutes=1)  # queued, but no worker took it
MAX_TRIES = 5


def private_storage() -> Storage:
    return storages["private"]


class JobQuerySet(models.QuerySet["Job"]):
    def to_revive(self) -> JobQuerySet:
        """Jobs whose message or worker was lost."""
        now = timezone.now()
        lost = Q(state=Job.State.QUEUED, run_after__lte=now - LOST_AFTER)
        dead = Q(state=Job.State.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
        return self.filter(lost | dead)

    def failed(self) -> JobQuerySet:
        return self.filter(state=Job.State.FAILED)


class Job(models.Model):
    """One piece of long work: asked for, claimed by one worker, done in steps.

    `key` names the work: asking twice for the same key is one job.
    `total` is 0 while the amount of work is not known.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    failure_reported_at = models.DateTimeField(null=True, blank=True)
    result = models.FileField(
        storage=private_storage, upload_to="jobs/%Y/%m", blank=True
    )
    result_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    run_after = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed"]),
                name="job_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")),
                name="job_does_not_do_more_than_its_total",
            ),
        ]
        indexes = [
            models.Index(
                fields=["run_after"],
                condition=Q(state__in=["queued", "running"]),
                name="jobs_open",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def percent(self) -> int:
        if self.state == self.State.DONE:
            return 100
        return 100 * self.done // self.total if self.total else 0
