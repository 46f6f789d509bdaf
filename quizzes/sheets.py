"""An attempt as it lies on the table: its questions in order, and each answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from quizzes.kinds import KINDS, Kind
from quizzes.models import (
    AnswerFile,
    Attempt,
    Marking,
    QuestionVersion,
    Regrade,
    RegradedAttempt,
    Response,
)
from quizzes.rubrics import Criterion, Level, rubric_of
from quizzes.services.answer_files import needs_file
from quizzes.services.corrections import corrections_of, fits

SURE = 3  # of three
MATERIAL = ("version__image__renditions", "version__media")
REASONS = ["version__legal_reference__replaced_by", "version__question__handbook_page"]


@dataclass(frozen=True)
class Asked:
    """One question of an attempt; looked back on, with its correction if there is one."""

    response: Response
    correction: Regrade | None = None

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
        corrected = self.correction.version if self.correction else None
        if corrected and fits(self.response, corrected):
            # What was wrong with the question is not taught once more.
            with suppress(LookupError):  # an option that is gone
                return self._as(corrected)
        return self._as(self.version)

    def _as(self, version: QuestionVersion) -> Any:
        return self.kind.shown(
            version.content,
            order=self.response.option_order,
            answer=self.response.answer,
        )

    @property
    def heading(self) -> str:
        return self.kind.heading(self.version.text, self.version.content)

    @property
    def remark(self) -> str:
        """What to look at before handing in."""
        found = self.kind.remark(self.version.content, self.response.answer)
        if needs_file(self.response) and self.file is None:
            missing = _("The file that belongs to the answer is missing.")
            return f"{found} {missing}".strip()
        return found

    @property
    def file(self) -> AnswerFile | None:
        return getattr(self.response, "answer_file", None)

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
    def was_sure(self) -> bool:
        return self.response.confidence == SURE

    @property
    def topic(self) -> str:
        return self.version.question.category.name

    @property
    def handbook(self) -> Page | None:
        """Where what the question tests can be read again."""
        page = self.version.question.handbook_page
        return page if page and page.live else None


@dataclass(frozen=True)
class Essay:
    """An answer that a person marks, and the marking that counts."""

    asked: Asked
    marking: Marking | None

    @property
    def mark(self) -> Decimal | None:
        """On the scale of 10."""
        mark = self.asked.response.mark
        return None if mark is None else mark * 10

    @property
    def levels(self) -> list[tuple[Criterion, Level]]:
        """What was chosen on the rubric, criterion by criterion."""
        rubric = rubric_of(self.asked.version.content)
        chosen = self.marking.levels if self.marking else {}
        levels = [(each, each.level(chosen.get(each.id))) for each in rubric]
        return [(each, level) for each, level in levels if level]


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
