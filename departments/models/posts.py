from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from departments.models.units import Department


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        return self.filter(started_on__lte=day).filter(
            Q(ended_on=None) | Q(ended_on__gte=day)
        )

    def placing_on(self, day: date) -> MembershipQuerySet:
        """Where each person counted on that day: at most one post per person.

        The primary one. Of two whose days overlap, the one that still goes on, or
        else the one begun last; only one goes on, so the others alone are compared.
        """
        later = Q(ended_on=None) | Q(started_on__gt=OuterRef("started_on"))
        later |= Q(started_on=OuterRef("started_on"), pk__gt=OuterRef("pk"))
        others = Membership.objects.on(day).primary().filter(later)
        overlaps = Exists(others.filter(user=OuterRef("user")))
        return self.on(day).primary().filter(Q(ended_on=None) | ~overlaps)

    def current(self) -> MembershipQuerySet:
        return self.filter(ended_on=None)

    def primary(self) -> MembershipQuerySet:
        return self.filter(is_primary=True)

    def heads(self) -> MembershipQuerySet:
        return self.filter(is_head=True)


class Membership(models.Model):
    """A person's post in a unit, from one day to another. One current post is primary.

    `continued_by` is the last post in which reorganisations carried this one on:
    the unit of that post is where this one's record counts today.
    """

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
    continued_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="continues",
    )

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
