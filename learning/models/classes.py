"""Face-to-face classes: sessions, seats by unit, who registered, who came."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.models import CoursePage
from departments.models import Department


class TrainingClass(ClusterableModel):
    """A class ("lớp") held by decision on one day or several."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open for registration")
        SHUT = "shut", _("registration closed")
        OVER = "over", _("over")
        CANCELLED = "cancelled", _("cancelled")

    title = models.CharField(_("title"), max_length=200)
    course = models.ForeignKey(
        CoursePage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="classes",
        verbose_name=_("course it belongs to"),
    )
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    place = models.CharField(_("place"), max_length=250)
    about = models.TextField(_("what it is about"), blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"))
    register_until = models.DateField(_("registration until"))
    needed_percent = models.PositiveSmallIntegerField(
        _("attendance needed (%)"),
        default=80,
        help_text=_("Hours are credited to those who came to this share of them."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT
    )

    class Meta:
        ordering = ["-register_until", "title"]
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints = [
            models.CheckConstraint(
                condition=Q(needed_percent__lte=100),
                name="class_attendance_is_a_percentage",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def takes_registrations(self, on: date) -> bool:
        return self.state == self.State.OPEN and on <= self.register_until


class ClassSession(models.Model):
    """One sitting ("buổi") of a class. `hours` are counted as tiết."""

    training_class = ParentalKey(
        TrainingClass, on_delete=models.CASCADE, related_name="sessions"
    )
    title = models.CharField(_("subject"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    hours = models.DecimalField(
        _("hours credited"), max_digits=4, decimal_places=1, default=4
    )
    lecturer = models.CharField(_("lecturer"), max_length=150, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="class_session_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ClassQuota(models.Model):
    """Seats kept for a unit and those below it."""

    training_class = ParentalKey(
        TrainingClass, on_delete=models.CASCADE, related_name="quotas"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    seats = models.PositiveSmallIntegerField(_("seats"))

    class Meta:
        verbose_name = _("seats of a unit")
        verbose_name_plural = _("seats by unit")
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "department"], name="one_quota_per_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.seats}"


class Registration(models.Model):
    """A person for a class. Seated once the head agrees and a seat is free."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for the head")
        WAITING = "waiting", _("on the waiting list")
        SEATED = "seated", _("has a seat")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    training_class = models.ForeignKey(
        TrainingClass, models.PROTECT, related_name="registrations"
    )
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("registration for a class")
        verbose_name_plural = _("registrations for classes")
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "trainee"],
                name="one_registration_per_class_and_trainee",
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainee} – {self.training_class}"


class Attendance(models.Model):
    """Whether somebody was at a session, and how that is known."""

    class How(models.TextChoices):
        LIST = "list", _("by list")
        CODE = "code", _("by code")

    session = models.ForeignKey(
        ClassSession, models.PROTECT, related_name="attendances"
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="attendances"
    )
    is_present = models.BooleanField(default=True)
    how = models.CharField(max_length=5, choices=How)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "registration"],
                name="one_attendance_per_session_and_registration",
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {self.session}"
