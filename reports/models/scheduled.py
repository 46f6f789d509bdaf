"""What is sent to whom by itself, and what was sent. Not kept figures: a record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from departments.models import Membership
from jobs.models import Job


class ScheduledReportQuerySet(models.QuerySet["ScheduledReport"]):
    def running(self) -> ScheduledReportQuerySet:
        return self.filter(stopped_at=None)


class ScheduledReport(models.Model):
    """A report that the holder of a post gets after each period that ends.

    `asked` is what an address says about it, without a period. It goes to the person
    who holds the post and to nobody after them; `reports.scheduled.rules` says when it
    stops. What has stopped never runs again: a new one is made instead.
    """

    class Every(models.TextChoices):
        """The kinds of `vietnamese.periods`."""

        MONTH = "month", _("Every month")
        QUARTER = "quarter", _("Every quarter")
        HALF = "half", _("Every half-year")
        YEAR = "year", _("Every year")

    class Form(models.TextChoices):
        XLSX = "xlsx", pgettext_lazy("format", "Excel file")
        PDF = "pdf", pgettext_lazy("format", "PDF to be signed")

    class Reason(models.TextChoices):
        BY_HAND = "by_hand", _("Stopped by hand.")
        POST_ENDED = "post_ended", _("The post has ended.")
        NOT_HEAD = "not_head", _("The post no longer heads a unit.")
        INACTIVE = "inactive", _("The account is switched off.")
        SCOPE_LOST = "scope_lost", _("The unit is no longer in this post's charge.")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    # Taking back a reorganisation removes the posts it made.
    post = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    asked = models.JSONField(default=dict)
    every = models.CharField(max_length=10, choices=Every)
    form = models.CharField(max_length=5, choices=Form)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)

    objects = ScheduledReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("scheduled report")
        verbose_name_plural = _("scheduled reports")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "asked", "every", "form"],
                condition=Q(stopped_at=None),
                name="a_post_gets_the_same_report_once",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, reason="")
                | Q(stopped_at__isnull=False) & ~Q(reason=""),
                name="what_stopped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_every_display()}"

    @property
    def unit_pk(self) -> int:
        return int(self.asked["unit"])

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None


class ScheduledReportDelivery(models.Model):
    """That a report was sent for a period. Written with its message and its job."""

    report = models.ForeignKey(
        ScheduledReport, models.CASCADE, related_name="deliveries"
    )
    period = models.CharField(max_length=10)  # its code
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "period"], name="one_delivery_per_report_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}, {self.period}"
