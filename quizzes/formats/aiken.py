"""Aiken: one right option, nothing else. A question, "A. …" lines, "ANSWER: A"."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats import shapes
from quizzes.formats.base import (
    Findings,
    Malformed,
    Parsed,
    ParsedQuestion,
    Written,
)
from quizzes.formats.decimals import HUNDRED
from quizzes.formats.plain import one_line, printable
from quizzes.formats.writing import (
    cannot_hold,
    is_plain_true_false,
    written_each,
)
from vietnamese.text import nfc

OPTION: Final = re.compile(r"\s*([A-Z])[.)]\s+(\S.*)")
ANSWER: Final = re.compile(r"\s*(?:ANSWER|ĐÁP ÁN|Đáp án)\s*:(.*)")
LETTERS: Final = string.ascii_uppercase


@dataclass
class _Draft:
    line: int = 0
    asked: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    fault: str = ""
    fault_line: int = 0

    def blame(self, reason: str, line: int) -> None:
        """The first fault is the one to mend."""
        if not self.fault:
            self.fault, self.fault_line = reason, line


def read_aiken(text: str) -> Parsed:
    reader = _Reader()
    for number, line in enumerate(nfc(text).split("\n"), start=1):
        reader.take(line, number)
    reader.end()
    return reader.findings.parsed()


@dataclass
class _Reader:
    findings: Findings = field(default_factory=lambda: Findings(format="aiken"))
    draft: _Draft = field(default_factory=_Draft)
    after_blank: bool = True

    def take(self, line: str, number: int) -> None:
        option, answer = OPTION.fullmatch(line), ANSWER.fullmatch(line)
        if not line.strip():
            self.after_blank = True
            return
        if answer:
            self._take_answer(answer[1].strip(), number)
        elif option:
            self._take_option(option[1], option[2], number)
        else:
            self._take_words(line, number)
        self.after_blank = False

    def end(self) -> None:
        if self.draft.asked or self.draft.options:
            self.draft.blame(_("The question has no “ANSWER:” line."), self.draft.line)
            self._refuse()

    def _take_words(self, line: str, number: int) -> None:
        if self.draft.options and self.after_blank:
            self.end()
        elif self.draft.options:
            reason = _(
                "This line is neither an option nor “ANSWER:”. Options have one line each."
            )
            self.draft.blame(reason, number)
            return
        self.draft.line = self.draft.line or number
        self.draft.asked.append(line.strip())

    def _take_option(self, letter: str, text: str, number: int) -> None:
        self.draft.line = self.draft.line or number
        expected = LETTERS[len(self.draft.options) % len(LETTERS)]
        if not self.draft.asked:
            self.draft.blame(_("There is no question above the options."), number)
        if letter != expected:
            reason = _("Option %(letter)s stands where %(expected)s should be.")
            values = {"letter": letter, "expected": expected}
            self.draft.blame(reason % values, number)
        self.draft.options.append((letter, text))

    def _take_answer(self, letter: str, number: int) -> None:
        self.draft.line = self.draft.line or number
        known = [name for name, _text in self.draft.options]
        if letter.upper() not in known:
            self.draft.blame(_answer_fault(letter, known), number)
        if self.draft.fault:
            self._refuse()
            return
        try:
            self.findings.keep(_question(self.draft, letter.upper()))
        except Malformed as fault:
            self.draft.blame(str(fault), self.draft.line)
            self._refuse()
        self.draft = _Draft()

    def _refuse(self) -> None:
        self.findings.refuse(
            self.draft.fault,
            line=self.draft.fault_line,
            question=" ".join(self.draft.asked),
        )
        self.draft = _Draft()


def _answer_fault(letter: str, known: Sequence[str]) -> str:
    if not known:
        return _("There are no options above “ANSWER:”.")
    reason = _("“ANSWER:” must name one of the options %(known)s, not “%(typed)s”.")
    return reason % {"known": ", ".join(known), "typed": letter[:20]}


def _question(draft: _Draft, right: str) -> ParsedQuestion:
    answers = [
        shapes.Weighted(text, HUNDRED if letter == right else Decimal(0))
        for letter, text in draft.options
    ]
    is_truth = [answer.text for answer in answers] == [shapes.TRUE, shapes.FALSE]
    return shapes.question(
        kind="true_false" if is_truth else "single",
        text="\n".join(draft.asked),
        content=shapes.single(answers),
        line=draft.line,
    )


# --- writing --------------------------------------------------------------


def write_aiken(questions: Sequence[ParsedQuestion]) -> Written:
    findings = Findings()
    texts = [text for _question, text in written_each(questions, _written, findings)]
    return findings.written("\n".join(texts).encode())


def _written(question: ParsedQuestion, note: Callable[[str], None]) -> str:
    if question.kind not in {"single", "true_false"}:
        raise cannot_hold(question.kind)
    lines = printable(question.text).strip().split("\n")
    if any(not _is_words(line) for line in lines):
        raise Malformed(
            _("The question has a blank line, or one that looks like an option.")
        )
    options = question.content["options"]
    if len(options) > len(LETTERS):
        raise Malformed(_("There are more options than letters."))
    _note_losses(question, note)
    for letter, option in zip(LETTERS, options, strict=False):
        lines.append(f"{letter}. {one_line(printable(option['text']))}")
    right = next(n for n, option in enumerate(options) if option["correct"])
    return "\n".join([*lines, f"ANSWER: {LETTERS[right]}", ""])


def _is_words(line: str) -> bool:
    return bool(line.strip()) and not (OPTION.fullmatch(line) or ANSWER.fullmatch(line))


def _note_losses(question: ParsedQuestion, note: Callable[[str], None]) -> None:
    options = question.content["options"]
    if question.kind == "true_false" and not is_plain_true_false(question):
        note(_("True or false is written as a single choice."))
    if any(one_line(option["text"]) != option["text"] for option in options):
        note(_("Options of several lines are written in one."))
    if any(option.get("feedback") or option.get("fraction") for option in options):
        note(_("Feedback and weights of options are not written."))
    if question.explanation:
        note(_("Explanations are not written."))
    if question.category or question.tags or question.name:
        note(_("Names, categories and tags are not written."))
    if question.difficulty or question.reference:
        note(_("Difficulty and legal reference are not written."))
