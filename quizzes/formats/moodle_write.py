"""Questions as XML that Moodle and `read_moodle_xml` take in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from quizzes.formats.base import Findings, ParsedQuestion, Written
from quizzes.formats.categories import moodle_path
from quizzes.formats.cloze import written_cloze
from quizzes.formats.plain import printable
from quizzes.formats.wildcards import with_escaped_stars
from quizzes.formats.writing import (
    cannot_hold,
    is_plain_true_false,
    weights,
    written_each,
)

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
PLAIN: Final = ' format="plain_text"'

Note = Callable[[str], None]


def write_moodle_xml(questions: Sequence[ParsedQuestion]) -> Written:
    findings = Findings()
    parts = [HEAD]
    category: tuple[str, ...] = ()
    for question, text in written_each(questions, _written, findings):
        if question.category != category:
            category = question.category
            path = _text("category", moodle_path(category), "")
            parts.append(f'<question type="category">{path}</question>\n')
        parts.append(text)
    return findings.written("".join([*parts, "</quiz>\n"]).encode())


def _written(question: ParsedQuestion, note: Note) -> str:
    kind, body = _body(question, note)
    text = written_cloze(question) if kind == "cloze" else question.text
    parts = [
        _text("name", question.name, ""),
        _text("questiontext", text),
        _unless_empty("generalfeedback", question.explanation),
        _value("idnumber", question.code) if question.code else "",
        body,
        _tags(question.tags),
    ]
    if question.difficulty:
        parts.append(_value("difficulty", str(question.difficulty)))
    if question.reference:
        parts.append(_value("reference", question.reference))
    if question.content.get("fold_marks"):
        parts.append(_value("foldmarks", "1"))
    inside = "\n".join(f"  {part}" for part in parts if part)
    return f"<question type={quoteattr(kind)}>\n{inside}\n</question>\n"


def _body(question: ParsedQuestion, note: Note) -> tuple[str, str]:
    match question.kind:
        case "single" | "multiple":
            return "multichoice", _options(question)
        case "true_false" if is_plain_true_false(question):
            return "truefalse", _truth(question.content["options"])
        case "true_false":
            note(_("True or false in other words is written as a single choice."))
            return "multichoice", _options(question)
        case "short":
            return "shortanswer", _accepted(question.content["accepted"])
        case "numeric":
            return "numerical", _numbers(question)
        case "matching":
            return "matching", _pairs(question)
        case "ordering":
            return "ordering", _items(question)
        case "gaps":
            return "cloze", ""
        case "essay":
            return "essay", _essay(question)
    raise cannot_hold(question.kind)


def _options(question: ParsedQuestion) -> str:
    several = question.kind == "multiple"
    parts = [_value("single", "false" if several else "true")]
    if several and not question.content.get("partial"):
        parts.append(_value("allornothing", "1"))
    for option, weight in zip(
        question.content["options"], weights(question.content), strict=True
    ):
        parts.append(_answer(option["text"], weight, option["feedback"]))
    return "\n  ".join(parts)


def _truth(options: Sequence[dict[str, Any]]) -> str:
    words = zip(("true", "false"), options, strict=True)
    return "\n  ".join(
        _answer(word, "100" if option["correct"] else "0", option["feedback"])
        for word, option in words
    )


def _accepted(answers: Sequence[dict[str, Any]]) -> str:
    return "\n  ".join(
        _answer(
            with_escaped_stars(answer["text"]), answer["fraction"], answer["feedback"]
        )
        for answer in answers
    )


def _numbers(question: ParsedQuestion) -> str:
    parts = [
        _answer(
            answer["value"],
            answer["fraction"],
            answer["feedback"],
            extra=_value("tolerance", answer["tolerance"]),
        )
        for answer in question.content["answers"]
    ]
    unit = question.content["unit"]
    if unit:
        named = _value("multiplier", "1") + _value("unit_name", unit)
        parts.append(f"<units><unit>{named}</unit></units>")
    return "\n  ".join(parts)


def _pairs(question: ParsedQuestion) -> str:
    pairs = [(pair["left"], pair["right"]) for pair in question.content["pairs"]]
    pairs += [("", text) for text in question.content["distractors"]]
    return "\n  ".join(
        f"<subquestion{PLAIN}>{_value('text', left)}{_text('answer', right, '')}</subquestion>"
        for left, right in pairs
    )


def _items(question: ParsedQuestion) -> str:
    return "\n  ".join(
        _answer(item["text"], str(place), "")
        for place, item in enumerate(question.content["items"], start=1)
    )


def _essay(question: ParsedQuestion) -> str:
    content = question.content
    parts = [_text("graderinfo", content["guide"])]
    for tag, name in (("minwordlimit", "min_words"), ("maxwordlimit", "max_words")):
        if content[name]:
            parts.append(_value(tag, str(content[name])))
    return "\n  ".join(parts)


def _tags(tags: Sequence[str]) -> str:
    inside = "".join(_text("tag", tag, "") for tag in tags)
    return f"<tags>{inside}</tags>" if inside else ""


def _answer(text: str, fraction: str, feedback: str, *, extra: str = "") -> str:
    inside = _value("text", text) + _unless_empty("feedback", feedback) + extra
    return f"<answer fraction={quoteattr(fraction)}{PLAIN}>{inside}</answer>"


def _text(tag: str, text: str, attributes: str = PLAIN) -> str:
    return f"<{tag}{attributes}>{_value('text', text)}</{tag}>"


def _unless_empty(tag: str, text: str) -> str:
    return _text(tag, text) if text else ""


def _value(tag: str, text: str) -> str:
    return f"<{tag}>{escape(printable(text))}</{tag}>"
