"""Questions as GIFT that Moodle and `read_gift` take in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Findings, Malformed, ParsedQuestion, Written
from quizzes.formats.categories import moodle_path
from quizzes.formats.gift_answers import ARROW, WEIGHT
from quizzes.formats.gift_source import MARKUP
from quizzes.formats.passages import MARKER, gapped_text, marker
from quizzes.formats.plain import one_line, printable
from quizzes.formats.wildcards import with_escaped_stars
from quizzes.formats.writing import (
    cannot_hold,
    is_full,
    is_plain_true_false,
    weights,
    written_each,
)

SIGNS: Final = re.compile(r"[~=#{}:\\]")
# Written without a markup, Moodle would take these for tags and formats.
NEEDS_PLAIN: Final = re.compile(r"[<&]|^\s*(?:\[|//|\$)")

Note = Callable[[str], None]


def write_gift(questions: Sequence[ParsedQuestion]) -> Written:
    findings = Findings()
    parts: list[str] = []
    category: tuple[str, ...] = ()
    for question, text in written_each(questions, _written, findings):
        if question.category != category:
            category = question.category
            parts.append(f"$CATEGORY: {_escaped(moodle_path(category))}\n")
        parts.append(text)
    return findings.written("\n".join(parts).encode())


def _written(question: ParsedQuestion, note: Note) -> str:
    before, body, after = _parts(question, note)
    if question.explanation:
        body += f"####{_marked(question.explanation)}"
    title = f"::{_escaped(one_line(question.name))}::" if question.name else ""
    text = f"{title}{_markup(question)}{_escaped(before)}{{{body}}}{_escaped(after)}"
    return f"{_remarks(question)}{text}\n"


def _parts(question: ParsedQuestion, note: Note) -> tuple[str, str, str]:
    match question.kind:
        case "gaps":
            return _gap(question)
        case "single" | "multiple":
            body = _options(question)
        case "true_false":
            body = _truth(question, note)
        case "short":
            body = _accepted(question.content["accepted"])
        case "numeric":
            body = _numbers(question, note)
        case "matching":
            body = _pairs(question)
        case "essay":
            body = _essay(question, note)
        case kind:
            raise cannot_hold(kind)
    return question.text, body, ""


def _options(question: ParsedQuestion) -> str:
    several = question.kind == "multiple"
    lines = []
    for option, weight in zip(
        question.content["options"], weights(question.content), strict=True
    ):
        mark = "=" if is_full(weight) and not several else _weighted(option, weight)
        lines.append(f"\n\t{mark}{_marked(option['text'])}{_feedback(option)}")
    return "".join(lines) + "\n"


def _weighted(option: dict[str, Any], weight: str) -> str:
    has_own = WEIGHT.match(option["text"])
    return f"~%{weight}%" if weight != "0" or has_own else "~"


def _truth(question: ParsedQuestion, note: Note) -> str:
    if not is_plain_true_false(question):
        note(_("True or false in other words is written as a single choice."))
        return _options(question)
    true, false = question.content["options"]
    right, wrong = (true, false) if true["correct"] else (false, true)
    body = "TRUE" if true["correct"] else "FALSE"
    if wrong["feedback"] or right["feedback"]:
        body += f"#{_marked(wrong['feedback'])}"
    return body + _feedback(right)


def _accepted(answers: Sequence[dict[str, Any]]) -> str:
    lines = []
    for answer in answers:
        # Moodle looks for pairs in the feedback too.
        if ARROW in answer["text"] + answer["feedback"]:
            raise Malformed(_("An answer with “->” would read as a pair in GIFT."))
        weight = "" if is_full(answer["fraction"]) else f"%{answer['fraction']}%"
        if not weight and WEIGHT.match(answer["text"]):
            weight = "%100%"
        text = _escaped(with_escaped_stars(answer["text"]))
        lines.append(f"\n\t={weight}{text}{_feedback(answer)}")
    return "".join(lines) + "\n"


def _numbers(question: ParsedQuestion, note: Note) -> str:
    if question.content["unit"]:
        note(_("The unit of a number is not written."))
    lines = []
    for answer in question.content["answers"]:
        weight = "" if is_full(answer["fraction"]) else f"%{answer['fraction']}%"
        number = f"{answer['value']}:{answer['tolerance']}"
        lines.append(f"\n\t={weight}{number}{_feedback(answer)}")
    return "#" + "".join(lines) + "\n"


def _pairs(question: ParsedQuestion) -> str:
    lines = [(pair["left"], pair["right"]) for pair in question.content["pairs"]]
    lines += [("", text) for text in question.content["distractors"]]
    if any(ARROW in left for left, _right in lines):
        raise Malformed(_("The left side of a pair cannot hold “->” in GIFT."))
    written = [f"\n\t={_marked(a)} {ARROW} {_escaped(b)}" for a, b in lines]
    return "".join(written) + "\n"


def _essay(question: ParsedQuestion, note: Note) -> str:
    content = question.content
    if content["guide"] or content["min_words"] or content["max_words"]:
        note(_("The marking guide and word limits of essays are not written."))
    return ""


def _gap(question: ParsedQuestion) -> tuple[str, str, str]:
    gaps = question.content["gaps"]
    before, found, after = gapped_text(question).partition(marker(1))
    if len(gaps) != 1 or not found:
        raise Malformed(_("GIFT holds one gap in a question, not more."))
    if not after.strip():
        raise Malformed(_("In GIFT a gap at the end reads as a question without gap."))
    if MARKER.search(before) or MARKER.search(after):
        raise Malformed(_("The text holds [[…]], which marks gaps here."))
    accepted, options = gaps[0]["accepted"], gaps[0]["options"]
    if not options:
        return before, _accepted([_full(text) for text in accepted]), after
    body = "".join(f" {_gap_option(text, accepted)}" for text in options)
    return before, body, after


def _gap_option(text: str, accepted: Sequence[str]) -> str:
    if text in accepted:
        # Several right ones: "=" for each, as Moodle's missing word has it.
        return f"={_marked(text)}"
    return f"{_weighted({'text': text}, '0')}{_marked(text)}"


def _full(text: str) -> dict[str, Any]:
    return {"text": text, "fraction": "100", "feedback": ""}


def _feedback(answer: dict[str, Any]) -> str:
    return f"#{_marked(answer['feedback'])}" if answer.get("feedback") else ""


def _remarks(question: ParsedQuestion) -> str:
    remarks = [f"[id:{_in_brackets(question.code)}]"] if question.code else []
    remarks += [f"[tag:{_in_brackets(tag)}]" for tag in question.tags]
    if question.difficulty:
        remarks.append(f"[difficulty:{question.difficulty}]")
    if question.reference:
        remarks.append(f"[reference:{_in_brackets(question.reference)}]")
    if question.kind == "multiple" and not question.content.get("partial"):
        remarks.append("[all-or-nothing]")
    if question.content.get("fold_marks"):
        remarks.append("[fold-marks]")
    return f"// {' '.join(remarks)}\n" if remarks else ""


def _in_brackets(text: str) -> str:
    return re.sub(r"[\]\\]", r"\\\g<0>", one_line(text))


def _markup(question: ParsedQuestion) -> str:
    """[plain] where a text would be taken for something else."""
    content = question.content
    texts = [question.text, question.explanation, content.get("text", "")]
    for entry in (*content.get("options", []), *content.get("accepted", [])):
        texts += [entry["text"], entry.get("feedback", "")]
    texts += [answer["feedback"] for answer in content.get("answers", [])]
    texts += [pair["left"] for pair in content.get("pairs", [])]
    for gap in content.get("gaps", []):
        texts += gap["options"]
    return "[plain]" if any(NEEDS_PLAIN.search(text) for text in texts) else ""


def _marked(text: str) -> str:
    return ("[plain]" if MARKUP.match(text) else "") + _escaped(text)


def _escaped(text: str) -> str:
    return SIGNS.sub(r"\\\g<0>", printable(text)).replace("\n", "\\n")
