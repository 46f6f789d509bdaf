"""One question of an attempt, as it is asked and as it is looked back on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from quizzes.kinds import KINDS, Kind
from quizzes.models import AnswerFile, Marking, QuestionVersion, Regrade, Response
from quizzes.rubrics import Criterion, Level, rubric_of
from quizzes.services.answer_files import needs_file
from quizzes.services.corrections import fits

SURE = 3  # of three


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
