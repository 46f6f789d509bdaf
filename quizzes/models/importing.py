"""Question files on their way into the bank, and pairs that only look alike."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.bank import Category, Question


class QuestionImport(models.Model):
    """A file as it was read. Nothing is in the bank before somebody confirms.

    `content` is what `quizzes.importing.drafts` stores; it goes once applied. The
    counts are written then, and say what was really done.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("to be confirmed")
        APPLIED = "applied", _("imported")
        DISCARDED = "discarded", _("discarded")

    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("format"), max_length=20, blank=True)
    category = models.ForeignKey(
        Category,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("into the category"),
    )
    keeps_tree = models.BooleanField(_("with the file's own categories"), default=True)
    content = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)
    added = models.PositiveIntegerField(_("questions added"), default=0)
    changed = models.PositiveIntegerField(_("questions changed"), default=0)
    same = models.PositiveIntegerField(_("questions unchanged"), default=0)
    refused = models.PositiveIntegerField(_("questions refused"), default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("question import")
        verbose_name_plural = _("question imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "applied", "discarded"]),
                name="question_import_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="applied", applied_at__isnull=False)
                | (~Q(state="applied") & Q(applied_at=None)),
                name="question_import_applied_when_it_says_so",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class NotAlike(models.Model):
    """Two questions somebody has looked at: alike in words, not in what they ask."""

    one = models.ForeignKey(Question, models.CASCADE, related_name="+")
    other = models.ForeignKey(Question, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="not_alike_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="not_alike_lower_key_first"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.one_id} ≠ #{self.other_id}"
