"""Where the lines of a drawing go. Numbers are ready for SVG, whatever the language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.forecast import Forecast
from reports.queries.trend import Trend

WIDTH, HEIGHT = 600, 200
LABELS = 5  # dates under the drawing, evenly apart


@dataclass(frozen=True)
class TrendChart:
    box: str
    grid: str
    line: str
    area: str
    goal: str
    dot: str
    fan: str  # where the line may go on to; empty if nobody can tell
    labels: tuple[date, ...]


def trend_chart(trend: Trend, forecast: Forecast | None = None) -> TrendChart:
    """Completions as a line up to today, what falls due as one over the whole year."""
    done = [_point(trend, None, 0)]
    goal = [_point(trend, None, trend.due_before)]
    for week in trend.points:
        goal.append(_point(trend, week.ends_on, week.due))
        if week.done is not None:
            done.append(_point(trend, min(week.ends_on, trend.as_of), week.done))
    line = _path(done)
    return TrendChart(
        box=f"0 0 {WIDTH} {HEIGHT}",
        grid="".join(f"M0 {HEIGHT * step // 4}H{WIDTH}" for step in range(5)),
        line=line,
        area=f"{line}L{done[-1][0]} {HEIGHT}L0 {HEIGHT}Z",
        goal=_path(goal),
        dot=f"M{done[-1][0]} {done[-1][1]}h.01",
        fan=_fan(trend, done[-1], forecast),
        labels=_labels(trend),
    )


def _fan(trend: Trend, now: tuple[str, str], forecast: Forecast | None) -> str:
    """From today's point to the least and the most expected at the deadline."""
    if forecast is None or not forecast.is_known:
        return ""
    low = _point(trend, forecast.deadline, forecast.low)
    high = _point(trend, forecast.deadline, forecast.high)
    return _path([low, now, high])


def _point(trend: Trend, day: date | None, number: int) -> tuple[str, str]:
    """`None` is the morning of the first day."""
    days = (day - trend.starts_on).days + 1 if day else 0
    x = WIDTH * days / ((trend.ends_on - trend.starts_on).days + 1)
    y = HEIGHT * (1 - number / trend.total) if trend.total else HEIGHT
    return f"{x:.1f}", f"{y:.1f}"


def _path(points: list[tuple[str, str]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _labels(trend: Trend) -> tuple[date, ...]:
    step = (trend.ends_on - trend.starts_on) / (LABELS - 1)
    return tuple(trend.starts_on + step * number for number in range(LABELS))
