"""Questions in rows, as trainers type them into a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from django.utils.translation import gettext as _

from quizzes.formats import checks, shapes
from quizzes.formats.base import Content, Findings, Malformed, Parsed, ParsedQuestion
from quizzes.formats.categories import path_names
from quizzes.formats.table_cells import listed
from quizzes.formats.table_kinds import understood
from quizzes.formats.table_rows import HEAD_WITHIN, Cells, Row, find_columns
from quizzes.formats.table_words import difficulty_of


def read_rows(rows: Iterable[Row], findings: Findings) -> Parsed:
    waiting = iter(rows)
    first = list(islice(waiting, HEAD_WITHIN))
    place, columns = find_columns(first, findings)
    for row in chain(first[place + 1 :], waiting):
        if not row.is_empty:
            _read_row(Cells(row, columns), findings)
    return findings.parsed()


def _read_row(cells: Cells, findings: Findings) -> None:
    try:
        cells.check_encoding()
        question = _question(cells, *understood(cells))
    except Malformed as fault:
        findings.refuse(str(fault), line=cells.row.number, question=cells.raw("text"))
    else:
        findings.keep(question)


def _question(cells: Cells, kind: str, text: str, content: Content) -> ParsedQuestion:
    with cells.blaming("category"):
        category = checks.line_of_names(path_names(cells["category"]), checks.MAX_DEPTH)
    with cells.blaming("tags"):
        tags = checks.line_of_names(listed(cells["tags"]), checks.MAX_TAGS)
    with cells.blaming("name"):
        name = checks.short_line(cells["name"])
    with cells.blaming("code"):
        code = checks.code_line(cells["code"])
    with cells.blaming("reference"):
        reference = checks.short_line(cells["reference"])
    with cells.blaming("text"):
        return shapes.question(
            kind=kind,
            text=text,
            content=content,
            explanation=cells["explanation"],
            category=category,
            tags=tags,
            name=name,
            code=code,
            difficulty=_difficulty(cells),
            reference=reference,
            line=cells.row.number,
        )


def _difficulty(cells: Cells) -> int | None:
    typed = cells["difficulty"]
    level = difficulty_of(typed)
    with cells.blaming("difficulty"):
        if typed and not level:
            raise Malformed(_("Write Dễ, Vừa or Khó (or 1, 2, 3)."))
    return level
