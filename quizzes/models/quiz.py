"""A quiz: the rules its questions are asked by. Which questions: `composition`."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel


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
