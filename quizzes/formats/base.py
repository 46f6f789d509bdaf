"""What a file of questions says, and what of it we refuse or do not keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

Content = dict[str, Any]

MAX_QUESTIONS = 5_000
MAX_REFUSALS = 500
MAX_FAULTS = 10_000
LABEL = 60


class Malformed(Exception):
    """One question cannot be read, or not be written. `str()` says why."""

    def __init__(self, reason: str, *, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


class Unusable(Exception):
    """The file as a whole is refused. `str()` says why."""

    def __init__(self, reason: str, *, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, kw_only=True)
class ParsedQuestion:
    """A question as every format sees it; equal when it says the same."""

    kind: str
    text: str
    content: Content
    explanation: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    name: str = ""
    code: str = ""
    difficulty: int | None = None
    reference: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """`line` is a row in tables, 0 for the file as a whole."""

    line: int
    question: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something that is not kept, and at which lines (or questions, in writing)."""

    text: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Parsed:
    questions: tuple[ParsedQuestion, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()
    format: str = ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """`left_out` names questions the format cannot hold, by their number from 1."""

    data: bytes
    left_out: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass
class Findings:
    """Collects while a file is read or written."""

    format: str = ""
    questions: list[ParsedQuestion] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notices: dict[str, list[int]] = field(default_factory=dict)
    unlisted: int = 0

    def keep(self, question: ParsedQuestion) -> None:
        if len(self.questions) >= MAX_QUESTIONS:
            reason = _("The file holds more than %(count)s questions. Split it.")
            raise Unusable(reason % {"count": MAX_QUESTIONS})
        self.questions.append(question)

    def refuse(self, reason: str, *, line: int = 0, question: str = "") -> None:
        if len(self.refusals) >= MAX_REFUSALS:
            self._count_unlisted()
            return
        self.refusals.append(
            Refusal(line=line, question=label(question), reason=reason)
        )

    def leave_out(self, reason: str, *, number: int, question: str) -> None:
        """In writing, where each question left out must be named."""
        self.refusals.append(
            Refusal(line=number, question=label(question), reason=reason)
        )

    def _count_unlisted(self) -> None:
        self.unlisted += 1
        if self.unlisted > MAX_FAULTS:
            reason = _("More than %(count)s faults: is this the right file?")
            raise Unusable(reason % {"count": MAX_FAULTS})

    def note(self, text: str, *, line: int = 0) -> None:
        lines = self.notices.setdefault(text, [])
        if line and line not in lines[-1:]:
            lines.append(line)

    def noting(self, line: int) -> Callable[[str], None]:
        return lambda text: self.note(text, line=line)

    def parsed(self) -> Parsed:
        return Parsed(
            questions=tuple(self.questions),
            refusals=self._told_refusals(),
            notices=self.noticed(),
            format=self.format,
        )

    def written(self, data: bytes) -> Written:
        return Written(data=data, left_out=tuple(self.refusals), notices=self.noticed())

    def noticed(self) -> tuple[Notice, ...]:
        return tuple(
            Notice(text=text, lines=tuple(lines))
            for text, lines in self.notices.items()
        )

    def _told_refusals(self) -> tuple[Refusal, ...]:
        if not self.unlisted:
            return tuple(self.refusals)
        reason = _("%(count)s more faults are not listed. Mend these first.")
        rest = Refusal(line=0, question="", reason=reason % {"count": self.unlisted})
        return (*self.refusals, rest)


def label(text: str) -> str:
    """A question in a few words, to find it by."""
    words = " ".join(text[: LABEL * 4].split())
    return words if len(words) <= LABEL else words[: LABEL - 1].rstrip() + "…"
