"""What the pace of the last weeks would bring by the deadline.

The mean method with its usual spread (Hyndman and Athanasopoulos, "Forecasting:
principles and practice", 3rd edition, sections 5.2 and 5.5): every week to come is
expected to be like the mean of the last n whole weeks, and to differ from it as they
differed among themselves. Over k weeks the sum then differs by s·√(k + k²/n), where s
is the standard deviation of the weeks: √k for the weeks to come, k/√n since the mean
itself is known from n weeks only. One such step up and down holds about two cases of
three, so a range is told and no single number. What will be assigned from now on, and
the rush before a deadline, nobody knows; neither is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt
from statistics import fmean, stdev

from reports.queries.trend import Trend
from reports.queries.units import percent

# So few that a pace of long ago is forgotten, so many that they tell a spread.
WEEKS = 6
LEAST = 3  # of fewer weeks nothing is told
DAYS = 7


@dataclass(frozen=True)
class Forecast:
    """Of enrolments, or of the duties of a plan, that are still open today."""

    total: int
    done: int
    weeks: tuple[int, ...]  # completions in each of the last whole weeks
    deadline: date
    days: int  # until then

    @property
    def is_known(self) -> bool:
        return len(self.weeks) >= LEAST

    @property
    def pace(self) -> float:
        """Completions in a week."""
        return fmean(self.weeks) if self.weeks else 0

    @property
    def low(self) -> int:
        """Done by the deadline, if things go a little worse than they went."""
        return self._done_after(-1)

    @property
    def high(self) -> int:
        return self._done_after(1)

    @property
    def low_percent(self) -> int | None:
        """Templates ask before they know whether anything is told."""
        return percent(self.low, self.total) if self.is_known else None

    @property
    def high_percent(self) -> int | None:
        return percent(self.high, self.total) if self.is_known else None

    @property
    def needed(self) -> int:
        """Completions in each week, if all is to be done in time; in the last week
        all of them."""
        return ceil((self.total - self.done) / max(self._weeks_left, 1))

    @property
    def is_enough(self) -> bool:
        return self.is_known and self.low == self.total

    @property
    def _weeks_left(self) -> float:
        return self.days / DAYS

    def _done_after(self, steps: int) -> int:
        """Nothing done is undone, and there is no more than all."""
        left = self._weeks_left
        spread = stdev(self.weeks) * sqrt(left + left**2 / len(self.weeks))
        more = round(self.pace * left + steps * spread)
        return min(max(self.done + more, self.done), self.total)


def forecast(
    *, total: int, done: int, weeks: Sequence[int], today: date, deadline: date
) -> Forecast | None:
    """`weeks` from the first to the last; None where nothing is left to be told."""
    if done >= total or deadline <= today:
        return None
    return Forecast(
        total, done, tuple(weeks[-WEEKS:]), deadline, (deadline - today).days
    )


def forecast_of(trend: Trend, *, today: date) -> Forecast | None:
    """For the end of the period; None for figures of a day that is past."""
    if trend.as_of < today:
        return None
    return forecast(
        total=trend.total,
        done=trend.done,
        weeks=_whole_weeks(trend),
        today=today,
        deadline=trend.ends_on,
    )


def _whole_weeks(trend: Trend) -> list[int]:
    """The running week is not over and says nothing yet."""
    sums = [0]
    sums += [week.done or 0 for week in trend.weeks if week.ends_on < trend.as_of]
    return [after - before for before, after in zip(sums, sums[1:], strict=False)]
