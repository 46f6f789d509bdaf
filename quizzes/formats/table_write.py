"""Questions as rows: the same columns whether they become CSV or XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from quizzes.formats.base import (
    Content,
    Findings,
    Malformed,
    ParsedQuestion,
    Written,
)
from quizzes.formats.categories import joined_path
from quizzes.formats.csv_file import written_csv
from quizzes.formats.decimals import with_comma
from quizzes.formats.passages import gapped_text, marked_words
from quizzes.formats.plain import printable
from quizzes.formats.table_cells import (
    number_with_unit,
    written_alternatives,
    written_gap,
    written_list,
    written_pair,
    written_word_limits,
)
from quizzes.formats.table_words import DIFFICULTIES, KINDS, LETTERS, heading
from quizzes.formats.writing import (
    is_full,
    is_plain_true_false,
    weights,
    written_each,
)
from quizzes.formats.xlsx_write import written_xlsx

MAX_CELL: Final = 20_000
FIRST: Final = ("category", "kind", "text")
LAST: Final = ("answer", "explanation", "difficulty", "reference", "tags")
# Written only where a question needs them.
EXTRA: Final = ("code", "name", "fold_marks", *(f"{letter}#" for letter in LETTERS))
USUAL_OPTIONS: Final = LETTERS[:6]

Cells = dict[str, str]


def write_table_csv(
    questions: Sequence[ParsedQuestion], *, separator: str = ","
) -> Written:
    findings = Findings()
    rows = table_rows(questions, findings)
    return findings.written(written_csv(rows, separator))


def write_table_xlsx(questions: Sequence[ParsedQuestion]) -> Written:
    findings = Findings()
    return findings.written(written_xlsx(table_rows(questions, findings)))


def table_rows(
    questions: Iterable[ParsedQuestion], findings: Findings
) -> list[list[str]]:
    """The heading row, then one for each question that a row can hold."""
    written: list[Cells] = []

    def write(question: ParsedQuestion, note: Callable[[str], None]) -> str:
        written.append(_cells(question))
        return ""

    for _question in written_each(questions, write, findings):
        pass
    keys = _keys(written)
    rows = [[cells.get(key, "") for key in keys] for cells in written]
    return [[heading(key) for key in keys], *rows]


def _keys(written: Sequence[Cells]) -> list[str]:
    used = {key for cells in written for key, text in cells.items() if text}
    last = max(used & set(LETTERS) | {USUAL_OPTIONS[-1]})
    options = LETTERS[: LETTERS.index(last) + 1]
    return [*FIRST, *options, *LAST, *(key for key in EXTRA if key in used)]


def _cells(question: ParsedQuestion) -> Cells:
    cells = {
        "category": joined_path(question.category),
        "kind": KINDS[question.kind][0],
        "text": question.text,
        "explanation": question.explanation,
        "difficulty": _difficulty(question.difficulty),
        "reference": question.reference,
        "tags": written_list(question.tags),
        "code": question.code,
        "name": question.name,
        "fold_marks": "Có" if question.content.get("fold_marks") else "",
        **CELLS[question.kind](question),
    }
    cells = {key: printable(text) for key, text in cells.items()}
    if any(len(text) > MAX_CELL for text in cells.values()):
        raise Malformed(_("A text is too long for a cell."))
    return cells


def _difficulty(level: int | None) -> str:
    return DIFFICULTIES[level][0] if level else ""


# --- one function for each kind -------------------------------------------


def _single(question: ParsedQuestion) -> Cells:
    named = [
        (letter, weight)
        for letter, weight in zip(LETTERS, weights(question.content), strict=False)
        if weight != "0"
    ]
    return {**_options(question.content["options"]), "answer": _letters(named)}


def _multiple(question: ParsedQuestion) -> Cells:
    if question.content.get("partial"):
        return _single(question)
    options = question.content["options"]
    right = [
        letter
        for letter, option in zip(LETTERS, options, strict=False)
        if option["correct"]
    ]
    return {**_options(options), "answer": ", ".join(right)}


def _true_false(question: ParsedQuestion) -> Cells:
    if not is_plain_true_false(question):
        return _single(question)
    true, false = question.content["options"]
    return {
        "answer": true["text"] if true["correct"] else false["text"],
        "A#": true["feedback"],
        "B#": false["feedback"],
    }


def _short(question: ParsedQuestion) -> Cells:
    accepted = question.content["accepted"]
    texts = [answer["text"] for answer in accepted]
    is_simple = not any(
        answer["feedback"] or not is_full(answer["fraction"]) or "\n" in answer["text"]
        for answer in accepted
    )
    if is_simple:
        return {"answer": written_alternatives(texts)}
    return {**_options(accepted), "answer": _fractions(accepted)}


def _numeric(question: ParsedQuestion) -> Cells:
    answers, unit = question.content["answers"], question.content["unit"]
    texts = [_number(answer, unit) for answer in answers]
    if len(answers) == 1 and not answers[0]["feedback"]:
        return {"answer": texts[0]}
    options = [
        {"text": text, "feedback": answer["feedback"]}
        for text, answer in zip(texts, answers, strict=True)
    ]
    return {**_options(options), "answer": _fractions(answers)}


def _number(answer: dict[str, Any], unit: str) -> str:
    text = with_comma(answer["value"])
    if answer["tolerance"] != "0":
        text = f"{text} ± {with_comma(answer['tolerance'])}"
    if number_with_unit(f"{text} {unit}")[1] != unit:
        raise Malformed(_("The unit cannot be told from the number in a cell."))
    return f"{text} {unit}".strip()


def _matching(question: ParsedQuestion) -> Cells:
    content = question.content
    lines = [written_pair(pair["left"], pair["right"]) for pair in content["pairs"]]
    lines += [written_pair("", text) for text in content["distractors"]]
    return _lettered(lines)


def _ordering(question: ParsedQuestion) -> Cells:
    return _lettered([item["text"] for item in question.content["items"]])


def _gaps(question: ParsedQuestion) -> Cells:
    lines = [
        written_gap(gap["accepted"], gap["options"]) for gap in question.content["gaps"]
    ]
    return {"text": gapped_text(question), **_lettered(lines)}


def _hot_words(question: ParsedQuestion) -> Cells:
    return {"A": marked_words(question.content)}


def _essay(question: ParsedQuestion) -> Cells:
    content: Content = question.content
    limits = written_word_limits(content["min_words"], content["max_words"])
    return {"A": limits, "answer": content["guide"]}


CELLS: Final[dict[str, Callable[[ParsedQuestion], Cells]]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "hot_words": _hot_words,
    "essay": _essay,
}


def _options(options: Sequence[dict[str, Any]]) -> Cells:
    feedback = zip(LETTERS, options, strict=False)
    return {
        **_lettered([option["text"] for option in options]),
        **{f"{letter}#": option["feedback"] for letter, option in feedback},
    }


def _lettered(texts: Sequence[str]) -> Cells:
    if len(texts) > len(LETTERS):
        raise Malformed(_("There are more options than letters."))
    return dict(zip(LETTERS, texts, strict=False))


def _fractions(answers: Sequence[dict[str, Any]]) -> str:
    fractions = [answer["fraction"] for answer in answers]
    return _letters(zip(LETTERS, fractions, strict=False))


def _letters(named: Iterable[tuple[str, str]]) -> str:
    return ", ".join(
        letter if is_full(weight) else f"{letter} {weight.replace('.', ',')}%"
        for letter, weight in named
    )
