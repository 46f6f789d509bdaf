"""Moodle's GIFT, read strictly: what Moodle would guess at is refused here.

https://docs.moodle.org/en/GIFT_format is the format; questions stand between
blank lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats import shapes
from quizzes.formats.base import (
    Content,
    Findings,
    Malformed,
    Parsed,
    ParsedQuestion,
)
from quizzes.formats.categories import moodle_names
from quizzes.formats.decimals import HUNDRED
from quizzes.formats.gift_answers import Answers
from quizzes.formats.gift_source import (
    MARKUP,
    Block,
    Source,
    blocks,
    find_last,
    taken_apart,
    unescaped,
)
from quizzes.formats.passages import BLANK, MARKER, Gap, gapped, marker
from quizzes.formats.plain import plain

CATEGORY: Final = re.compile(r"\s*\$CATEGORY:(.*)")
TRUTHS: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def read_gift(text: str) -> Parsed:
    findings = Findings(format="gift")
    category: tuple[str, ...] = ()
    cut = False
    for block in blocks(text):
        named = CATEGORY.fullmatch(block.lines[0])
        if named:
            category = moodle_names(unescaped(named[1]))
            block.lines.pop(0)
            block.numbers.pop(0)
        if not block.lines or (cut and block.is_tail):
            cut = False
            continue
        cut = not _read_block(block, category, findings) and block.is_cut
    return findings.parsed()


def _read_block(block: Block, category: tuple[str, ...], findings: Findings) -> bool:
    """False when it was refused."""
    try:
        question = _Reader(block, category, findings).question()
    except Malformed as fault:
        line = fault.line or block.line()
        findings.refuse(str(fault), line=line, question=block.text)
        return False
    if question:
        findings.keep(question)
    return True


@dataclass
class _Reader:
    block: Block
    category: tuple[str, ...]
    findings: Findings
    markup: str = "moodle"

    def question(self) -> ParsedQuestion | None:
        source = taken_apart(self.block)
        before = source.before
        named = MARKUP.match(before)
        if named:
            self.markup, before = named[1], before[named.end() :]
        if source.body is None:
            self._note(_("A description is not a question and is not kept."))
            return None
        body, explanation = self._general_feedback(source.body)
        kind, text, content = self._understood(before, body, source)
        return self._finished(source, kind, text, content, explanation)

    def _finished(
        self, source: Source, kind: str, text: str, content: Content, explanation: str
    ) -> ParsedQuestion:
        remarks = self.block.remarks()
        return shapes.question(
            kind=kind,
            text=text,
            content=content,
            explanation=explanation,
            category=self.category,
            tags=remarks.get("tag", []),
            name=source.title,
            code=remarks.get("id", [""])[0],
            difficulty=_difficulty(remarks),
            reference=remarks.get("reference", [""])[0],
            line=self.block.line(),
        )

    def _general_feedback(self, body: str) -> tuple[str, str]:
        place = find_last(body, "####")
        if place < 0:
            return body, ""
        return body[:place], self._rich(body[place + 4 :])

    def _understood(
        self, before: str, body: str, source: Source
    ) -> tuple[str, str, Content]:
        answers = Answers(
            body=body,
            rich=self._rich,
            line=lambda place: self.block.line(source.body_at + place),
            note=self._note,
        )
        after = source.after
        is_gap = bool(after.strip())
        if is_gap and answers.fill_a_gap:
            return self._gap(before, answers, after)
        text = self._words(f"{before}{BLANK}{after}" if is_gap else before)
        kind, content = self._content(answers)
        return kind, text, content

    def _content(self, answers: Answers) -> tuple[str, Content]:
        remarks = self.block.remarks()
        if answers.body.strip() == "":
            return "essay", shapes.essay()
        if answers.is_numeric:
            return "numeric", shapes.numeric(answers.numbers())
        if answers.has_choices:
            return self._choice(answers, all_or_nothing="all-or-nothing" in remarks)
        if answers.is_matching:
            return "matching", shapes.matching(*answers.pairs())
        truth = answers.truth(TRUTHS)
        if truth:
            return "true_false", shapes.true_false(**truth)
        fold_marks = "fold-marks" in remarks
        return "short", shapes.short(answers.accepted(), fold_marks=fold_marks)

    def _choice(self, answers: Answers, *, all_or_nothing: bool) -> tuple[str, Content]:
        options = answers.options()
        if answers.has_equals:
            return "single", shapes.single(options)
        return "multiple", shapes.multiple(options, all_or_nothing=all_or_nothing)

    def _gap(
        self, before: str, answers: Answers, after: str
    ) -> tuple[str, str, Content]:
        if MARKER.search(before) or MARKER.search(after):
            raise Malformed(_("The text holds [[…]], which marks gaps here."))
        gap = self._gap_of(answers)
        fold_marks = "fold-marks" in self.block.remarks()
        text = self._words(f"{before}{marker(1)}{after}")
        asked, content = gapped(text, [gap], fold_marks=fold_marks)
        return "gaps", asked, content

    def _gap_of(self, answers: Answers) -> Gap:
        found = answers.options() if answers.has_choices else answers.accepted()
        if any(answer.feedback for answer in found):
            self._note(_("Feedback on single answers of a gap is not kept."))
        if any(answer.fraction not in (0, HUNDRED) for answer in found):
            raise Malformed(
                _("An answer of a gap is either right or wrong: leave out the weights.")
            )
        accepted = [answer.text for answer in found if answer.fraction == HUNDRED]
        options = [answer.text for answer in found] if answers.has_choices else []
        return Gap(accepted, options)

    def _rich(self, text: str) -> str:
        """Unescaped, in the markup it names or else that of the question."""
        named = MARKUP.match(text)
        if named:
            return self._words(text[named.end() :], named[1])
        return self._words(text)

    def _words(self, text: str, markup: str = "") -> str:
        read = plain(unescaped(text), markup or self.markup)
        if read.has_lost_media:
            self._note(_("Pictures, sound and film in the text are not kept."))
        return read.text

    def _note(self, text: str) -> None:
        self.findings.note(text, line=self.block.line())


def _difficulty(remarks: dict[str, list[str]]) -> int | None:
    typed = remarks.get("difficulty", [""])[0]
    return int(typed) if typed in {"1", "2", "3"} else None
