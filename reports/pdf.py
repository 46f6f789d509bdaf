"""The report as a paper to be signed: A4 upright, as Decree 30/2020/NĐ-CP lays papers
out; page numbers at the top from the second page on.

Vietnamese whatever language its maker reads. Nobody's hand and no seal is painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from certificates.pdf import REGULAR, load_fonts
from reports.pdf_styles import (
    BLOCK,
    BLOCK_BOLD,
    BLOCK_ITALIC,
    CELL,
    CELL_BOLD,
    CELL_ITALIC,
    CENTRE,
    HEAD,
    NOTE,
    NUMBER,
    NUMBER_BOLD,
    SECTION,
    TEXT,
    TITLE,
)
from reports.queries.people import PersonRow
from reports.queries.units import Counts, UnitRow
from reports.wording import about, days_of, title
from reports.workbook import Report, moment, title_of
from vietnamese.numbers import decimal_comma
from vietnamese.text import nfc

LEFT, RIGHT, EDGE = 30 * mm, 15 * mm, 20 * mm
WIDTH = A4[0] - LEFT - RIGHT
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


def write_pdf(
    out: IO[bytes],
    report: Report,
    *,
    units: Sequence[UnitRow],
    late: Sequence[PersonRow],
) -> None:
    """`late` may be only the first of those who are late; the paper says how many."""
    load_fonts()
    paper = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=EDGE,
        bottomMargin=EDGE,
        title=nfc(title(report.scope)),
        author=nfc(report.letterhead.issuer),
        subject=nfc(about(report.scope)),
        lang="vi-VN",
    )
    total = sum((row.counts for row in units), Counts())
    is_narrowed = bool(report.scope.course or report.scope.plan)
    story = [
        *_head(report),
        *_summary(total, is_narrowed=is_narrowed),
        *_units(units, total),
    ]
    *begun, end = _late(late, total.late)
    # Signatures never stand alone on a page: the end of the list goes with them.
    story += [*begun, KeepTogether([end, *_signatures(report)])]
    paper.build(story, onFirstPage=_named, onLaterPages=_numbered)


# --- head and foot ----------------------------------------------------------------


def _head(report: Report) -> list[Flowable]:
    """The body on the left; the nation on the right, on papers of the state."""
    head = report.letterhead
    left = [_p(head.superior, BLOCK)] if head.superior else []
    left += [_p(head.issuer, BLOCK_BOLD), _rule(22)]
    left.append(_p("Số: ………/BC-………", BLOCK))
    right: list[Flowable] = []
    if head.is_state:
        right = [_p(head.nation, BLOCK_BOLD), _p(head.motto, BLOCK_BOLD), _rule(48)]
    right.append(_p(_day_of(report), BLOCK_ITALIC))
    return [
        _two_columns(left, right),
        Spacer(1, 7 * mm),
        _p("BÁO CÁO", TITLE),
        _p(title_of(report), TITLE),
        _p(about(report.scope), NOTE),
        _p(_when(report), NOTE),
    ]


def _signatures(report: Report) -> list[Flowable]:
    sides = [
        [
            *(_p(line, BLOCK_BOLD) for line in title.split("\n")),
            _p(hint, BLOCK_ITALIC),
        ]
        for title, hint in report.letterhead.signatures
    ]
    return [Spacer(1, 8 * mm), _two_columns(*sides), Spacer(1, 28 * mm)]


def _two_columns(left: list[Flowable], right: list[Flowable]) -> Table:
    table = Table([[left, right]], colWidths=[WIDTH * 0.46, WIDTH * 0.54])
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return table


def _day_of(report: Report) -> str:
    return report.letterhead.place_and_date(report.at.date())


def _when(report: Report) -> str:
    return f"{days_of(report.scope)} Số liệu {moment(report)}."


def _named(canvas: Canvas, _paper: Any) -> None:
    """Readers show the title of the paper and not the name of its file."""
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _numbered(canvas: Canvas, _paper: Any) -> None:
    canvas.setFont(REGULAR, 11)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(canvas.getPageNumber()))


# --- the figures ------------------------------------------------------------------


def _summary(total: Counts, *, is_narrowed: bool) -> list[Flowable]:
    words = (
        f"Có {_n(total.people)} người được giao khóa học ({_n(total.enrolments)} lượt"
        f" người). {_n(total.done)} người đã hoàn thành, đạt {total.percent}%;"
        f" {_n(total.doing)} người đang học, {_n(total.todo)} người chưa bắt đầu,"
        f" {_n(total.late)} người quá hạn."
    )
    if total.none:
        which = "khóa học nào trong phạm vi này" if is_narrowed else "khóa học nào"
        words += f" Ngoài ra {_n(total.none)} người chưa được giao {which}."
    return [Spacer(1, 3 * mm), *_section("1. Kết quả chung"), _p(words, TEXT)]


def _units(units: Sequence[UnitRow], total: Counts) -> list[Flowable]:
    rows: Rows = [
        [_p(str(number), CENTRE), _p(row.unit.name, CELL), *_figures(row.counts)]
        for number, row in enumerate(sorted(units, key=lambda row: row.unit.path), 1)
    ]
    last = [_p("", CENTRE), _p("Tổng cộng", CELL_BOLD), *_figures(total, NUMBER_BOLD)]
    return [*_section("2. Theo đơn vị"), _table(UNITS, [*rows, last])]


def _figures(counts: Counts, style: Any = NUMBER) -> list[Flowable]:
    numbers = (counts.doing, counts.todo, counts.late)
    figures = [_n(counts.people), _n(counts.done), f"{counts.percent}%"]
    return [_p(text, style) for text in [*figures, *map(_n, numbers)]]


def _late(late: Sequence[PersonRow], number: int) -> list[Flowable]:
    """The last part is short."""
    parts = _section("3. Người quá hạn")
    if not late:
        return [*parts, _p("Không có người nào quá hạn.", TEXT)]
    rows: Rows = [
        [
            _p(str(place), CENTRE),
            _name(row),
            _p(row.unit, CELL),
            _p(f"{row.late} khóa" if row.late > 1 else row.course, CELL),
            _p(f"{row.due_on:%d/%m/%Y}" if row.due_on else "", CENTRE),
        ]
        for place, row in enumerate(late, 1)
    ]
    if number > len(late):
        rest = f"Và {_n(number - len(late))} người khác, có trong danh sách kèm theo."
        return [*parts, _table(LATE, rows), _p(rest, TEXT)]
    if len(rows) > LAST:
        parts.append(_table(LATE, rows[:-LAST]))
    return [*parts, _table(LATE, rows[-LAST:], is_end=len(rows) > LAST)]


def _name(row: PersonRow) -> list[Flowable]:
    post = [_p(row.post, CELL_ITALIC)] if row.post else []
    return [_p(row.name, CELL), *post]


def _section(title: str) -> list[Flowable]:
    """A heading with room below it for what it heads."""
    return [CondPageBreak(35 * mm), _p(title, SECTION)]


def _table(
    columns: Sequence[tuple[str, int]], rows: Rows, *, is_end: bool = False
) -> LongTable:
    """With its head repeated on every page; or the end of such a table."""
    head = [] if is_end else [[_p(title, HEAD) for title, _width in columns]]
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


# --- words ------------------------------------------------------------------------


def _p(text: str, style: Any) -> Paragraph:
    return Paragraph(escape(nfc(text)), style)


def _rule(width: float) -> HRFlowable:
    return HRFlowable(
        width * mm, thickness=0.6, color=black, spaceBefore=2, spaceAfter=3
    )


def _n(number: int) -> str:
    return decimal_comma(number, 0)
