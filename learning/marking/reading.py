"""One answer as a marker may see it: no more of it than their part allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from quizzes.models import AnswerFile, Marking, Quiz, Response
from quizzes.rubrics import Criterion, rubric_of
from quizzes.waiting import State, answers_for, code_of, decides, in_order, to_do


class Act(StrEnum):
    """What this person can do with this answer now."""

    MARK = "mark"
    DECIDE = "decide"
    CHANGE = "change"
    READ = "read"


@dataclass(frozen=True)
class Row:
    """One marking as it is shown."""

    marking: Marking
    rubric: tuple[Criterion, ...]

    @property
    def mark(self) -> Decimal:
        return self.marking.mark * 10

    @property
    def levels(self) -> list[tuple[Criterion, str]]:
        """What was chosen on the rubric, criterion by criterion."""
        chosen = self.marking.levels
        levels = [(each, each.level(chosen.get(each.id))) for each in self.rubric]
        return [(each, level.text) for each, level in levels if level]


@dataclass(frozen=True)
class Reading:
    response: Response  # of `answers_for(marker)`
    marker: User

    @property
    def quiz(self) -> Quiz:
        return self.response.attempt.quiz

    @property
    def title(self) -> str:
        """Whose answer it is; only a code where names are not to be seen."""
        if self.quiz.is_blind:
            return code_of(self.response.pk)
        return self.response.attempt.trainee.full_name

    @property
    def heading(self) -> str:
        if self.quiz.is_blind:
            return _("Answer %(code)s") % {"code": self.title}
        return self.title

    @property
    def text(self) -> str:
        return "\n".join(self.response.answer or [])

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def least(self) -> int | None:
        return self.response.version.content.get("min_words") or None

    @property
    def most(self) -> int | None:
        return self.response.version.content.get("max_words") or None

    @property
    def is_short(self) -> bool:
        return self.least is not None and self.words < self.least

    @property
    def is_long(self) -> bool:
        return self.most is not None and self.words > self.most

    @property
    def guide(self) -> str:
        return str(self.response.version.content.get("guide") or "")

    @cached_property
    def rubric(self) -> tuple[Criterion, ...]:
        return rubric_of(self.response.version.content)

    @property
    def file(self) -> AnswerFile | None:
        return getattr(self.response, "answer_file", None)

    @property
    def days(self) -> int:
        """How long it has waited. A time of day could tell who it was."""
        handed_in = self.response.attempt.handed_in_at or timezone.now()
        return (timezone.localdate() - timezone.localdate(handed_in)).days

    @property
    def state(self) -> State:
        return State(self.response.state)  # type: ignore[attr-defined]

    @property
    def has_marked(self) -> bool:
        return bool(self.response.is_mine)  # type: ignore[attr-defined]

    @cached_property
    def act(self) -> Act:
        if self.state is State.FIRST:
            return Act.MARK
        if self.state is State.SECOND:
            return Act.READ if self.has_marked else Act.MARK
        is_final = self.final is not None and self.final.marker_id == self.marker.pk
        may = decides(self.marker)
        if self.state is State.APART:
            return Act.DECIDE if may or self.has_marked else Act.READ
        return Act.CHANGE if may or is_final else Act.READ

    @cached_property
    def _all(self) -> list[Marking]:
        rows = Marking.objects.filter(response=self.response)
        return list(rows.select_related("marker"))

    @cached_property
    def final(self) -> Marking | None:
        return next((row for row in self._all if row.is_final), None)

    @cached_property
    def markings(self) -> list[Marking]:
        """What was given so far. A second marker sees nothing of the first's."""
        if self.act is Act.MARK:
            return []
        if self.state is State.MARKED or self.act is Act.DECIDE:
            return self._all
        return [row for row in self._all if row.marker_id == self.marker.pk]

    @property
    def apart(self) -> tuple[Marking, Marking] | None:
        """The two marks too far from each other, where that is to be decided."""
        own = [row for row in self.markings if row.part == Marking.Part.MARKING]
        if self.act is not Act.DECIDE or len(own) < 2:
            return None
        return own[0], own[1]

    @property
    def mark(self) -> Decimal | None:
        """What the answer has, on the scale of 10."""
        mark = self.response.mark
        return None if mark is None else mark * 10

    @property
    def rows(self) -> list[Row]:
        return [Row(marking, self.rubric) for marking in self.markings]

    @cached_property
    def waiting(self) -> list[int]:
        """All answers of the quiz this person can do something about, in order."""
        answers = answers_for(self.marker).filter(
            to_do(self.marker), attempt__quiz=self.quiz
        )
        same_question_first = in_order(answers, quiz=self.quiz, user=self.marker)
        rows = list(same_question_first.values_list("pk", "version__question_id"))
        here = self.response.version.question_id
        return [pk for pk, q in rows if q == here] + [pk for pk, q in rows if q != here]

    @property
    def after(self) -> int | None:
        """The next one, wherever in the order this one stands; round at the end."""
        waiting, here = self.waiting, self.response.pk
        if here in waiting:
            place = waiting.index(here) + 1
            waiting = waiting[place:] + waiting[: place - 1]
        return waiting[0] if waiting else None

    @property
    def place(self) -> int | None:
        here = self.response.pk
        return self.waiting.index(here) + 1 if here in self.waiting else None


def reading_of(user: User, pk: int) -> Reading | None:
    """Two queries with the person's categories. None where it is not theirs to see."""
    answers = answers_for(user).select_related(
        "version__question", "attempt__quiz", "attempt__trainee", "answer_file"
    )
    response = answers.filter(pk=pk).first()
    return Reading(response, user) if response else None


def first_waiting(user: User, quiz: int) -> int | None:
    """Where this person begins with a quiz."""
    mine = answers_for(user).filter(to_do(user), attempt__quiz=quiz)
    some = mine.select_related("version__question", "attempt__quiz").first()
    return Reading(some, user).waiting[0] if some else None
