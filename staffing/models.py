"""Lists that were uploaded: what was read, how it is to be understood, what came of it.

A list is kept as its cells in Unicode, never as the file: numbers of citizen cards are
dropped while reading, and the cells are forgotten some weeks after.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DRAFTS_LAST: Final = timedelta(days=14)
CELLS_LAST: Final = timedelta(days=90)


class StaffListQuerySet(models.QuerySet["StaffList"]):
    def drafts(self) -> StaffListQuerySet:
        return self.filter(state=StaffList.State.DRAFT)

    def applied(self) -> StaffListQuerySet:
        return self.filter(state=StaffList.State.APPLIED)

    def of_form(self, signature: str) -> StaffListQuerySet:
        """Lists with the same headings, the last one first."""
        return self.filter(signature=signature).order_by("-pk")


class StaffList(models.Model):
    """One upload. `table` holds the cells, `columns` what each column is taken for.

    `choices` are the answers somebody gave: units by the words of the list, people by
    the row. `outcome` is what was done, row by row, once it is applied.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being checked")
        APPLIED = "applied", _("applied")

    file_name = models.CharField(_("file"), max_length=200)
    department = models.ForeignKey(
        "departments.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="staff_lists",
        verbose_name=_("unit the list is about"),
    )
    is_complete = models.BooleanField(
        _("everybody of the unit is on it"), default=False
    )
    names_heads = models.BooleanField(_("titles say who heads a unit"), default=False)
    swaps_days = models.BooleanField(
        _("days and months were swapped by Excel"), default=False
    )
    effective_on = models.DateField(_("from"))
    table = models.JSONField(default=dict)
    heading_row = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=list)
    signature = models.CharField(max_length=64, blank=True, db_index=True)
    choices = models.JSONField(default=dict)
    outcome = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    new_people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="staff_lists", blank=True
    )

    objects = StaffListQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("list of staff")
        verbose_name_plural = _("lists of staff")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", applied_at=None)
                | Q(state="applied", applied_at__isnull=False),
                name="staff_list_is_applied_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(is_complete=False) | Q(department__isnull=False),
                name="complete_staff_list_has_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_applied(self) -> bool:
        return self.state == self.State.APPLIED
