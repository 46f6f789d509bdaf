"""Item analysis: which questions of a quiz work, and how far its scores can be trusted."""

from __future__ import annotations

from quizzes.analysis.report import Analysis, Item, VersionLine, analyse
from quizzes.analysis.sample import Sample

__all__ = ["Analysis", "Item", "Sample", "VersionLine", "analyse"]
