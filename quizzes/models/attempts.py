"""What people did with a quiz: attempts and the answers in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from quizzes.models.bank import QuestionVersion
from quizzes.models.quiz import Quiz

TENTH = Decimal("0.1")

# What was sent in time may arrive so much after the deadline and still counts.
GRACE = timedelta(seconds=30)


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

    def taking_answers(self) -> AttemptQuerySet:
        """Open, and not past the deadline by more than what is forgiven."""
        in_time = Q(deadline_at=None) | Q(deadline_at__gte=timezone.now() - GRACE)
        return self.open().filter(in_time)

    def overdue(self) -> AttemptQuerySet:
        """Open although nothing more is taken: the clock hands them in."""
        return self.open().filter(deadline_at__lt=timezone.now() - GRACE)

    def since(self, moment: datetime | None) -> AttemptQuerySet:
        """Those not over before this moment; all of them for none."""
        if moment is None:
            return self.all()
        return self.filter(Q(handed_in_at=None) | Q(handed_in_at__gte=moment))

    def handed_in(self) -> AttemptQuerySet:
        return self.exclude(handed_in_at=None)

    def marked(self) -> AttemptQuerySet:
        return self.exclude(score=None)

    def unmarked(self) -> AttemptQuerySet:
        """Handed in, with answers that wait for a person to mark them."""
        return self.handed_in().filter(score=None)

    def passed(self) -> AttemptQuerySet:
        return self.filter(score__gte=F("pass_mark"), meets_sections=True)

    def failed(self) -> AttemptQuerySet:
        return self.filter(Q(score__lt=F("pass_mark")) | Q(meets_sections=False))


class Attempt(models.Model):
    """One try of one person at a quiz: open until handed in, then marked.

    Marked at once, unless an answer waits for a person: then `score` is empty,
    never 0, until the last answer is marked. `score` and `pass_mark` are
    percentages; the mark shown is `score` / 10. The pass marks and the deadline
    are copied at the start, so raising the bar later fails nobody. `sections` are
    the parts of the quiz with a bar or a title, and once marked their scores:
    [{"title": "…", "pass_mark": 50, "score": "66.67"}].
    """

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="attempts"
    )
    number = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=list, blank=True)
    meets_sections = models.BooleanField(default=True)
    started_at = models.DateTimeField(default=timezone.now)
    deadline_at = models.DateTimeField(null=True, blank=True)
    timed_out = models.BooleanField(default=False)
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
                condition=Q(score=None) | Q(handed_in_at__isnull=False),
                name="attempt_is_handed_in_before_it_is_marked",
            ),
        ]
        indexes = [
            models.Index(
                fields=["quiz", "handed_in_at"],
                condition=Q(score=None, handed_in_at__isnull=False),
                name="attempts_unmarked",
            ),
            models.Index(
                fields=["deadline_at"],
                condition=Q(handed_in_at=None),
                name="attempts_open_by_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} #{self.number}"

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    @property
    def is_overdue(self) -> bool:
        return (
            self.is_open
            and self.deadline_at is not None
            and self.deadline_at < timezone.now() - GRACE
        )

    @property
    def time_taken(self) -> timedelta | None:
        return self.handed_in_at - self.started_at if self.handed_in_at else None

    @property
    def is_marked(self) -> bool:
        return self.score is not None

    @property
    def passed(self) -> bool:
        reached = self.score is not None and self.score >= self.pass_mark
        return reached and self.meets_sections

    @property
    def mark(self) -> Decimal | None:
        """On the 10-point scale, one decimal, as marks are given here."""
        return self.mark_for(self.score)

    def mark_for(self, score: Decimal | None) -> Decimal | None:
        """What a score is shown as under this attempt's pass mark."""
        return None if score is None else mark_of(score, self.pass_mark)

    @property
    def mark_needed(self) -> Decimal:
        return Decimal(self.pass_mark) / 10


class Response(models.Model):
    """One question of an attempt and the answer given so far.

    `mark` is a fraction of `points`, the question's weight in the score (0: left
    out of it). `marked_with` is the version whose key gave the mark, where that
    is not the version asked. `seconds` is how long the question stood open on the
    screen, as the browser tells it. `settled_at` is set once the reason was shown:
    the answer then stands. `saves` counts accepted saves: a form that was opened before a newer save
    carries an older count and is refused instead of blanking the newer answer.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(
        QuestionVersion, models.PROTECT, related_name="responses"
    )
    section = models.PositiveSmallIntegerField(default=1)
    points = models.PositiveSmallIntegerField(default=1)
    option_order = models.JSONField(default=list)
    answer = models.JSONField(null=True, blank=True)
    flagged = models.BooleanField(default=False)
    saves = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    mark = models.DecimalField(max_digits=6, decimal_places=5, null=True, blank=True)
    marked_with = models.ForeignKey(
        QuestionVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

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
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__range=(1, 3)),
                name="response_confidence_is_1_to_3",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.position}"

    @property
    def is_answered(self) -> bool:
        return self.answer not in (None, [], "")

    @property
    def has_something(self) -> bool:
        """An answer, or a file for one."""
        return self.is_answered or hasattr(self, "answer_file")
