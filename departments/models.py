"""Units of the administration: a stable identity with a dated name and place.

`Department` is today's tree. `DepartmentVersion` says what each unit was called
and where it stood on any day; `Reorganisation` and `Succession` say why it changed.
Change units through `services`, which keeps the three in step.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
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


class DepartmentQuerySet(models.QuerySet["Department"]):
    def existing(self) -> DepartmentQuerySet:
        return self.filter(dissolved_on=None)

    def within(self, *units: Department) -> DepartmentQuerySet:
        """These units and everything below them: one index range each."""
        ranges = Q(pk__in=[])
        for unit in units:
            ranges |= Q(path__range=unit.path_range)
        return self.filter(ranges)

    def above(self, unit: Department) -> DepartmentQuerySet:
        """The units that contain this one, from the top."""
        lengths = range(SEGMENT, len(unit.path), SEGMENT)
        return self.filter(path__in=[unit.path[:n] for n in lengths]).order_by("path")


class Department(models.Model):
    """A unit. `pk` is its identity; name, code and place are today's."""

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

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

    @property
    def path_range(self) -> tuple[str, str]:
        """First and last path of the subtree.

        "zzzz" is never given out, and only digits and small letters occur, so
        every database collation agrees on this order.
        """
        return self.path, self.path + "z" * SEGMENT

    @property
    def depth(self) -> int:
        return len(self.path) // SEGMENT


class Reorganisation(models.Model):
    """A decision that changes units. Its effects are `Succession` rows."""

    number = models.CharField(_("decision number"), max_length=80)
    decided_on = models.DateField(_("decided on"))
    effective_on = models.DateField(_("effective on"))
    title = models.CharField(_("title"), max_length=255)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-effective_on"]
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "decided_on"], name="one_reorganisation_per_decision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class Succession(models.Model):
    """One line of a reorganisation: what became of a unit."""

    class Act(models.TextChoices):
        MERGE = "merge", _("merged into")
        SPLIT = "split", _("split into")
        RENAME = "rename", _("renamed")
        MOVE = "move", _("moved")
        DISSOLVE = "dissolve", _("dissolved")
        TRANSFER = "transfer", _("functions transferred to")

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="successions"
    )
    act = models.CharField(max_length=10, choices=Act)
    predecessor = models.ForeignKey(
        Department, models.PROTECT, related_name="successions_from"
    )
    successor = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="successions_to"
    )

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
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_act_display()} {self.successor or ''}"


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
        Reorganisation, models.PROTECT, null=True, blank=True, related_name="versions"
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


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        return self.filter(started_on__lte=day).filter(
            Q(ended_on=None) | Q(ended_on__gte=day)
        )

    def current(self) -> MembershipQuerySet:
        return self.filter(ended_on=None)

    def primary(self) -> MembershipQuerySet:
        return self.filter(is_primary=True)

    def heads(self) -> MembershipQuerySet:
        return self.filter(is_head=True)


class Membership(models.Model):
    """A person's post in a unit, from one day to another. One current post is primary."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="memberships", verbose_name=_("unit")
    )
    post = models.CharField(_("post"), max_length=120, blank=True)
    is_head = models.BooleanField(
        _("heads the unit"),
        default=False,
        help_text=_("Heads and their deputies see the unit and all units below it."),
    )
    is_primary = models.BooleanField(_("primary post"), default=True)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("last day"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_on=None, is_primary=True),
                name="one_current_primary_post_per_person",
            ),
            models.UniqueConstraint(
                fields=["user", "department"],
                condition=Q(ended_on=None),
                name="one_current_post_per_person_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.post} – {self.department}"
