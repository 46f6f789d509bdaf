"""Question bank, quizzes and attempts.

A question's text is a version and versions never change: an attempt points at the
versions, the option order and the pass mark it was made with.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from legal.models import LegalReference
from vietnamese.text import fold

TENTH = Decimal("0.1")


def mark_of(score: Decimal, pass_mark: int) -> Decimal:
    """A percentage on the 10-point scale, one decimal.

    69,7 % of the 70 % needed would read "7,0 of 7,0: not passed", so a mark is
    not rounded up to the pass mark it missed.
    """
    rounded = (score / 10).quantize(TENTH, ROUND_HALF_UP)
    missed = Decimal(pass_mark) / 10 - TENTH
    return rounded if score >= pass_mark else min(rounded, missed)


class Category(models.Model):
    name = models.CharField(_("name"), max_length=150)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("question category")
        verbose_name_plural = _("question categories")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], name="one_category_name_per_parent"
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent=None),
                name="one_category_name_at_the_top",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class QuestionQuerySet(models.QuerySet["Question"]):
    def saying(self, words: str) -> QuestionQuerySet:
        """Questions whose text holds these words, with or without diacritics."""
        questions = self
        for word in fold(words).split():
            questions = questions.filter(folded__contains=word)
        return questions

    def usable(self) -> QuestionQuerySet:
        return self.filter(archived_at=None).exclude(current=None)


class Question(models.Model):
    """The identity of a question. What it says is in `current`, a version."""

    category = models.ForeignKey(
        Category, models.PROTECT, related_name="questions", verbose_name=_("category")
    )
    current = models.OneToOneField(
        "QuestionVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    folded = models.TextField(editable=False, default="")
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.current.text[:80] if self.current else f"#{self.pk}"


class QuestionVersion(models.Model):
    """What a question said at one time. Written once by `services.revise_question`.

    `content` is the shape of the kind, see `quizzes/kinds/`: for choices
    {"options": [{"id": "a1", "text": "…", "correct": true, "feedback": "…"}]}.
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("one answer")
        MULTIPLE = "multiple", _("several answers")
        TRUE_FALSE = "true_false", _("true or false")

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("question"))
    content = models.JSONField(default=dict)
    explanation = models.TextField(_("explanation"), blank=True)
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
    )
    legal_reference = models.ForeignKey(
        LegalReference,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="question_versions",
        verbose_name=_("legal reference"),
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True
    )

    class Meta:
        ordering = ["question_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="one_question_version_per_number"
            ),
            models.CheckConstraint(
                condition=Q(difficulty__range=(1, 3)), name="difficulty_is_1_to_3"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[dict[str, Any]]:
        options: list[dict[str, Any]] = self.content.get("options", [])
        return options


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


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> AttemptQuerySet:
        return self.filter(handed_in_at=None)

    def handed_in(self) -> AttemptQuerySet:
        return self.exclude(handed_in_at=None)

    def passed(self) -> AttemptQuerySet:
        return self.filter(score__gte=F("pass_mark"))


class Attempt(models.Model):
    """One try of one person at a quiz: open until handed in, then marked at once.

    `score` and `pass_mark` are percentages; the mark shown is `score` / 10.
    The pass mark is copied, so raising the bar later fails nobody.
    """

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="attempts"
    )
    number = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["quiz_id", "trainee_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "trainee", "number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["quiz", "trainee"],
                condition=Q(handed_in_at=None),
                name="one_open_attempt_per_quiz_and_trainee",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 100)),
                name="attempt_score_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(score=None, handed_in_at=None)
                | Q(score__isnull=False, handed_in_at__isnull=False),
                name="attempt_is_marked_when_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} #{self.number}"

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    @property
    def time_taken(self) -> timedelta | None:
        return self.handed_in_at - self.started_at if self.handed_in_at else None

    @property
    def passed(self) -> bool:
        return self.score is not None and self.score >= self.pass_mark

    @property
    def mark(self) -> Decimal | None:
        """On the 10-point scale, one decimal, as marks are given here."""
        return None if self.score is None else mark_of(self.score, self.pass_mark)

    @property
    def mark_needed(self) -> Decimal:
        return Decimal(self.pass_mark) / 10


class Response(models.Model):
    """One question of an attempt and the answer given so far.

    `saves` counts accepted saves: a form that was opened before a newer save
    carries an older count and is refused instead of blanking the newer answer.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(
        QuestionVersion, models.PROTECT, related_name="responses"
    )
    option_order = models.JSONField(default=list)
    answer = models.JSONField(null=True, blank=True)
    flagged = models.BooleanField(default=False)
    saves = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    mark = models.DecimalField(max_digits=6, decimal_places=5, null=True, blank=True)

    class Meta:
        ordering = ["attempt_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "position"], name="one_response_per_position"
            ),
            models.UniqueConstraint(
                fields=["attempt", "version"], name="one_response_per_question_version"
            ),
            models.CheckConstraint(
                condition=Q(mark=None) | Q(mark__range=(0, 1)),
                name="response_mark_is_a_fraction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.position}"

    @property
    def is_answered(self) -> bool:
        return self.answer not in (None, [], "")
