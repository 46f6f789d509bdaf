"""The daily review: which questions a person meets again, and when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from quizzes.models import Question, QuestionVersion

if TYPE_CHECKING:
    from accounts.models import User


class ReviewCardQuerySet(models.QuerySet["ReviewCard"]):
    def of(self, trainee: User) -> ReviewCardQuerySet:
        return self.filter(trainee=trainee)

    def answered(self) -> ReviewCardQuerySet:
        return self.filter(reps__gt=0)

    def ripe(self, on: date) -> ReviewCardQuerySet:
        """To be asked by that day, questions never asked among them."""
        return self.filter(due_on__lte=on)


class ReviewCard(models.Model):
    """A question somebody is asked again from time to time, to keep it in memory.

    Practice and no record of study: nothing that is reported reads it. What the
    scheduler knows stands in `stability`, `difficulty` and `answered_on`, see
    `learning.spacing`; the last answer is kept to be explained.
    """

    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_cards"
    )
    question = models.ForeignKey(Question, models.CASCADE, related_name="review_cards")
    due_on = models.DateField()
    interval = models.PositiveSmallIntegerField(default=0)  # days
    stability = models.FloatField(null=True, blank=True)
    difficulty = models.FloatField(null=True, blank=True)
    reps = models.PositiveIntegerField(default=0)
    lapses = models.PositiveIntegerField(default=0)
    answered_on = models.DateField(null=True, blank=True)
    version = models.ForeignKey(
        QuestionVersion, models.CASCADE, null=True, blank=True, related_name="+"
    )
    option_order = models.JSONField(default=list)
    answer = models.JSONField(null=True, blank=True)
    was_right = models.BooleanField(default=False)

    objects = ReviewCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "question"], name="one_review_card_per_question"
            ),
            models.CheckConstraint(
                condition=Q(
                    reps=0,
                    stability=None,
                    difficulty=None,
                    answered_on=None,
                    version=None,
                )
                | Q(
                    reps__gt=0,
                    stability__isnull=False,
                    difficulty__isnull=False,
                    answered_on__isnull=False,
                    version__isnull=False,
                ),
                name="review_card_remembers_once_answered",
            ),
            models.CheckConstraint(
                condition=Q(lapses__lte=F("reps")),
                name="review_card_lapses_are_answers",
            ),
        ]
        indexes = [models.Index(fields=["trainee", "due_on"], name="review_cards_due")]

    def __str__(self) -> str:
        return f"{self.question} – {self.trainee}"

    def is_ripe(self, on: date) -> bool:
        return self.due_on <= on
