"""A person's account of training hours, and what a year asks of whom."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffCategory
from certificates.models import Certificate
from courses.models import CoursePage
from departments.models import Department


class HoursEntryQuerySet(models.QuerySet["HoursEntry"]):
    def counted(self) -> HoursEntryQuerySet:
        """Without the hours of a course whose certificate was revoked."""
        of_course = Certificate.objects.filter(
            trainee=OuterRef("trainee"),
            course=OuterRef("course"),
            completed_on=OuterRef("earned_on"),
        )
        revoked = Exists(of_course.exclude(revoked_at=None))
        return self.exclude(revoked & ~Exists(of_course.valid()))


class HoursEntry(models.Model):
    """Hours (tiết) that something added to a person's account, once.

    `key` names the cause ("enrolment:12", "class:3", "outside:7"), so that crediting
    again changes nothing. The unit is the one of that day.
    """

    class Source(models.TextChoices):
        COURSE = "course", _("online course")
        CLASS = "class", _("class")
        OUTSIDE = "outside", _("training elsewhere")

    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="hours_entries"
    )
    key = models.CharField(max_length=60)
    source = models.CharField(max_length=10, choices=Source)
    title = models.CharField(max_length=255)
    course = models.ForeignKey(
        CoursePage, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    earned_on = models.DateField()
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)

    objects = HoursEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-earned_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "key"], name="hours_are_credited_once"
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=0), name="credited_hours_are_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["trainee", "earned_on"], name="hours_of_person"),
            models.Index(fields=["earned_on"], name="hours_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.trainee}: {self.hours} ({self.title})"


class HoursTarget(models.Model):
    """What a year asks of a category of staff; no category: of everybody else."""

    year = models.PositiveSmallIntegerField(_("year"))
    category = models.CharField(
        _("staff category"), max_length=20, choices=StaffCategory, blank=True
    )
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(0)],
    )

    class Meta:
        ordering = ["-year", "category"]
        verbose_name = _("target of training hours")
        verbose_name_plural = _("targets of training hours")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "category"], name="one_hours_target_per_category"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_category_display()}: {self.hours}"
