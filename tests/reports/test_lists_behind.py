"""The lists behind figures: enrolments, duties of a plan, hours of a category."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.models import Assignment, HoursTarget
from reports.permissions import scope_or_404
from reports.province.hours import HoursList
from reports.province.plans import PlanList
from reports.queries.enrolments import Wanted, count_enrolments, list_enrolments
from tests.factories import CoursePageFactory, TrainingPlanFactory
from tests.reports.conftest import done, earn, late, person
from vietnamese.dates import training_year

pytestmark = pytest.mark.django_db
STATE = Assignment.State


# --- the list of enrolments -----------------------------------------------------------


def shown(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "none"},
        {"state": "x"},
        {"person": "một"},
        {"done_from": "hôm qua"},
        {"due_to": "2026-02-30"},
        {"done_to": "9999-12-31"},
        {"done_from": "0001-01-01"},
        {"course": "xu-ly\0"},
    ],
)
def test_what_cannot_be_asked_is_not_found(asked, province, signed_in_as):
    client = signed_in_as(province.head)

    assert client.get(reverse("reports:enrolments"), asked).status_code == 404


def test_a_head_asks_in_vain_for_somebody_elsewhere(province, course, signed_in_as):
    elsewhere = person("Chim Sẻ", province.health)
    late(elsewhere, course)
    client = signed_in_as(province.head)

    for asked in [{}, {"person": elsewhere.pk}, {"person": 0}, {"q": "Chim\0"}]:
        text = shown(client.get(reverse("reports:enrolments"), asked))
        assert "0 lượt" in text
        assert "Không có lượt nào theo điều kiện này" in text


def test_the_list_says_its_days_and_keeps_them_in_its_form(
    province, course, signed_in_as
):
    done(person("Nông Thị Ân", province.museum), course, days_ago=3)
    client = signed_in_as(province.head)
    day = timezone.localdate() - timedelta(days=3)

    response = client.get(
        reverse("reports:enrolments"), {"done_from": day, "q": "an", "state": "done"}
    )

    assert "Nông Thị Ân" in shown(response)
    assert f"Hoàn thành từ ngày {day:%d/%m/%Y}." in shown(response)
    hidden = f'<input type="hidden" name="done_from" value="{day.isoformat()}">'
    assert hidden in response.content.decode()
    later = {"done_from": day + timedelta(days=1)}
    assert "0 lượt" in shown(client.get(reverse("reports:enrolments"), later))


def test_of_a_past_day_nothing_later_is_told(province, course, signed_in_as):
    done(person("Nông Thị Ân", province.museum), course, days_ago=3)
    client = signed_in_as(province.head)
    before = timezone.localdate() - timedelta(days=5)

    response = client.get(reverse("reports:enrolments"), {"on": before})

    assert "Nông Thị Ân" in shown(response)
    assert (
        "Hoàn thành"
        not in shown(response).partition("Tình trạng")[2].partition("Nông")[2]
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    number, province, course, signed_in_as, django_assert_num_queries
):
    for n in range(number):
        late(person(f"Người {n}", province.museum), course)
    client = signed_in_as(province.head)
    client.get(reverse("reports:enrolments"))

    with django_assert_num_queries(12):
        client.get(reverse("reports:enrolments"))


@pytest.mark.parametrize("state", ["", "done", "doing", "todo", "late"])
@pytest.mark.parametrize("who", ["head", "office"])
def test_the_number_kept_ready_is_the_number_listed(who, state, busy, province, course):
    for asked in [{}, {"course": course.slug}, {"unit": str(province.museum.pk)}]:
        scope = scope_or_404(getattr(province, who), asked)
        wanted = Wanted(state=state)

        number = count_enrolments(scope, wanted)

        assert number == list_enrolments(scope, wanted).count() > 0


# --- the lists of the province ------------------------------------------------------


def lists(plan, category: str) -> list[str]:
    return [
        *(
            reverse("reports:of_plan", args=[plan.pk, which])
            for which in PlanList.values
        ),
        *(
            reverse("reports:of_category", args=[category, which])
            for which in HoursList.values
        ),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_lists_of_plans_and_hours_ask_as_much_for_one_as_for_three(
    number, province, course, signed_in_as, django_assert_max_num_queries
):
    today = timezone.localdate()
    year = training_year(today).end.year
    HoursTarget.objects.create(year=year, category="", hours=16)
    plan = TrainingPlanFactory(year=year)
    for n in range(number):
        someone = person(f"Người {n}", province.museum)
        for state, category in [(STATE.OPEN, course), (STATE.DONE, None)]:
            Assignment.objects.create(
                plan=plan,
                course=category or CoursePageFactory(parent=course.get_parent()),
                trainee=someone,
                state=state,
                due_on=today - timedelta(days=1),
            )
        earn(someone, times=2)
        earn(person(f"Ít {n}", province.museum), times=1)
    client = signed_in_as(province.office)

    for address in lists(plan, "none"):
        client.get(address)
        with django_assert_max_num_queries(10):
            page = client.get(address)
        assert page.content.decode().count("<tr><td") >= number, address


def test_a_list_that_no_figure_has_is_not_found(province, signed_in_as):
    client = signed_in_as(province.office)
    plan = TrainingPlanFactory()

    for name, arguments in [
        ("of_plan", [plan.pk, "moi"]),
        ("of_plan", [plan.pk + 1, "giao"]),
        ("of_category", ["none", "moi"]),
        ("of_category", ["vua", "dat"]),
    ]:
        address = reverse(f"reports:{name}", args=arguments)
        assert client.get(address).status_code == 404
