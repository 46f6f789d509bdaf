"""Moodle's own XML: each question by its type, each loss by its name."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quizzes.formats import moodle_kinds, shapes
from quizzes.formats.base import (
    Content,
    Findings,
    Malformed,
    Parsed,
    ParsedQuestion,
    Unusable,
)
from quizzes.formats.categories import moodle_names
from quizzes.formats.moodle_node import MoodleNode
from quizzes.formats.xml_tree import Node, tree

# Read, or of no meaning outside Moodle.
READ = {
    *("name", "questiontext", "generalfeedback", "tags", "hidden", "single", "file"),
    "idnumber",
    *("answer", "subquestion", "dragbox", "selectoption", "units", "usecase"),
    *("graderinfo", "minwordlimit", "maxwordlimit", "difficulty", "reference"),
    *("allornothing", "foldmarks", "showstandardinstruction", "shownumcorrect"),
    *("responseformat", "responserequired", "responsefieldlines", "coursetagid"),
}
WHOLE_FEEDBACK = {
    *("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"),
}


def read_moodle_xml(text: str) -> Parsed:
    root = tree(text)
    if root.tag != "quiz":
        reason = _("This is not a Moodle question file: it begins with <%(tag)s>.")
        raise Unusable(reason % {"tag": root.tag[:40]}, line=root.line)
    reader = _Reader()
    for node in root.children:
        reader.take(node)
    return reader.parsed()


@dataclass
class _Reader:
    findings: Findings = field(default_factory=lambda: Findings(format="moodle_xml"))
    category: tuple[str, ...] = ()
    settings: dict[str, int] = field(default_factory=dict)

    def parsed(self) -> Parsed:
        if self.settings:
            text = _("Moodle's settings of questions are not kept: %(names)s.")
            self.findings.note(text % {"names": ", ".join(sorted(self.settings))})
        return self.findings.parsed()

    def take(self, node: Node) -> None:
        if node.tag != "question":
            reason = _("<%(tag)s> is not a question.")
            self.findings.refuse(reason % {"tag": node.tag[:40]}, line=node.line)
        elif node.attributes.get("type") == "category":
            self.category = moodle_names(node.text("category", "text"))
            if node.text("info", "text"):
                text = _("Descriptions of categories are not kept.")
                self.findings.note(text, line=node.line)
        else:
            self._take_question(node)

    def _take_question(self, node: Node) -> None:
        try:
            question = self._question(node)
        except Malformed as fault:
            name = node.text("name", "text") or node.text("questiontext", "text")
            line = fault.line or node.line
            self.findings.refuse(str(fault), line=line, question=name)
        else:
            self.findings.keep(question)
            self._note_losses(node)

    def _question(self, node: Node) -> ParsedQuestion:
        moodle = MoodleNode(node, self.findings.noting(node.line))
        kind, text, content = self._understood(moodle)
        return shapes.question(
            kind=kind,
            text=text,
            content=content,
            explanation=moodle.rich("generalfeedback"),
            category=self.category,
            tags=self._tags(node),
            name=node.text("name", "text"),
            code=node.text("idnumber"),
            difficulty=moodle_kinds.difficulty(node),
            reference=node.text("reference"),
            line=node.line,
        )

    def _understood(self, moodle: MoodleNode) -> tuple[str, str, Content]:
        type_ = moodle.node.attributes.get("type", "")
        if type_ in moodle_kinds.IN_TEXT:
            return "gaps", *moodle_kinds.IN_TEXT[type_](moodle)
        if not type_:
            raise Malformed(_("The question does not say its type."))
        if type_ not in moodle_kinds.APART:
            reason = _("Questions of Moodle's type “%(type)s” are not known here.")
            raise Malformed(reason % {"type": type_[:40]})
        kind, content = moodle_kinds.APART[type_](moodle)
        return kind, moodle.rich("questiontext"), content

    def _tags(self, node: Node) -> list[str]:
        tags = node.first("tags")
        return [tag.text("text") for tag in tags.all("tag")] if tags else []

    def _note_losses(self, node: Node) -> None:
        note = self.findings.noting(node.line)
        for child in node.children:
            is_empty = not (child.own_text.strip() or child.text("text"))
            if child.tag in READ or is_empty:
                continue
            if child.tag == "hint":
                note(_("Hints are not kept."))
            elif child.tag in WHOLE_FEEDBACK:
                note(
                    _(
                        "Feedback on right, partly right and wrong answers as a whole is not kept."
                    )
                )
            else:
                self.settings[child.tag[:40]] = node.line
        self._note_files(node)

    def _note_files(self, node: Node) -> None:
        files = [
            found.attributes.get("name", "?")
            for found in node.walk()
            if found.tag == "file"
        ]
        if files:
            text = _("Embedded files are not kept: %(names)s.")
            names = ", ".join(dict.fromkeys(name[:60] for name in files[:20]))
            self.findings.note(text % {"names": names}, line=node.line)
