"""Keys with which programs read what their owners may read."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def open(self) -> ApiTokenQuerySet:
        """Those that open the door: in time, not revoked, of somebody active."""
        lasting = self.filter(revoked_at=None, expires_on__gte=timezone.localdate())
        return lasting.filter(owner__is_active=True)


class ApiToken(models.Model):
    """A key of a person for a program. It may read what its owner may at that moment.

    The key itself is shown once and kept nowhere: a digest finds it, `start` lets its
    owner recognise it.
    """

    owner = models.ForeignKey(
        User, models.CASCADE, related_name="api_tokens", verbose_name=_("owner")
    )
    name = models.CharField(
        _("name"),
        max_length=80,
        help_text=_("What uses it, such as “Dashboard of the province”."),
    )
    start = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_on = models.DateField(_("last day"))
    last_used_at = models.DateTimeField(
        _("last used"), null=True, blank=True, editable=False
    )
    revoked_at = models.DateTimeField(
        _("revoked"), null=True, blank=True, editable=False
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="one_token_a_digest"),
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(revoked_at=None),
                name="one_token_a_name",
                violation_error_message=_(
                    "You have a key of this name. Choose another name, or revoke that key first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                name="token_revoked_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    @property
    def is_over(self) -> bool:
        return self.expires_on < timezone.localdate()
