"""The analysis as lines of a spreadsheet: one for each option of each wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from quizzes.analysis.options import OptionCount, Share
from quizzes.analysis.report import Analysis, Item, VersionLine

# Attribute of Row → heading.
EXPORT = {
    "number": _("No."),
    "text": _("Question"),
    "version": _("Version"),
    "answers": _("Times answered"),
    "unanswered": _("Left unanswered"),
    "facility": _("Facility"),
    "discrimination": _("Discrimination"),
    "range_from": _("Discrimination from"),
    "range_to": _("Discrimination to"),
    "verdict": _("What it means"),
    "letter": _("Option"),
    "option": _("Option text"),
    "right": _("Right"),
    "chosen": _("Chosen"),
    "chosen_share": _("Share of all"),
    "upper_share": _("Share of the best third"),
    "lower_share": _("Share of the weakest third"),
    "median_seconds": _("Median time in seconds"),
    "mean_seconds": _("Mean time in seconds"),
}
PLACES = 5


@dataclass(frozen=True)
class Row:
    item: Item
    line: VersionLine
    counts: OptionCount | None

    @property
    def number(self) -> int:
        return self.item.number

    @property
    def text(self) -> str:
        return self.line.version.text

    @property
    def version(self) -> int:
        return self.line.version.number

    @property
    def answers(self) -> int:
        return self.line.moments.count

    @property
    def unanswered(self) -> int:
        return self.line.moments.blank

    @property
    def facility(self) -> float | None:
        return _rounded(self.line.moments.facility)

    @property
    def discrimination(self) -> float | None:
        return _rounded(self.line.moments.discrimination)

    @property
    def range_from(self) -> float | None:
        likely = self.line.moments.discrimination_range
        return _rounded(likely[0]) if likely else None

    @property
    def range_to(self) -> float | None:
        likely = self.line.moments.discrimination_range
        return _rounded(likely[1]) if likely else None

    @property
    def verdict(self) -> str:
        return "; ".join(finding.text for finding in self.line.findings)

    @property
    def letter(self) -> str:
        return self.counts.letter if self.counts else ""

    @property
    def option(self) -> str:
        return self.counts.text if self.counts else ""

    @property
    def right(self) -> str:
        return "x" if self.counts and self.counts.is_right else ""

    @property
    def chosen(self) -> int | None:
        return int(self.counts.everyone.count) if self.counts else None

    @property
    def chosen_share(self) -> float | None:
        return _share(self.counts.everyone) if self.counts else None

    @property
    def upper_share(self) -> float | None:
        return _share(self.counts.upper) if self.counts else None

    @property
    def lower_share(self) -> float | None:
        return _share(self.counts.lower) if self.counts else None

    @property
    def median_seconds(self) -> float | None:
        times = self.line.times
        return times.median.total_seconds() if times else None

    @property
    def mean_seconds(self) -> float | None:
        times = self.line.times
        return round(times.mean.total_seconds(), 1) if times else None


def rows(analysis: Analysis) -> Iterator[Row]:
    for item in analysis.items:
        for line in item.versions:
            for counts in line.listed or [None]:
                yield Row(item, line, counts)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)


def _share(share: Share | None) -> float | None:
    return _rounded(share.share) if share and share.of else None
