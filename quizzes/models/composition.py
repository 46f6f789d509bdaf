"""Which questions a quiz asks.

Questions stand in numbered sections: named one by one (`QuizQuestion`) or drawn
anew for each attempt (`Draw`). A quiz without a `Section` row is one section.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from quizzes.models.bank import Category, Question
from quizzes.models.quiz import Quiz


class Section(models.Model):
    """A part of a quiz, with a bar of its own where one is set.

    Examinations of official classes want every part passed, without averaging.
    Sections are numbered from 1 in their order.
    """

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(_("title"), max_length=150)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark of this part (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Empty: only the whole counts."),
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("part of the quiz")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark=None) | Q(pass_mark__lte=100),
                name="section_pass_mark_is_a_percentage",
            )
        ]

    def __str__(self) -> str:
        return self.title


class QuizQuestion(models.Model):
    """A question that every attempt may get (all of them unless `Quiz.draw`)."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="quiz_questions")
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="uses", verbose_name=_("question")
    )
    section = models.PositiveSmallIntegerField(
        _("in part"), default=1, validators=[MinValueValidator(1)]
    )
    points = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1)]
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


class Draw(models.Model):
    """Questions picked at random from the bank, anew for each attempt."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="draws")
    section = models.PositiveSmallIntegerField(
        _("in part"), default=1, validators=[MinValueValidator(1)]
    )
    count = models.PositiveSmallIntegerField(
        _("how many"), validators=[MinValueValidator(1)]
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="draws",
        verbose_name=_("category"),
        help_text=_("With the categories below it."),
    )
    tag = models.ForeignKey(
        "taggit.Tag",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tag"),
    )
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"),
        null=True,
        blank=True,
        choices=[(1, _("easy")), (2, _("medium")), (3, _("hard"))],
    )
    points = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1)]
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("random draw")
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1), name="draw_takes_something"
            )
        ]

    def __str__(self) -> str:
        parts = [str(self.category)]
        if self.tag:
            parts.append(f"#{self.tag.name}")
        if self.difficulty:
            parts.append(str(self.get_difficulty_display()))
        return f"{self.count} × {', '.join(parts)}"
