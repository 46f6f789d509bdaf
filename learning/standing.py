"""How a person stands at a quiz, for the card beside the lesson."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from quizzes.models import Attempt, Question, Quiz, mark_of


@dataclass(frozen=True)
class Standing:
    title: str
    intro: str
    pass_mark: int  # per cent
    allowed: int | None  # None: no limit
    draw: int | None
    in_bank: int
    used: int
    best: Decimal | None  # per cent
    is_open: bool
    passed: bool

    @property
    def questions(self) -> int:
        return min(self.draw or self.in_bank, self.in_bank)

    @property
    def left(self) -> int | None:
        return None if self.allowed is None else max(0, self.allowed - self.used)

    @property
    def can_go_on(self) -> bool:
        """There is an attempt to continue or one to begin."""
        return self.is_open or self.left != 0

    @property
    def best_mark(self) -> Decimal | None:
        """On the 10-point scale."""
        return None if self.best is None else mark_of(self.best, self.pass_mark)

    @property
    def mark_needed(self) -> Decimal:
        return Decimal(self.pass_mark) / 10


def standing(quiz_id: int, trainee: User) -> Standing:
    """One query."""
    mine = Attempt.objects.filter(quiz=OuterRef("pk"), trainee=trainee)
    grouped = mine.order_by().values("quiz")
    usable = Question.objects.usable().filter(uses__quiz=OuterRef("pk"))
    row = (
        Quiz.objects.filter(pk=quiz_id)
        .annotate(
            allowed=F("max_attempts"),
            in_bank=_count(usable.order_by().values("uses__quiz")),
            used=_count(grouped),
            best=Subquery(grouped.annotate(best=Max("score")).values("best")),
            is_open=Exists(mine.open()),
            passed=Exists(mine.passed()),
        )
        .values(*Standing.__dataclass_fields__)
        .get()
    )
    return Standing(**row)


def _count(grouped: object) -> Coalesce:
    counted = grouped.annotate(n=Count("pk")).values("n")  # type: ignore[attr-defined]
    return Coalesce(Subquery(counted), 0)
