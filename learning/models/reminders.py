"""What was reminded of when, and the days nobody is written to."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DayOff(models.Model):
    """A public holiday, or a day given free for one: no working day."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("day off")
        verbose_name_plural = _("days off")

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class ReminderRun(models.Model):
    """One round of messages, written in the transaction that wrote them.

    `kind` says of what: "people", "heads", or "head:<pk>" for a head's own button.
    """

    kind = models.CharField(max_length=40)
    day = models.DateField()
    messages = models.PositiveIntegerField(default=0)
    run_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "day"], name="one_round_of_reminders_per_kind_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day:%d/%m/%Y}"
