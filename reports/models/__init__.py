"""Figures kept ready, which repeat what others say; and reports sent by themselves."""

from reports.models.figures import (
    FiguresDay,
    StaleUnit,
    UnitFigures,
    UnitLate,
    UnitWeek,
)

__all__ = [
    "FiguresDay",
    "StaleUnit",
    "UnitFigures",
    "UnitLate",
    "UnitWeek",
]
