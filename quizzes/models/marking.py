"""What people gave for an answer: files handed in, markings, corrections."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import private_storage
from quizzes.models.attempts import Attempt, Response
from quizzes.models.bank import Question, QuestionVersion


def answer_file_path(file: AnswerFile, name: str) -> str:
    """A place nobody can guess, with the ending of what was sent."""
    ending = name.rpartition(".")[2].lower()
    return f"answers/{file.response_id}/{uuid4().hex}.{ending}"


class AnswerFile(models.Model):
    """A file handed in with an essay. Given out by a checked view only."""

    response = models.OneToOneField(
        Response, models.CASCADE, related_name="answer_file"
    )
    file = models.FileField(upload_to=answer_file_path, storage=private_storage)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Marking(models.Model):
    """What one marker gave an answer. Never changed: marking again adds a row.

    `levels` are the rubric's levels chosen, by criterion; `mark` is a fraction. One
    row of an answer is final: its mark counts. A later one takes that over.
    """

    class Part(models.TextChoices):
        MARKING = "marking", _("marked")  # on one's own, once per person
        MEAN = "mean", _("mean of two")
        DECISION = "decision", _("decided after two marks apart")
        CHANGE = "change", _("changed afterwards")

    response = models.ForeignKey(Response, models.CASCADE, related_name="markings")
    part = models.CharField(max_length=10, choices=Part, default=Part.MARKING)
    marker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="markings"
    )
    levels = models.JSONField(default=dict, blank=True)
    mark = models.DecimalField(max_digits=6, decimal_places=5)
    comment = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    is_final = models.BooleanField(default=False)
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["response_id", "marked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response"],
                condition=Q(is_final=True),
                name="one_final_marking_per_response",
            ),
            models.UniqueConstraint(
                fields=["response", "marker"],
                condition=Q(part="marking"),
                name="one_marking_of_their_own_per_marker",
            ),
            models.CheckConstraint(
                condition=~Q(part="change") | ~Q(reason=""),
                name="marking_is_changed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(mark__range=(0, 1)), name="marking_is_a_fraction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response} · {self.marker}"


class Regrade(models.Model):
    """A correction of marks already given: why, by whom, and what it changed.

    It holds for the versions `asked`: their answers are marked by the key of
    `version`, or left out of the score, or right for everybody. `key` is the form
    it was confirmed with, so that pressing twice corrects once.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="regrades")
    asked = models.ManyToManyField(QuestionVersion, related_name="corrections")
    version = models.ForeignKey(
        QuestionVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    leaves_out = models.BooleanField(default=False)
    gives_all = models.BooleanField(default=False)
    key = models.UUIDField(unique=True, default=uuid4)
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=False, leaves_out=False, gives_all=False)
                | Q(version=None, leaves_out=True, gives_all=False)
                | Q(version=None, leaves_out=False, gives_all=True),
                name="regrade_corrects_in_one_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} · {self.made_at:%d/%m/%Y}"


class RegradedAttempt(models.Model):
    """One attempt's result before and after a regrade.

    Empty is what waited for a marker then.
    """

    regrade = models.ForeignKey(Regrade, models.PROTECT, related_name="attempts")
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="regrades")
    response = models.ForeignKey(Response, models.PROTECT, related_name="regrades")
    mark_before = models.DecimalField(
        max_digits=6, decimal_places=5, null=True, blank=True
    )
    mark_after = models.DecimalField(
        max_digits=6, decimal_places=5, null=True, blank=True
    )
    points_before = models.PositiveSmallIntegerField()
    points_after = models.PositiveSmallIntegerField()
    score_before = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True
    )
    score_after = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True
    )
    passed_before = models.BooleanField()
    passed_after = models.BooleanField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["regrade_id", "attempt_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "response"], name="one_change_per_regrade_and_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.score_before} → {self.score_after}"

    @property
    def shown_before(self) -> Decimal | None:
        """The mark on the 10-point scale, as it was shown."""
        return self.attempt.mark_for(self.score_before)

    @property
    def shown_after(self) -> Decimal | None:
        return self.attempt.mark_for(self.score_after)
