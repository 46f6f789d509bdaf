"""What people did with a quiz: attempts and the answers in them."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from quizzes.models.bank import QuestionVersion
from quizzes.models.quiz import Quiz

TENTH = Decimal("0.1")


def mark_of(score: Decimal, pass_mark: int) -> Decimal:
    """A percentage on the 10-point scale, one decimal.

    69,7 % of the 70 % needed would read "7,0 of 7,0: not passed", so a mark is
    not rounded up to the pass mark it missed.
    """
    rounded = (score / 10).quantize(TENTH, ROUND_HALF_UP)
    missed = Decimal(pass_mark) / 10 - TENTH
    return rounded if score >= pass_mark else min(rounded, missed)


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
