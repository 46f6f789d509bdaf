from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from departments.models.units import Department


class ActKind(models.TextChoices):
    MERGE = "merge", _("merged into")
    SPLIT = "split", _("split into")
    RENAME = "rename", _("renamed")
    MOVE = "move", _("moved")
    DISSOLVE = "dissolve", _("dissolved")
    TRANSFER = "transfer", _("functions transferred to")


class ReorganisationQuerySet(models.QuerySet["Reorganisation"]):
    def applied(self) -> ReorganisationQuerySet:
        return self.filter(state=Reorganisation.State.APPLIED)

    def due(self, on: date) -> ReorganisationQuerySet:
        """Waiting for a day that has come, in the order in which they take effect."""
        waiting = self.filter(state=Reorganisation.State.WAITING, effective_on__lte=on)
        return waiting.order_by("effective_on", "decided_on", "pk")


class Reorganisation(models.Model):
    """A decision that changes units: drafted as `Act` rows, then applied as a whole.

    What it did to units is on record in `Succession` and `DepartmentVersion`;
    `effects` holds what undoing it needs.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being drafted")
        WAITING = "waiting", _("waits for its day")
        APPLIED = "applied", _("applied")

    number = models.CharField(_("decision number"), max_length=80)
    decided_on = models.DateField(_("decided on"))
    effective_on = models.DateField(
        _("effective on"), help_text=_("The first day of the new organisation.")
    )
    title = models.CharField(_("title"), max_length=255)
    note = models.TextField(_("text of the decision, or remarks"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    applied_at = models.DateTimeField(null=True, blank=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    effects = models.JSONField(default=dict, editable=False)

    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_on", "-pk"]
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "decided_on"], name="one_reorganisation_per_decision"
            ),
            models.CheckConstraint(
                condition=Q(state="applied", applied_at__isnull=False)
                | Q(state__in=["draft", "waiting"], applied_at=None),
                name="reorganisation_is_applied_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_applied(self) -> bool:
        return self.state == self.State.APPLIED


class Act(models.Model):
    """One act of a decision. `content` is read by `reorganising.acts`."""

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="acts"
    )
    kind = models.CharField(max_length=10, choices=ActKind)
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.reorganisation.number})"


class Succession(models.Model):
    """One line of an applied reorganisation: what became of a unit.

    With `is_heir` the successor takes over the predecessor's records.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="successions"
    )
    act = models.CharField(max_length=10, choices=ActKind)
    predecessor = models.ForeignKey(
        Department, models.PROTECT, related_name="successions_from"
    )
    successor = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="successions_to"
    )
    is_heir = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "act", "predecessor", "successor"],
                name="one_succession_line",
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "act", "predecessor"],
                condition=Q(successor=None),
                name="one_succession_line_without_heir",
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(is_heir=True),
                name="one_heir_per_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_act_display()} {self.successor or ''}"
