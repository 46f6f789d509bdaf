"""An attempt as it lies on the table: its questions in order, and each answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from quizzes.asked import Asked, Essay
from quizzes.models import Attempt, Marking, RegradedAttempt, Response
from quizzes.services.corrections import corrections_of

MATERIAL = ("version__image__renditions", "version__media")
REASONS = ["version__legal_reference__replaced_by", "version__question__handbook_page"]


@dataclass(frozen=True)
class Part:
    """A part of the quiz: what it needs by itself, if anything, and what it got."""

    number: int
    title: str
    pass_mark: int | None  # per cent
    score: Decimal | None

    @property
    def is_met(self) -> bool:
        if self.pass_mark is None or self.score is None:
            return True
        return self.score >= self.pass_mark


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
        return [each for each in self.questions if not each.response.has_something]

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
        """To look at again. Essays have their marker's words instead of a right answer."""
        keyed = [each for each in self.questions if not each.kind.needs_marker]
        wrong = [each for each in keyed if each.is_wrong]
        # First what somebody was sure of: nothing else is repeated so readily.
        return sorted(wrong, key=lambda each: not each.was_sure)

    @property
    def right_ones(self) -> list[Asked]:
        return [each for each in self.questions if each.is_right]

    @property
    def parts(self) -> list[Part]:
        return [
            Part(
                number=number,
                title=part["title"],
                pass_mark=part["pass_mark"],
                score=Decimal(part["score"]) if part.get("score") else None,
            )
            for number, part in enumerate(self.attempt.sections, start=1)
        ]

    @property
    def right(self) -> int:
        return sum(each.is_right for each in self.questions)

    @property
    def partly(self) -> int:
        return sum(each.is_partly_right for each in self.questions)

    @cached_property
    def regrades(self) -> list[RegradedAttempt]:
        """What corrections did to the result, the newest first. At most one query."""
        if not any(each.correction for each in self.questions):
            return []
        rows = self.attempt.regrades.select_related("regrade", "attempt")
        return list(rows.order_by("-made_at"))

    @cached_property
    def essays(self) -> list[Essay]:
        """What people mark, with what they said. One query where there are any."""
        asked = [each for each in self.questions if each.kind.needs_marker]
        if not asked:
            return []
        final = Marking.objects.filter(response__attempt=self.attempt, is_final=True)
        by_response = {row.response_id: row for row in final}
        return [Essay(each, by_response.get(each.response.pk)) for each in asked]

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
    """The attempt to be answered. One query, however many questions.

    Where answers are checked one by one, with what is then shown.
    """
    if not attempt.quiz.settles_each:
        return _sheet(attempt, "version")
    sheet = _sheet(attempt, *REASONS)
    for each in sheet.questions:
        if each.response.settled_at and each.response.mark is None:
            # Not kept: marks are given when the attempt is handed in.
            each.response.mark = each.kind.mark(
                each.version.content, each.response.answer
            )
    return sheet


def review_of(attempt: Attempt) -> Sheet:
    """The attempt to be looked back on, with the law and the topics. Two queries."""
    sheet = _sheet(attempt, *REASONS, "version__question__category")
    known = corrections_of(each.response.version_id for each in sheet.questions)
    questions = [
        Asked(each.response, next(reversed(known.get(each.version.pk, [])), None))
        for each in sheet.questions
    ]
    return Sheet(attempt, questions)


def _sheet(attempt: Attempt, *related: str) -> Sheet:
    mine = Response.objects.filter(attempt=attempt)
    responses = mine.select_related("answer_file", *related)
    # No query where no question has a picture or a film.
    responses = responses.prefetch_related(*MATERIAL)
    return Sheet(attempt, [Asked(response) for response in responses])
