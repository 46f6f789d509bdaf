"""What the pace of the last weeks brings by the deadline, reckoned by hand."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.models import Assignment
from reports.charts import trend_chart
from reports.forecast import Forecast, forecast, forecast_of
from reports.permissions import scope_or_404
from reports.province.plans import plan_rows
from reports.queries.trend import Trend, Week, trend
from tests.factories import TrainingPlanFactory
from tests.reports.conftest import done, person, todo
from vietnamese.dates import training_year

TODAY = date(2026, 11, 23)
THREE_WEEKS_ON = date(2026, 12, 14)


def ahead(*weeks: int, done: int = 600, total: int = 1000, **more) -> Forecast | None:
    more = {"today": TODAY, "deadline": THREE_WEEKS_ON} | more
    return forecast(total=total, done=done, weeks=weeks, **more)


# --- the reckoning --------------------------------------------------------------------


def test_weeks_that_differ_give_a_range():
    """Mean 30, s = √(400/3) = 11.547; over 3 weeks 90 ± 11.547 · √(3 + 9/4) = 26.46."""
    told = ahead(20, 40, 20, 40)

    assert (told.pace, told.low, told.high) == (30, 664, 716)
    assert (told.low_percent, told.high_percent) == (66, 72)
    assert told.needed == 134  # 400 open in 3 weeks


def test_weeks_that_are_alike_give_one_number():
    told = ahead(30, 30, 30)

    assert (told.low, told.high) == (690, 690)


def test_only_the_last_six_weeks_count():
    told = ahead(500, 500, 10, 10, 10, 10, 10, 10)

    assert (told.pace, told.low, told.high) == (10, 630, 630)


def test_more_than_all_is_never_expected_and_nothing_done_is_undone():
    told = ahead(0, 0, 0, 900, done=900)

    assert (told.low, told.high) == (900, 1000)
    assert not told.is_enough


def test_a_pace_that_is_enough_is_said_so():
    told = ahead(200, 200, 200)

    assert told.low == told.high == 1000
    assert told.is_enough


@pytest.mark.parametrize("weeks", [(), (30,), (30, 40)])
def test_from_fewer_than_three_weeks_nothing_is_told(weeks):
    told = ahead(*weeks)

    assert not told.is_known
    assert not told.is_enough
    assert (told.low_percent, told.high_percent) == (None, None)
    assert told.needed == 134  # this needs no past


def test_without_completions_nothing_more_is_expected():
    told = ahead(0, 0, 0, 0)

    assert (told.pace, told.low, told.high, told.needed) == (0, 600, 600, 134)


def test_in_the_last_days_all_that_is_open_is_needed():
    assert ahead(1, 1, 1, deadline=TODAY + timedelta(days=2)).needed == 400


def test_all_but_one_is_not_yet_all():
    told = ahead(0, 0, 0, done=999)

    assert (told.low_percent, told.high_percent) == (99, 99)


@pytest.mark.parametrize(
    "more",
    [
        {"done": 1000},
        {"done": 0, "total": 0},
        {"deadline": TODAY},
        {"deadline": TODAY - timedelta(days=1)},
    ],
    ids=["all done", "nothing to do", "the last day", "deadline past"],
)
def test_where_nothing_is_left_to_be_told_there_is_no_forecast(more):
    assert ahead(10, 10, 10, **more) is None


# --- from the weeks of a period -------------------------------------------------------


def course_of(*done: int, as_of: date, total: int = 100) -> Trend:
    """A period of ten weeks from 5 October; `done` are sums by the end of each."""
    start = date(2026, 10, 5)
    weeks = tuple(
        Week(start + timedelta(days=7 * n + 6), number, 0, total)
        for n, number in enumerate([*done, *[None] * (10 - len(done))])
    )
    end = weeks[-1].ends_on
    return Trend(start, end, as_of, total, done[-1], 0, 0, 0, weeks)


def test_the_running_week_says_nothing_yet():
    as_of = date(2026, 10, 28)  # three weeks are over, the fourth runs
    told = forecast_of(course_of(10, 15, 35, 36, as_of=as_of), today=as_of)

    assert told.weeks == (10, 5, 20)
    assert (told.done, told.deadline) == (36, date(2026, 12, 13))


def test_a_day_that_is_past_has_no_forecast():
    as_of = date(2026, 10, 28)

    assert (
        forecast_of(course_of(10, 15, as_of=as_of), today=as_of + timedelta(1)) is None
    )


def test_the_drawing_goes_on_from_today_to_the_end_of_the_period():
    as_of = date(2026, 11, 8)  # half of the time
    course = course_of(10, 20, 30, 40, 50, as_of=as_of)
    told = forecast_of(course, today=as_of)

    assert (told.low, told.high) == (100, 100)
    assert trend_chart(course, told).fan == "M600.0 0.0L300.0 100.0L600.0 0.0"
    assert trend_chart(course).fan == ""
    few = course_of(10, 20, as_of=date(2026, 10, 16))
    assert trend_chart(few, forecast_of(few, today=few.as_of)).fan == ""


# --- of plans, by the database --------------------------------------------------------

STATE = Assignment.State


@pytest.fixture
def plan(db):
    today = timezone.localdate()
    return TrainingPlanFactory(
        year=training_year(today).end.year,
        starts_on=today - timedelta(days=100),
        due_on=today + timedelta(days=14),
    )


def duty(plan, course, trainee, state=STATE.OPEN, *, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    Assignment.objects.create(
        plan=plan,
        course=course,
        trainee=trainee,
        state=state,
        due_on=plan.due_on,
        ended_at=timezone.make_aware(datetime.combine(day, time(23, 59))),
    )


def only_row(plan):
    (row,) = plan_rows(plan.year, timezone.localdate())
    return row


def test_the_weeks_of_a_plan_end_yesterday(plan, province, course):
    people = [person(f"Người {n}", province.museum) for n in range(9)]
    for trainee, days_ago in zip(people, [0, 1, 7, 8, 14, 42, 43], strict=False):
        duty(plan, course, trainee, STATE.DONE, days_ago=days_ago)
    duty(plan, course, people[7], STATE.EXEMPT, days_ago=3)  # no pace, but done
    duty(plan, course, people[8])

    told = only_row(plan).forecast

    assert told.weeks == (1, 0, 0, 0, 2, 2)
    assert (told.done, told.total, told.days, told.needed) == (8, 9, 14, 1)


def test_a_plan_that_has_just_begun_has_no_pace_yet(plan, province, course):
    plan.starts_on = timezone.localdate() - timedelta(days=20)
    plan.save()
    duty(plan, course, person("Một", province.museum))

    told = only_row(plan).forecast

    assert len(told.weeks) == 2
    assert not told.is_known


def test_a_plan_that_is_closed_or_due_has_no_forecast(plan, province, course):
    duty(plan, course, person("Một", province.museum))
    plan.state = "closed"
    plan.save()
    assert only_row(plan).forecast is None

    plan.state, plan.due_on = "active", timezone.localdate()
    plan.save()
    assert only_row(plan).forecast is None


# --- on the pages ---------------------------------------------------------------------


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


@pytest.fixture
def in_autumn(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 5))


def test_a_head_reads_one_sentence_and_the_drawing_names_it(
    in_autumn, province, course, signed_in_as
):
    """Weeks run from 15 December, here from Monday; six are over: 2 in each."""
    for number in range(12):
        someone = person(f"Người {number}", province.museum)
        done(someone, course, days_ago=2 + 7 * (number // 2))
        todo(person(f"Chị {number}", province.museum), course)

    response = signed_in_as(province.head).get(reverse("reports:overview"))

    assert (
        "Theo tiến độ 6 tuần qua, đến 14/12/2026 dự kiến hoàn thành khoảng 75%. Để kịp"
        " hạn, mỗi tuần cần hoàn thành 4 lượt (hiện nay trung bình 2 lượt)."
    ) in words(response)
    assert 'aria-labelledby="xh-t xh-du-bao"' in response.content.decode()
    office = signed_in_as(province.office).get(reverse("reports:province"))
    assert "dự kiến hoàn thành khoảng 75%" in words(office)


def test_a_year_that_is_over_has_no_forecast(province, course, signed_in_as):
    scope = scope_or_404(province.office, {"on": "2025-11-20"})

    assert forecast_of(trend(scope), today=timezone.localdate()) is None


@pytest.mark.parametrize("day", [15, 16, 22, 29, 31])
def test_a_period_that_has_just_begun_is_told_without_a_forecast(
    day, province, course, time_machine, signed_in_as
):
    time_machine.move_to(datetime(2025, 12, day, 3))
    todo(person("Một", province.museum), course)
    words_ = "Chưa đủ ba tuần số liệu để dự báo. Để kịp hạn 14/12/2026"

    head = signed_in_as(province.head).get(reverse("reports:overview"))
    assert words_ in words(head)
    office = signed_in_as(province.office).get(reverse("reports:province"))
    assert words_ in words(office)
