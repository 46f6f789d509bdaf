"""What a question's marks say, from sums that the database has made."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from math import atanh, sqrt, tanh

Z_95 = 1.959963984540054
# Below this a variance is rounding: all marks were the same.
NO_SPREAD = 1e-9


@dataclass(frozen=True)
class Moments:
    """Sums over the answers to one question. Sums of several versions add up.

    `x` is the mark, from 0 to 1; `rest` the mean mark of the other questions of
    the same attempt. Those of attempts with one question only have no rest, so
    the sums over pairs are counted on their own.
    """

    count: int = 0
    blank: int = 0
    x: float = 0.0
    xx: float = 0.0
    pairs: int = 0
    pair_x: float = 0.0
    pair_xx: float = 0.0
    rest: float = 0.0
    rest_rest: float = 0.0
    x_rest: float = 0.0

    def __add__(self, other: Moments) -> Moments:
        both = zip(astuple(self), astuple(other), strict=True)
        return Moments(*(one + another for one, another in both))

    @property
    def facility(self) -> float | None:
        """The mean mark: 1 when everybody was right."""
        return self.x / self.count if self.count else None

    @property
    def percent(self) -> int | None:
        """Whole, but 100 only when all were right and 0 only when none was."""
        if self.facility is None:
            return None
        if 0 < self.facility < 1:
            return min(99, max(1, round(100 * self.facility)))
        return round(100 * self.facility)

    @property
    def variance(self) -> float:
        """Of the population, as KR-20's p(1 − p)."""
        return self.xx / self.count - (self.x / self.count) ** 2 if self.count else 0.0

    @property
    def discrimination(self) -> float | None:
        """Correlation of the mark with the score without this question.

        For marks of 0 and 1 it is the corrected point-biserial. None when
        everybody had the same mark, or the same score in all the rest.
        """
        n = self.pairs
        spread_x = n * self.pair_xx - self.pair_x**2
        spread_rest = n * self.rest_rest - self.rest**2
        if min(spread_x, spread_rest) <= NO_SPREAD * n * n:
            return None
        together = n * self.x_rest - self.pair_x * self.rest
        return max(-1.0, min(1.0, together / sqrt(spread_x * spread_rest)))

    @property
    def discrimination_range(self) -> tuple[float, float] | None:
        """Where it may lie by chance: Fisher's interval of 95 %."""
        found = self.discrimination
        if found is None or self.pairs <= 3 or abs(found) == 1:
            return None
        half = Z_95 / sqrt(self.pairs - 3)
        return tanh(atanh(found) - half), tanh(atanh(found) + half)
