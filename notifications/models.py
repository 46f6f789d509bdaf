"""The outbox: what people are told, written in the transaction that caused it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def unread(self) -> MessageQuerySet:
        return self.filter(read_at=None)

    def to_send(self) -> MessageQuerySet:
        now = timezone.now()
        return self.filter(mail_state=Message.Mail.WAITING, next_try_at__lte=now)


class Message(models.Model):
    """One thing one person is told: shown on the site and, if asked, mailed.

    `key` makes it exactly once: the same key is the same message.
    """

    class Mail(models.TextChoices):
        NONE = "none", _("not mailed")
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("mailed")
        DROPPED = "dropped", _("dropped")  # no address, or no longer active
        FAILED = "failed", _("failed")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages"
    )
    key = models.CharField(max_length=150, unique=True)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(
        max_length=300, blank=True, help_text=_("Path on this site.")
    )
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_state = models.CharField(max_length=10, choices=Mail, default=Mail.NONE)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_error = models.CharField(max_length=300, blank=True)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    mail_state__in=["none", "waiting", "sent", "dropped", "failed"]
                ),
                name="message_mail_state_is_known",
            )
        ]
        indexes = [
            models.Index(
                fields=["recipient", "-created_at"], name="messages_of_person"
            ),
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="messages_unread"
            ),
            models.Index(
                fields=["next_try_at"],
                condition=Q(mail_state="waiting"),
                name="messages_to_send",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
