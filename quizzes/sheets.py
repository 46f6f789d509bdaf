"""An attempt as it lies on the table: its questions in order, and each answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from quizzes.kinds import KINDS, Kind
from quizzes.models import Attempt, QuestionVersion, Response


@dataclass(frozen=True)
class Asked:
    """One question of an attempt."""

    response: Response

    @property
    def version(self) -> QuestionVersion:
        return self.response.version

    @property
    def position(self) -> int:
        return self.response.position

    @property
    def kind(self) -> Kind:
        return KINDS[self.version.kind]

    @cached_property
    def shown(self) -> Any:
        return self.kind.shown(
            self.version.content,
            order=self.response.option_order,
            answer=self.response.answer,
        )

    @property
    def is_right(self) -> bool:
        return self.response.mark == 1

    @property
    def topic(self) -> str:
        return self.version.question.category.name


@dataclass(frozen=True)
class Topic:
    """How a person did on the questions of one category."""

    name: str
    right: int
    asked: int


@dataclass(frozen=True)
class Sheet:
    attempt: Attempt
    questions: list[Asked]

    @property
    def total(self) -> int:
        return len(self.questions)

    @property
    def answered(self) -> int:
        return self.total - len(self.unanswered)

    @property
    def unanswered(self) -> list[Asked]:
        return [each for each in self.questions if not each.response.is_answered]

    @property
    def flagged(self) -> list[Asked]:
        return [each for each in self.questions if each.response.flagged]

    @property
    def saved_at(self) -> datetime | None:
        """When the newest answer was kept."""
        times = [each.response.saved_at for each in self.questions]
        return max(filter(None, times), default=None)

    def at(self, position: int) -> Asked | None:
        known = (each for each in self.questions if each.position == position)
        return next(known, None)

    # --- once it is marked ------------------------------------------------------

    @property
    def wrong(self) -> list[Asked]:
        return [each for each in self.questions if not each.is_right]

    @property
    def right(self) -> int:
        return self.total - len(self.wrong)

    @property
    def topics(self) -> list[Topic]:
        """By category, the weakest first."""
        asked = Counter(each.topic for each in self.questions)
        right = Counter(each.topic for each in self.questions if each.is_right)
        topics = [Topic(name, right[name], count) for name, count in asked.items()]
        return sorted(topics, key=lambda topic: (topic.right / topic.asked, topic.name))


def sheet_of(attempt: Attempt) -> Sheet:
    """The attempt to be answered. One query, however many questions."""
    return _sheet(attempt, "version")


def review_of(attempt: Attempt) -> Sheet:
    """The attempt to be looked back on, with the law and the topics. One query."""
    law = "version__legal_reference__replaced_by"
    return _sheet(attempt, law, "version__question__category")


def _sheet(attempt: Attempt, *related: str) -> Sheet:
    responses = Response.objects.filter(attempt=attempt).select_related(*related)
    return Sheet(attempt, [Asked(response) for response in responses])
