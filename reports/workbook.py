"""The XLSX a unit sends up: everybody by unit, and the units compared.

The paper is Vietnamese whatever language its maker reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import IO

import xlsxwriter

from reports.letterhead import Letterhead
from reports.paper import Column, Paper, roman
from reports.queries.listing import Line
from reports.queries.units import Counts, UnitRow
from reports.scope import Scope, State
from reports.sheet import Value
from reports.wording import about, days_of, title
from vietnamese.numbers import decimal_comma

LIST = (
    Column("STT", 6, "centre"),
    Column("Họ và tên", 26),
    Column("Chức vụ", 20),
    Column("Đơn vị", 30),
    Column("Khóa học", 36),
    Column("Tiến độ", 9, "percent"),
    Column("Trạng thái", 14, "centre"),
    Column("Hạn", 12, "date"),
    Column("Ngày hoàn thành", 13, "date"),
    Column("Số chứng nhận", 22, "centre"),
)
SUMMARY = (
    Column("STT", 6, "centre"),
    Column("Đơn vị", 48),
    Column("Số người", 12, "number"),
    Column("Số lượt người", 14, "number"),
    Column("Hoàn thành", 14, "number"),
    Column("Tỷ lệ", 11, "percent"),
    Column("Đang học", 12, "number"),
    Column("Chưa bắt đầu", 14, "number"),
    Column("Quá hạn", 12, "number"),
    Column("Chưa giao khóa", 14, "number"),
)
TOTAL = [
    "total",
    "total",
    *["total_number"] * 3,
    "total_percent",
    *["total_number"] * 4,
]
WORDS = {
    State.DONE: "Hoàn thành",
    State.DOING: "Đang học",
    State.TODO: "Chưa bắt đầu",
    State.LATE: "Quá hạn",
}
NOBODY = "Không có lượt học nào trong phạm vi này."
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Count = Callable[[int], None]


@dataclass(frozen=True)
class Report:
    """What stands around the rows."""

    scope: Scope
    letterhead: Letterhead
    at: datetime  # local time of the figures


def write_workbook(
    out: IO[bytes],
    report: Report,
    *,
    units: Sequence[UnitRow],
    lines: Iterable[Line],
    count: Count,
) -> None:
    """Write both sheets; `count` is told how many lines are written."""
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties(
            {"title": title_of(report), "author": report.letterhead.issuer}
        )
        _write_list(Paper(book, "Danh sách", LIST), report, units, lines, count)
        _write_summary(Paper(book, "Tổng hợp", SUMMARY), report, units)


# --- list -----------------------------------------------------------------------


@dataclass
class Tally:
    """Sums of the lines written so far. Lines of one person follow each other."""

    people: int = 0
    enrolments: int = 0
    done: int = 0
    late: int = 0
    last_person: int = 0

    def add(self, line: Line) -> None:
        self.people += line.person != self.last_person
        self.last_person = line.person
        self.enrolments += 1
        self.done += line.state == State.DONE
        self.late += line.state == State.LATE

    def __str__(self) -> str:
        people, enrolments, done, late = (
            decimal_comma(number, 0)
            for number in (self.people, self.enrolments, self.done, self.late)
        )
        return (
            f"{people} người, {enrolments} lượt người;"
            f" hoàn thành {done} lượt, quá hạn {late} lượt"
        )


def _write_list(
    paper: Paper,
    report: Report,
    units: Sequence[UnitRow],
    lines: Iterable[Line],
    count: Count,
) -> None:
    _head(paper, report, f"DANH SÁCH {title_of(report)}")
    names = {row.unit.path: row.unit.name for row in units}
    total = Tally()
    for number, (path, group) in enumerate(groupby(lines, lambda line: line.row), 1):
        paper.banner(roman(number), names[path], "group", mark="group_centre")
        tally = Tally()
        for line in group:
            tally.add(line)
            total.add(line)
            paper.line(_values(line, total.enrolments))
            count(total.enrolments)
        paper.banner("", f"Cộng: {tally}", "sum")
    if total.enrolments:
        paper.banner("", f"Tổng cộng: {total}", "total")
    else:
        paper.banner("", NOBODY, "sum")
    paper.foot(report.letterhead, report.at.date())


def _values(line: Line, number: int) -> list[Value]:
    return [
        number,
        line.name,
        line.post,
        line.unit,
        line.course,
        line.progress,
        WORDS[State(line.state)],
        line.due_on,
        line.completed_on,
        line.number,
    ]


# --- summary --------------------------------------------------------------------


def _write_summary(paper: Paper, report: Report, units: Sequence[UnitRow]) -> None:
    _head(paper, report, f"TỔNG HỢP {title_of(report)}")
    in_tree_order = sorted(units, key=lambda row: row.unit.path)
    for number, row in enumerate(in_tree_order, 1):
        paper.line([number, row.unit.name, *_figures(row.counts)])
    total = sum((row.counts for row in units), Counts())
    paper.line(["", "Tổng cộng", *_figures(total)], TOTAL)
    paper.foot(report.letterhead, report.at.date())


def _figures(counts: Counts) -> list[Value]:
    return [
        counts.people,
        counts.enrolments,
        counts.done,
        counts.percent / 100,
        counts.doing,
        counts.todo,
        counts.late,
        counts.none,
    ]


# --- both -----------------------------------------------------------------------


def _head(paper: Paper, report: Report, title: str) -> None:
    scope = report.scope
    notes = [
        about(scope),
        "(Kèm theo Báo cáo số ………… ngày …… tháng …… năm ………)",
        f"{days_of(scope)} Số liệu {moment(report)}.",
    ]
    paper.head(report.letterhead, title, notes)
    paper.table()


def moment(report: Report) -> str:
    """When the figures are of, and, of a past day, by which organisation."""
    scope = report.scope
    if not scope.is_past:
        return f"lúc {report.at:%H:%M} ngày {report.at:%d/%m/%Y}"
    then = "theo tổ chức tại thời điểm" if scope.is_then else "quy về tổ chức hiện nay"
    return f"ngày {scope.as_of:%d/%m/%Y}, {then}; lập ngày {report.at:%d/%m/%Y}"


def title_of(report: Report) -> str:
    return title(report.scope).upper()
