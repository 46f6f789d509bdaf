"""A quiz: which questions, and the rules they are asked by."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from quizzes.models.bank import Question


class Quiz(ClusterableModel):
    class Explanations(models.TextChoices):
        NEVER = "never", _("never")
        AFTER_HAND_IN = "after_hand_in", _("after handing in")
        AFTER_PASS = "after_pass", _("after passing, or after the last attempt")

    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark (%)"), default=70, validators=[MaxValueValidator(100)]
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("attempts allowed"),
        null=True,
        blank=True,
        help_text=_("Empty: as many as people like."),
    )
    draw = models.PositiveSmallIntegerField(
        _("questions drawn"),
        null=True,
        blank=True,
        help_text=_("How many of the questions each attempt gets. Empty: all."),
    )
    shuffle = models.BooleanField(_("shuffle questions and options"), default=True)
    explanations = models.CharField(
        _("explanations are shown"),
        max_length=20,
        choices=Explanations,
        default=Explanations.AFTER_HAND_IN,
    )

    class Meta:
        ordering = ["title"]
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__lte=100), name="quiz_pass_mark_is_a_percentage"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mark_needed(self) -> Decimal:
        """The pass mark on the 10-point scale."""
        return Decimal(self.pass_mark) / 10


class QuizQuestion(models.Model):
    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="quiz_questions")
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="uses", verbose_name=_("question")
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("question of the quiz")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question"], name="one_use_of_a_question_per_quiz"
            )
        ]

    def __str__(self) -> str:
        return str(self.question)
