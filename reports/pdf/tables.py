"""The figures of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Spacer, TableStyle

from reports.pdf.styles import (
    CELL,
    CELL_BOLD,
    CELL_ITALIC,
    CENTRE,
    HEAD,
    NUMBER,
    NUMBER_BOLD,
    SECTION,
    TEXT,
)
from reports.pdf.words import n, p
from reports.queries.person_rows import PersonRow
from reports.queries.units import Counts, UnitRow

SHADE = HexColor("#ededed")
UNITS = (
    ("STT", 9),
    ("Đơn vị", 54),
    ("Số người", 17),
    ("Hoàn thành", 17),
    ("Tỷ lệ", 14),
    ("Đang học", 17),
    ("Chưa bắt đầu", 17),
    ("Quá hạn", 20),
)
LATE = (
    ("STT", 9),
    ("Họ và tên, chức vụ", 49),
    ("Đơn vị", 44),
    ("Khóa học", 40),
    ("Hạn", 23),
)
LAST = 2  # rows that go with the signatures
Rows = list[list[Any]]


def summary(total: Counts, *, is_narrowed: bool) -> list[Flowable]:
    words = (
        f"Có {n(total.people)} người được giao khóa học ({n(total.enrolments)} lượt"
        f" người). {n(total.done)} người đã hoàn thành, đạt {total.percent}%;"
        f" {n(total.doing)} người đang học, {n(total.todo)} người chưa bắt đầu,"
        f" {n(total.late)} người quá hạn."
    )
    if total.none:
        which = "khóa học nào trong phạm vi này" if is_narrowed else "khóa học nào"
        words += f" Ngoài ra {n(total.none)} người chưa được giao {which}."
    return [Spacer(1, 3 * mm), *_section("1. Kết quả chung"), p(words, TEXT)]


def units_table(units: Sequence[UnitRow], total: Counts) -> list[Flowable]:
    rows: Rows = [
        [p(str(number), CENTRE), p(row.unit.name, CELL), *_figures(row.counts)]
        for number, row in enumerate(sorted(units, key=lambda row: row.unit.path), 1)
    ]
    last = [p("", CENTRE), p("Tổng cộng", CELL_BOLD), *_figures(total, NUMBER_BOLD)]
    return [*_section("2. Theo đơn vị"), _table(UNITS, [*rows, last])]


def _figures(counts: Counts, style: Any = NUMBER) -> list[Flowable]:
    numbers = (counts.doing, counts.todo, counts.late)
    figures = [n(counts.people), n(counts.done), f"{counts.percent}%"]
    return [p(text, style) for text in [*figures, *map(n, numbers)]]


def late_table(late: Sequence[PersonRow], number: int) -> list[Flowable]:
    """The last part is short."""
    parts = _section("3. Người quá hạn")
    if not late:
        return [*parts, p("Không có người nào quá hạn.", TEXT)]
    rows: Rows = [
        [
            p(str(place), CENTRE),
            _name(row),
            p(row.unit, CELL),
            p(f"{row.late} khóa" if row.late > 1 else row.course, CELL),
            p(f"{row.due_on:%d/%m/%Y}" if row.due_on else "", CENTRE),
        ]
        for place, row in enumerate(late, 1)
    ]
    if number > len(late):
        rest = f"Và {n(number - len(late))} người khác, có trong danh sách kèm theo."
        return [*parts, _table(LATE, rows), p(rest, TEXT)]
    if len(rows) > LAST:
        parts.append(_table(LATE, rows[:-LAST]))
    return [*parts, _table(LATE, rows[-LAST:], is_end=len(rows) > LAST)]


def _name(row: PersonRow) -> list[Flowable]:
    post = [p(row.post, CELL_ITALIC)] if row.post else []
    return [p(row.name, CELL), *post]


def _section(title: str) -> list[Flowable]:
    """A heading with room below it for what it heads."""
    return [CondPageBreak(35 * mm), p(title, SECTION)]


def _table(
    columns: Sequence[tuple[str, int]], rows: Rows, *, is_end: bool = False
) -> LongTable:
    """With its head repeated on every page; or the end of such a table."""
    head = [] if is_end else [[p(title, HEAD) for title, _width in columns]]
    widths = [width * mm for _title, width in columns]
    table = LongTable([*head, *rows], colWidths=widths, repeatRows=len(head))
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, black),
                *([("BACKGROUND", (0, 0), (-1, 0), SHADE)] if head else []),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table
