"""Head and foot of the paper."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from reports.pdf.styles import (
    BLOCK,
    BLOCK_BOLD,
    BLOCK_ITALIC,
    NOTE,
    RECIPIENT,
    RECIPIENTS,
    TEXT,
    TITLE,
)
from reports.pdf.words import WIDTH, p, rule
from reports.wording import about, closing, days_of
from reports.workbook import Report, moment, title_of


def head(report: Report) -> list[Flowable]:
    """The body on the left; the nation on the right, on papers of the state."""
    paper = report.letterhead
    left = [p(paper.superior, BLOCK)] if paper.superior else []
    left += [p(paper.issuer, BLOCK_BOLD), rule(22)]
    left.append(p("Số: ………/BC-………", BLOCK))
    right: list[Flowable] = []
    if paper.is_state:
        right = [p(paper.nation, BLOCK_BOLD), p(paper.motto, BLOCK_BOLD), rule(48)]
    right.append(p(_day_of(report), BLOCK_ITALIC))
    return [
        _two_columns(left, right),
        Spacer(1, 7 * mm),
        p("BÁO CÁO", TITLE),
        p(title_of(report), TITLE),
        p(about(report.scope), NOTE),
        p(_when(report), NOTE),
    ]


def foot(report: Report) -> list[Flowable]:
    """What ends the paper: its last sentence, the hands, and who gets it."""
    end = p(closing(report.scope), TEXT)
    return [Spacer(1, 2 * mm), end, *_signatures(report), *_recipients(report)]


def _recipients(report: Report) -> list[Flowable]:
    paper = report.letterhead
    lines = [p(f"- {line}", RECIPIENT) for line in paper.recipients]
    return [p(paper.addressed, RECIPIENTS), *lines]


def _signatures(report: Report) -> list[Flowable]:
    sides = [
        [
            *(p(line, BLOCK_BOLD) for line in title.split("\n")),
            p(hint, BLOCK_ITALIC),
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
