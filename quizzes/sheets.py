"""An attempt as it lies on the table: its questions in order, and each answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
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
    def heading(self) -> str:
        return self.kind.heading(self.version.text, self.version.content)

    @property
    def remark(self) -> str:
        """What to look at before handing in."""
        return self.kind.remark(self.version.content, self.response.answer)

    @property
    def is_right(self) -> bool:
        return self.response.mark == 1

    @property
    def is_wrong(self) -> bool:
        """Not right, or not all of it; what waits for a marker is neither."""
        return self.response.mark is not None and self.response.mark < 1

    @property
    def is_partly_right(self) -> bool:
        return self.is_wrong and bool(self.response.mark)

    @property
    def percent(self) -> int:
        """Of the mark, whole; 100 only for all of it and 0 only for none."""
        mark = self.response.mark or Decimal(0)
        if 0 < mark < 1:
            return min(99, max(1, round(100 * mark)))
        return round(100 * mark)

    @property
    def topic(self) -> str:
        return self.version.question.category.name


@dataclass(frozen=True)
class Topic:
    """How a person did on the questions of one category; a part is a part."""

    name: str
    right: Decimal
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
        return [each for each in self.questions if each.is_wrong]

    @property
    def right(self) -> int:
        return sum(each.is_right for each in self.questions)

    @property
    def partly(self) -> int:
        return sum(each.is_partly_right for each in self.questions)

    @property
    def remarked(self) -> list[Asked]:
        """Answers to look at once more before handing in."""
        return [each for each in self.questions if each.remark]

    @property
    def topics(self) -> list[Topic]:
        """By category, the weakest first; without what waits for a marker."""
        marks = [(each.topic, each.response.mark) for each in self.questions]
        asked = Counter(topic for topic, mark in marks if mark is not None)
        right: defaultdict[str, Decimal] = defaultdict(Decimal)
        for topic, mark in marks:
            right[topic] += mark or Decimal(0)
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
