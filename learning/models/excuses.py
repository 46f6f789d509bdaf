"""What excuses from a course: an exemption, or training had elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from jobs.models import private_storage


class Exemption(models.Model):
    """A person need not do a course, and why."""

    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="exemptions",
        verbose_name=_("trainee"),
    )
    course = models.ForeignKey(
        CoursePage, models.PROTECT, related_name="+", verbose_name=_("course")
    )
    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-granted_at"]
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "course"], name="one_exemption_per_course"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainee} – {self.course}"


class OutsideTraining(models.Model):
    """Training somebody had elsewhere, with evidence; counts once approved.

    With `course` it stands for that course in every plan.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="outside_trainings",
        verbose_name=_("trainee"),
    )
    title = models.CharField(_("what it was"), max_length=250)
    provider = models.CharField(_("who held it"), max_length=250)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"))
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1)
    evidence = models.FileField(
        _("evidence"), storage=private_storage, upload_to="evidence/%Y"
    )
    course = models.ForeignKey(
        CoursePage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stands for the course"),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.SUBMITTED,
        editable=False,
    )
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decision_note = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-submitted_at"]
        verbose_name = _("training elsewhere")
        verbose_name_plural = _("training elsewhere")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="outside_training_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0), name="outside_training_has_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} – {self.trainee}"
