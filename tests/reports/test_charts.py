from __future__ import annotations

from datetime import date, timedelta

from reports.charts import trend_chart
from reports.queries.trend import Trend, Week

START, END = date(2025, 12, 15), date(2026, 12, 14)


def trend(*weeks: Week, as_of: date, total: int = 10) -> Trend:
    return Trend(
        starts_on=START,
        ends_on=END,
        as_of=as_of,
        total=total,
        done=0,
        due=0,
        due_before=0,
        this_week=0,
        weeks=weeks,
    )


def test_the_line_ends_today_and_what_falls_due_goes_on_to_the_end_of_the_year():
    first = Week(START + timedelta(days=6), done=5, due=0, total=10)
    last = Week(END, done=None, due=10, total=10)

    chart = trend_chart(trend(first, last, as_of=START + timedelta(days=72)))

    assert chart.line == "M0.0 200.0L11.5 100.0"
    assert chart.area == "M0.0 200.0L11.5 100.0L11.5 200L0 200Z"
    assert chart.goal == "M0.0 200.0L11.5 200.0L600.0 0.0"
    assert chart.dot == "M11.5 100.0h.01"


def test_a_running_week_ends_today():
    week = Week(START + timedelta(days=6), done=1, due=0, total=10)

    chart = trend_chart(trend(week, as_of=START))

    assert chart.line == "M0.0 200.0L1.6 180.0"


def test_nothing_to_do_is_a_flat_line():
    week = Week(START + timedelta(days=6), done=0, due=0, total=0)

    chart = trend_chart(trend(week, as_of=END, total=0))

    assert chart.line == "M0.0 200.0L11.5 200.0"


def test_the_dates_under_the_drawing_span_the_year():
    labels = trend_chart(trend(as_of=START)).labels

    assert (labels[0], labels[-1], len(labels)) == (START, END, 5)
