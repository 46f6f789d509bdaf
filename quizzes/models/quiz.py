"""A quiz: which questions, and the rules they are asked by.

Questions stand in numbered sections: named one by one (`QuizQuestion`) or drawn
anew for each attempt (`Draw`). A quiz without a `Section` row is one section.
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from quizzes.models.bank import Category, Question


class QuizQuerySet(models.QuerySet["Quiz"]):
    def showing_answers(self) -> QuizQuerySet:
        """Whose right answers people may know by now, once they have handed in."""
        never = Q(explanations=Quiz.Explanations.NEVER)
        later = Q(explanations=Quiz.Explanations.AFTER_CLOSE) & (
            Q(closes_at=None) | Q(closes_at__gte=timezone.now())
        )
        return self.exclude((never | later) & ~Q(mode=Quiz.Mode.PRACTICE))


class Quiz(ClusterableModel):
    class Mode(models.TextChoices):
        EXAMINATION = "examination", _("examination")
        PRACTICE = "practice", _("practice: the reason at once, as often as wanted")

    class Explanations(models.TextChoices):
        NEVER = "never", _("never")
        AFTER_EACH = "after_each", _("after each question, which is then settled")
        AFTER_HAND_IN = "after_hand_in", _("after handing in")
        AFTER_PASS = "after_pass", _("after passing, or after the last attempt")
        AFTER_CLOSE = "after_close", _("after the quiz has closed for everybody")

    class Counted(models.TextChoices):
        HIGHEST = "highest", _("the best attempt")
        LAST = "last", _("the last attempt")
        AVERAGE = "average", _("the average of all attempts")

    class Layout(models.TextChoices):
        ONE = "one", _("one question at a time")
        ALL = "all", _("all questions on one page")

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
    is_draft = models.BooleanField(
        _("draft"),
        default=False,
        help_text=_("Trainees cannot begin a draft; it may be saved unfinished."),
    )
    mode = models.CharField(
        _("mode"), max_length=20, choices=Mode, default=Mode.EXAMINATION
    )
    layout = models.CharField(
        _("on the screen"), max_length=10, choices=Layout, default=Layout.ONE
    )
    counted = models.CharField(
        _("the result is"), max_length=10, choices=Counted, default=Counted.HIGHEST
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit (minutes)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as long as people need."),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    wait_minutes = models.PositiveIntegerField(
        _("minutes between attempts"),
        null=True,
        blank=True,
        help_text=_("How long after handing in a new attempt may begin."),
    )
    asks_confidence = models.BooleanField(
        _("ask how sure people are"),
        default=False,
        help_text=_("With each answer; it changes no mark."),
    )
    passed_text = models.TextField(_("said to those who passed"), blank=True)
    failed_text = models.TextField(_("said to those who did not"), blank=True)
    is_blind = models.BooleanField(_("essays are marked without names"), default=True)
    needs_second_marker = models.BooleanField(
        _("two people mark each essay"), default=False
    )

    objects = QuizQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__lte=100), name="quiz_pass_mark_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(time_limit=None) | Q(time_limit__gte=1),
                name="quiz_time_limit_is_some_time",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None)
                | Q(closes_at=None)
                | Q(closes_at__gt=F("opens_at")),
                name="quiz_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mark_needed(self) -> Decimal:
        """The pass mark on the 10-point scale."""
        return Decimal(self.pass_mark) / 10

    @property
    def is_practice(self) -> bool:
        return self.mode == self.Mode.PRACTICE

    @property
    def settles_each(self) -> bool:
        """Whether an answer can be checked at once, and then stands."""
        return self.is_practice or self.explanations == self.Explanations.AFTER_EACH


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


class Extension(models.Model):
    """More time or tries for one person, and why."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="extensions")
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="quiz_extensions",
        verbose_name=_("trainee"),
    )
    extra_minutes = models.PositiveSmallIntegerField(_("minutes more"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("attempts more"), default=0)
    closes_at = models.DateTimeField(_("may hand in until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=250)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["quiz_id", "-granted_at"]
        verbose_name = _("extension for one person")
        verbose_name_plural = _("extensions for single persons")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "trainee"], name="one_extension_per_quiz_and_trainee"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainee} – {self.quiz}"
