"""Questions of the bank as files, and what a file cannot hold of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.formats import WRITERS, Notice, ParsedQuestion, Refusal, Written
from quizzes.formats.archive import MAX_XLSX_BYTES
from quizzes.formats.base import MAX_QUESTIONS, label
from quizzes.formats.decoding import MAX_TEXT_BYTES
from quizzes.formats.plain import clean
from quizzes.formats.writing import kind_name
from quizzes.importing.saying import SHAPES, said
from quizzes.models import Question, QuestionQuerySet, QuestionVersion
from quizzes.tree import Branch, category_tree

FORMAT_NAMES: Final = {
    "xlsx": gettext_lazy("Excel table (XLSX)"),
    "csv": gettext_lazy("Table as text (CSV)"),
    "moodle_xml": gettext_lazy("Moodle XML"),
    "gift": gettext_lazy("GIFT"),
    "aiken": gettext_lazy("Aiken"),
}
FORMAT_USES: Final = {
    "xlsx": gettext_lazy("Read and edit in Excel, then import again. Holds most."),
    "csv": gettext_lazy("The same table for other programs."),
    "moodle_xml": gettext_lazy("Take the questions to Moodle."),
    "gift": gettext_lazy("A text that many learning systems read."),
    "aiken": gettext_lazy("The simplest text: one right answer, nothing else."),
}
MEDIA_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "moodle_xml": "application/xml",
    "gift": "text/plain; charset=utf-8",
    "aiken": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Export:
    """A file, and what it lacks. `titles` name the questions notices count."""

    format: str
    written: Written
    titles: tuple[str, ...]

    @property
    def ending(self) -> str:
        return WRITERS[self.format][1]

    @property
    def kept(self) -> int:
        return len(self.titles) - len(self.written.left_out)

    @property
    def can_come_back(self) -> bool:
        """Whether an import would take the file as a whole."""
        most = MAX_XLSX_BYTES if self.format == "xlsx" else MAX_TEXT_BYTES
        return self.kept <= MAX_QUESTIONS and len(self.written.data) <= most

    @property
    def losses(self) -> list[tuple[str, list[str]]]:
        """Each notice, with the questions it is about."""
        return [
            (notice.text, [self.titles[number - 1] for number in notice.lines])
            for notice in self.written.notices
        ]


def export(questions: QuestionQuerySet, format_: str) -> Export:
    """Three queries, however many questions."""
    found = list(
        questions.exclude(current=None)
        .select_related("current__legal_reference")
        .prefetch_related("tags")  # type: ignore[misc]
    )
    parsed = as_parsed(found)
    known = [place for place, each in enumerate(parsed) if each.kind in SHAPES]
    written = WRITERS[format_][0]([parsed[place] for place in known])
    unknown = [_unknown(each) for each in parsed if each.kind not in SHAPES]
    notices = [_renumbered(each, known) for each in written.notices]
    return Export(
        format=format_,
        written=replace(
            written,
            left_out=(*written.left_out, *unknown),
            notices=(*notices, *_beside(found)),
        ),
        titles=tuple(label(each.text) for each in parsed),
    )


def _renumbered(notice: Notice, known: Sequence[int]) -> Notice:
    """The numbers of what was given to the writer, as numbers of all."""
    return replace(notice, lines=tuple(known[line - 1] + 1 for line in notice.lines))


def as_parsed(questions: Iterable[Question]) -> list[ParsedQuestion]:
    """With `current`, its legal reference and the tags loaded."""
    tree = category_tree()
    return [_parsed(each, tree.branch(each.category_id)) for each in questions]


def _parsed(question: Question, branch: Branch) -> ParsedQuestion:
    version = question.current
    assert version is not None  # noqa: S101 - asked for above
    law = version.legal_reference
    return ParsedQuestion(
        kind=version.kind,
        text=clean(version.text),
        content=said(version.kind, version.content),
        explanation=clean(version.explanation),
        category=tuple(category.name for category in branch.line),
        tags=tuple(sorted(tag.name for tag in question.tags.all())),
        code=question.code,
        difficulty=version.difficulty,
        reference=law.number if law else "",
    )


def _unknown(question: ParsedQuestion) -> Refusal:
    reason = _("Questions of the kind “%(kind)s” are not written to files.")
    kind = kind_name(question.kind)
    return Refusal(
        line=0, question=label(question.text), reason=reason % {"kind": kind}
    )


def _beside(questions: Sequence[Question]) -> Iterator[Notice]:
    """What no format holds; an import leaves it as it is in the bank."""
    pictured, set_up = [], []
    for place, question in enumerate(questions, start=1):
        version = question.current
        if version and (version.image_id or version.media_id):
            pictured.append(place)
        if version and _has_settings(version):
            set_up.append(place)
    if pictured:
        text = _("Pictures, sound and film stay here; the file does not hold them.")
        yield Notice(text=text, lines=tuple(pictured))
    if set_up:
        text = _(
            "Rubrics, files asked for and options that stay last are kept here; the file does not hold them."
        )
        yield Notice(text=text, lines=tuple(set_up))


def _has_settings(version: QuestionVersion) -> bool:
    shape = SHAPES.get(version.kind, version.content)
    return any(
        value and value != "no"
        for key, value in version.content.items()
        if key not in shape and key != "partial"
    )
