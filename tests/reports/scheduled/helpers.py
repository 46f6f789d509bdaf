"""A report is asked for in October, and sent after the period of November."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pypdf

from departments.models import Membership
from jobs.models import Job
from notifications.models import Message
from reports.models import ScheduledReport, ScheduledReportDelivery
from reports.scheduled.services import schedule_report

MADE_ON = date(2026, 10, 20)
SENT_ON = date(2026, 11, 16)  # a Monday: the period ended on Saturday, the 14th
Reason = ScheduledReport.Reason


def head_post(province) -> Membership:
    return province.head.memberships.current().get()


def made(post, unit=None, **more) -> ScheduledReport:
    asked = {"unit": str((unit or post.department).pk), **more.pop("asked", {})}
    values = {"every": "month", "form": "xlsx", "by": post.user, **more}
    return schedule_report(post=post, asked=asked, **values)[0]


def reason_of(report: ScheduledReport) -> str:
    report.refresh_from_db()
    return report.reason


def nothing_sent() -> bool:
    tables = [ScheduledReportDelivery, Job, Message]
    return not any(table.objects.exists() for table in tables)


def words_of_workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)


def words_of_paper(content: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
