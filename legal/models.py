from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from vietnamese.text import fold


class LegalReferenceQuerySet(models.QuerySet["LegalReference"]):
    def ended(self, on: date) -> LegalReferenceQuerySet:
        """Texts that no longer apply on that day, or that another one replaced."""
        replaced = Q(replaced_by__effective_from__lte=on)
        return self.filter(Q(effective_to__lt=on) | replaced)


class LegalReference(index.Indexed, models.Model):
    """A legal text that lessons, questions and procedures rest on.

    The law here changes often; `ended` texts raise every page that cites them.
    """

    number = models.CharField(
        _("number"),
        max_length=60,
        unique=True,
        help_text=_("As printed: 244/2026/NĐ-CP"),
    )
    title = models.CharField(_("title"), max_length=400)
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_to = models.DateField(
        _("in force until"), null=True, blank=True, help_text=_("Last day.")
    )
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    url = models.URLField(_("address"), blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = LegalReferenceQuerySet.as_manager()

    panels = [
        FieldPanel("number"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("issued_on")]),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("effective_from"), FieldPanel("effective_to")]
                ),
                FieldPanel("replaced_by"),
            ],
            heading=_("In force"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("checked_on"), FieldPanel("checked_by")])],
            heading=_("Last check"),
        ),
        FieldPanel("url"),
        FieldPanel("note"),
    ]
    search_fields = [
        index.SearchField("number"),
        index.SearchField("folded"),
        index.AutocompleteField("number"),
        index.AutocompleteField("folded"),
    ]

    class Meta:
        ordering = ["-effective_from", "number"]
        verbose_name = _("legal reference")
        verbose_name_plural = _("legal references")
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to=None)
                | Q(effective_from=None)
                | Q(effective_to__gte=F("effective_from")),
                name="legal_reference_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(replaced_by=F("pk")),
                name="legal_reference_not_its_own_heir",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}"

    @property
    def folded(self) -> str:
        return fold(f"{self.number} {self.title}")

    def has_ended(self, on: date | None = None) -> bool:
        """Whether the text no longer applies on the day (today by default)."""
        on = on or timezone.localdate()
        if self.effective_to and self.effective_to < on:
            return True
        heir = self.replaced_by
        return bool(heir and heir.effective_from and heir.effective_from <= on)
