"""Who looked at whose record: kept for the person it is about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class RecordLook(models.Model):
    """One row for each viewer, person and day; `at` is the first look of the day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="record_looks"
    )
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "viewer", "day"], name="one_look_per_viewer_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.viewer} → {self.person} {self.day:%d/%m/%Y}"
