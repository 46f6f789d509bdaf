"""Answers that people have to mark: what waits, for whom, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    TextField,
    Value,
    When,
)
from django.db.models.functions import MD5, Cast, Concat
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from quizzes.kinds import KINDS
from quizzes.models import Marking, Quiz, Response
from quizzes.permissions import categories_written_by

CODE = 6  # letters by which an answer without a name is told from others


class State(TextChoices):
    FIRST = "first", _("waits for a marker")
    SECOND = "second", _("waits for the second marker")
    APART = "apart", _("two marks apart: decide")
    MARKED = "marked", _("marked")


IS_MARKED = Q(state=State.MARKED)  # of `answers_for`


def marks(user: User) -> bool:
    return bool(user.has_perm("quizzes.add_marking"))


def decides(user: User) -> bool:
    """Who may decide on and change what others marked: the training office."""
    return bool(user.has_perm("quizzes.change_marking"))


def answers_for(user: User) -> QuerySet[Response]:
    """Answers handed in that this person may mark, with `state` and `is_mine`.

    Never their own. Trainers mark in the categories they write in. What was left
    blank is marked already and nobody's work; a question left out is neither.
    """
    if not marks(user):
        return Response.objects.none()
    answers = Response.objects.filter(
        version__kind__in=[name for name, kind in KINDS.items() if kind.needs_marker],
        attempt__handed_in_at__isnull=False,
        points__gt=0,
    ).exclude(attempt__trainee=user)
    if not decides(user):
        mine = list(categories_written_by(user).values_list("pk", flat=True))
        answers = answers.filter(version__question__category__in=mine)
    own = Marking.objects.filter(response=OuterRef("pk"), marker=user)
    given = Marking.objects.filter(response=OuterRef("pk"))
    single = given.filter(part=Marking.Part.MARKING).values("response")
    twice = single.annotate(n=Count("pk")).filter(n__gt=1)
    return answers.filter(Q(mark=None) | Exists(given)).annotate(
        is_mine=Exists(own),
        state=Case(
            When(mark__isnull=False, then=Value(State.MARKED)),
            When(~Exists(given), then=Value(State.FIRST)),
            When(
                ~Exists(twice) & Q(attempt__quiz__needs_second_marker=True),
                then=Value(State.SECOND),
            ),
            default=Value(State.APART),
            output_field=TextField(),
        ),
    )


def to_do(user: User) -> Q:
    """Of `answers_for`: what this person can do something about now."""
    apart = Q(state=State.APART)
    if not decides(user):
        apart &= Q(is_mine=True)
    return Q(state=State.FIRST) | Q(state=State.SECOND, is_mine=False) | apart


def in_order(
    answers: QuerySet[Response], *, quiz: Quiz, user: User
) -> QuerySet[Response]:
    """The oldest first. Without names in an order that says nothing about anybody.

    That order is steady, and another one for each marker, so that two who work
    down their lists seldom meet at one answer.
    """
    if not quiz.is_blind:
        return answers.order_by("attempt__handed_in_at", "pk")
    salt = Value(_secret(f"order:{user.pk}"), output_field=TextField())
    place = MD5(Concat(Cast("pk", TextField()), salt), output_field=TextField())
    return answers.annotate(place=place).order_by("place")


def code_of(pk: int) -> str:
    """What an answer is called where its writer's name is not to be seen."""
    return salted_hmac("quizzes.waiting.code", str(pk)).hexdigest()[:CODE].upper()


def _secret(of: str) -> str:
    return salted_hmac("quizzes.waiting", of, secret=settings.SECRET_KEY).hexdigest()


@dataclass
class QuizLine:
    """A quiz with answers that people mark."""

    pk: int
    title: str
    total: int = 0
    marked: int = 0
    mine: int = 0  # of those that wait, what this person can do
    oldest: datetime | None = None  # of these
    newest: datetime | None = None

    @property
    def waiting(self) -> int:
        return self.total - self.marked

    @property
    def percent(self) -> int:
        return 100 * self.marked // self.total


def quizzes_to_mark(user: User) -> list[QuizLine]:
    """What waits longest for this person first, then what is done. One query."""
    at, quiz = "attempt__handed_in_at", "attempt__quiz"
    rows = (
        answers_for(user)
        .order_by()
        .annotate(is_todo=Case(When(to_do(user), then=True), default=False))
        .values_list(quiz, f"{quiz}__title", "is_todo", "state")
        .annotate(n=Count("pk"), oldest=Min(at), newest=Max(at))
    )
    lines: dict[int, QuizLine] = {}
    for pk, title, is_todo, state, count, oldest, newest in rows:
        line = lines.setdefault(pk, QuizLine(pk, title))
        line.total += count
        line.marked += count if state == State.MARKED else 0
        if is_todo:
            line.mine += count
            line.oldest = min(line.oldest or oldest, oldest)
            line.newest = max(line.newest or newest, newest)
    in_turn = lines.values()
    return sorted(in_turn, key=lambda line: (not line.mine, line.oldest or line.title))


def waiting_count(user: User) -> int:
    """How many answers this person could mark now."""
    return answers_for(user).filter(to_do(user)).count()
