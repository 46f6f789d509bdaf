from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepTogether, SimpleDocTemplate

from certificates.pdf import REGULAR
from reports.pdf.frame import foot, head
from reports.pdf.styles import load_faces
from reports.pdf.tables import late_table, summary, units_table
from reports.pdf.words import EDGE, LEFT, RIGHT
from reports.queries.person_rows import PersonRow
from reports.queries.units import Counts, UnitRow
from reports.wording import about, title
from reports.workbook import Report
from vietnamese.text import nfc


def write_pdf(
    out: IO[bytes],
    report: Report,
    *,
    units: Sequence[UnitRow],
    late: Sequence[PersonRow],
) -> None:
    """`late` may be only the first of those who are late; the paper says how many."""
    load_faces()
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
        *head(report),
        *summary(total, is_narrowed=is_narrowed),
        *units_table(units, total),
    ]
    *begun, end = late_table(late, total.late)
    # Signatures never stand alone on a page: the end of the list goes with them.
    story += [*begun, KeepTogether([end, *foot(report)])]
    paper.build(story, onFirstPage=_named, onLaterPages=_numbered)


def _named(canvas: Canvas, _paper: Any) -> None:
    """Readers show the title of the paper and not the name of its file."""
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _numbered(canvas: Canvas, _paper: Any) -> None:
    canvas.setFont(REGULAR, 11)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(canvas.getPageNumber()))
