from __future__ import annotations

from typing import Protocol

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

SEGMENT = 4  # characters of the path a level takes; base 36, so 1.6 million siblings


class Kind(models.TextChoices):
    PROVINCE = "province", _("province")
    DEPARTMENT = "department", _("provincial department")
    COMMUNE = "commune", _("commune or ward")
    PARTY = "party", _("party body")
    ORGANISATION = "organisation", _("mass organisation")
    PUBLIC_UNIT = "public_unit", _("public service unit")
    DIVISION = "division", _("division")
    DISTRICT = "district", _("district-level unit, until 30/06/2025")


def path_range(path: str) -> tuple[str, str]:
    """First and last path of a subtree.

    "zzzz" is never given out, and only digits and small letters occur, so every
    database collation agrees on this order.
    """
    return path, path + "z" * SEGMENT


class Placed(Protocol):
    """Something with a place in the tree."""

    @property
    def path(self) -> str: ...


class DepartmentQuerySet(models.QuerySet["Department"]):
    def existing(self) -> DepartmentQuerySet:
        return self.filter(dissolved_on=None)

    def within(self, *units: Placed) -> DepartmentQuerySet:
        """These units and everything below them: one index range each."""
        ranges = Q(pk__in=[])
        for unit in units:
            ranges |= Q(path__range=path_range(unit.path))
        return self.filter(ranges)

    def above(self, unit: Placed) -> DepartmentQuerySet:
        """The units that contain this one, from the top."""
        lengths = range(SEGMENT, len(unit.path), SEGMENT)
        return self.filter(path__in=[unit.path[:n] for n in lengths]).order_by("path")


class Department(models.Model):
    """A unit. `pk` is its identity; name, code and place are today's.

    `heir` is where what a dissolved unit left behind counts today; kept by
    `departments.heirs`.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    code = models.CharField(_("code"), max_length=20, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    path = models.CharField(
        max_length=60,
        unique=True,
        editable=False,
        validators=[RegexValidator(r"^([0-9a-z]{4})+$")],
    )
    sort_key = models.CharField(max_length=400, editable=False)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    heir = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="heir_of",
    )

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=Q(heir=None) | Q(dissolved_on__isnull=False),
                name="only_a_dissolved_unit_has_an_heir",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path_range(self) -> tuple[str, str]:
        return path_range(self.path)

    @property
    def depth(self) -> int:
        return len(self.path) // SEGMENT


class DepartmentVersion(models.Model):
    """What a unit was called, and where it stood, from one day to another."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="versions")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text=_("Last day."))
    reorganisation = models.ForeignKey(
        "departments.Reorganisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
    )

    class Meta:
        ordering = ["department_id", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(valid_to=None),
                name="one_current_version_per_department",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="department_version_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from:%d/%m/%Y})"
