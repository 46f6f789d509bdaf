"""What one person is allowed beyond the rules of a quiz."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.quiz import Quiz


class Extension(models.Model):
    """More time or tries for one person, and why."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="extensions")
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="quiz_extensions",
        verbose_name=_("trainee"),
    )
    extra_minutes = models.PositiveSmallIntegerField(_("minutes more"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("attempts more"), default=0)
    closes_at = models.DateTimeField(_("may hand in until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=250)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["quiz_id", "-granted_at"]
        verbose_name = _("extension for one person")
        verbose_name_plural = _("extensions for single persons")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "trainee"], name="one_extension_per_quiz_and_trainee"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainee} – {self.quiz}"
