"""Figures kept ready, which repeat what others say; and reports sent by themselves."""

from reports.models.figures import (
    FiguresDay,
    StaleUnit,
    UnitFigures,
    UnitLate,
    UnitWeek,
)
from reports.models.scheduled import (
    ScheduledReport,
    ScheduledReportDelivery,
    ScheduledReportQuerySet,
)

__all__ = [
    "FiguresDay",
    "ScheduledReport",
    "ScheduledReportDelivery",
    "ScheduledReportQuerySet",
    "StaleUnit",
    "UnitFigures",
    "UnitLate",
    "UnitWeek",
]
