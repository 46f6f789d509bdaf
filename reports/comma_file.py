"""The list of a report as CSV, for other programs.

UTF-8 with a byte order mark, without which Excel takes Vietnamese letters for others.
What a program could take for a formula is quoted with an apostrophe, as Excel does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import IO

from quizzes.spreadsheets import as_text
from reports.queries.listing import Line
from reports.scope import State
from reports.workbook import LIST, WORDS


def write_comma_file(
    out: IO[bytes], lines: Iterable[Line], *, count: Callable[[int], None]
) -> None:
    """Write the list, ungrouped; `count` is told how many lines are written."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow(column.title for column in LIST)
    for number, line in enumerate(lines, start=1):
        rows.writerow(_values(line, number))
        count(number)
    text.detach()


def _values(line: Line, number: int) -> list[str]:
    return [
        str(number),
        as_text(line.name),
        as_text(line.post),
        as_text(line.unit),
        as_text(line.course),
        f"{round(line.progress * 100)}%",
        WORDS[State(line.state)],
        _day(line.due_on),
        _day(line.completed_on),
        as_text(line.number),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
