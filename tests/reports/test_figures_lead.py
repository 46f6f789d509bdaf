"""Each figure on a page of figures is a link to exactly the rows it counts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from learning.models import Assignment, HoursEntry, HoursTarget
from tests.factories import (
    CoursePageFactory,
    EnrolmentFactory,
    TrainingPlanFactory,
    UserFactory,
)
from tests.reports.conftest import doing, done, late, person, todo
from vietnamese.dates import training_year

pytestmark = pytest.mark.django_db
STATE = Assignment.State
DERIVED = {"Hạn", "Tỷ lệ", "Số tiết/người", "Chỉ tiêu", "STT"}


@pytest.fixture
def busy(province, course):
    """People of every kind in each unit, on one course, two or none; a plan, hours."""
    other = CoursePageFactory(parent=course.get_parent(), title="An toàn thông tin")
    for unit in [province.culture, province.tourism, province.museum, province.health]:
        someone = [person(f"{unit.name} {n}", unit) for n in range(7)]
        done(someone[0], course)
        done(someone[1], course, days_ago=20)
        late(someone[2], course)
        late(someone[2], other, days=30)
        doing(someone[3], course)
        todo(someone[4], other)
        done(someone[5], other, days_ago=9)
        late(someone[5], course, days=15)
    late(person("Ở tỉnh", province.top), course)
    # Renewed within the year: one person, two enrolments in one course.
    again = person("Học lại", province.museum)
    first = done(again, course, days_ago=40)
    first.is_current = False
    first.save()
    EnrolmentFactory(trainee=again, course=course)
    _plan(course, province)
    _hours(province)
    UserFactory(full_name="Chưa có đơn vị")


def _plan(course, province) -> None:
    today = timezone.localdate()
    plan = TrainingPlanFactory(year=training_year(today).end.year)
    states = [STATE.DONE, STATE.EXEMPT, STATE.RELEASED, STATE.OPEN, STATE.OPEN]
    for n, state in enumerate(states):
        Assignment.objects.create(
            plan=plan,
            course=course,
            trainee=person(f"Kế hoạch {n}", province.health),
            state=state,
            due_on=today + timedelta(days=-1 if n == 4 else 5),
        )


def _hours(province) -> None:
    today = timezone.localdate()
    HoursTarget.objects.create(
        year=training_year(today).end.year, category="", hours=16
    )
    for n, category in enumerate(["", "civil_servant", "civil_servant"]):
        someone = person(f"Số tiết {n}", province.museum)
        User = type(someone)
        User.objects.filter(pk=someone.pk).update(staff_category=category)
        for key in range(n + 1):
            HoursEntry.objects.create(
                trainee=someone,
                key=f"class:{key}",
                source="class",
                title="Lớp",
                hours=8,
                earned_on=today,
            )


def soup(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def rows_of(client, address: str) -> int:
    """The rows of a list, counted page by page."""
    page = soup(client, address)
    number = len(page.select("main tbody tr"))
    following = page.select_one("nav.pages a[rel=next]")
    if following is None:
        return number
    return number + rows_of(client, address.partition("?")[0] + str(following["href"]))


def asked(scope: str, province) -> str:
    address = {
        "all": reverse("reports:overview"),
        "all units": reverse("reports:overview") + "?all=1",
        "unit": reverse("reports:unit", args=[province.culture.pk]),
        "division": reverse("reports:unit", args=[province.museum.pk]),
        "unit alone": reverse("reports:unit", args=[province.culture.pk]) + "?alone=1",
        "course": reverse("reports:course", args=["phat-ngon"]),
        "province": reverse("reports:province"),
        "last week": reverse("reports:overview")
        + f"?on={timezone.localdate() - timedelta(days=7)}&view=then",
        "this month": reverse("reports:overview")
        + f"?from={timezone.localdate() - timedelta(days=25)}",
    }
    return address[scope]


SCOPES = ["all", "unit", "division", "unit alone", "course", "last week", "this month"]


@pytest.mark.parametrize(
    ("who", "scope"),
    [
        *(("head", scope) for scope in SCOPES),
        *(("office", scope) for scope in [*SCOPES, "province"]),
    ],
)
def test_every_figure_leads_to_as_many_rows(
    who, scope, busy, province, course, signed_in_as
):
    course.slug = "phat-ngon"
    course.save()
    client = signed_in_as(getattr(province, who))
    page = soup(client, asked(scope, province))

    figures = page.select("main a[data-counts]")
    counted = {
        f"{each.get_text(strip=True)} → {each['href']}": (
            int(str(each["data-counts"])),
            rows_of(client, str(each["href"])),
        )
        for each in figures
    }

    assert len(figures) > 10
    assert {key: pair for key, pair in counted.items() if pair[0] != pair[1]} == {}
    assert not list(numbers_that_lead_nowhere(page))


def numbers_that_lead_nowhere(page: BeautifulSoup):
    """Numbers in columns of figures that are no link and no share of something."""
    for cell in page.select("main td.n"):
        if cell.get("data-label") in DERIVED or "only-desk-cell" in cell.get(
            "class", ""
        ):
            continue
        for link in cell.select("a"):
            link.replace_with("")
        words = re.sub(r"[\d,.]+ ?%", "", cell.get_text(" ", strip=True))
        if re.search(r"[1-9]", words):
            yield str(cell)


def test_a_list_of_people_leads_on_to_their_enrolments(busy, province, signed_in_as):
    client = signed_in_as(province.head)
    page = soup(client, reverse("reports:people"))

    for each in page.select("main tbody a[data-counts]"):
        assert rows_of(client, str(each["href"])) == int(str(each["data-counts"]))


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
    ],
)
def test_what_cannot_be_asked_is_not_found(asked, province, signed_in_as):
    client = signed_in_as(province.head)

    assert client.get(reverse("reports:enrolments"), asked).status_code == 404


def test_a_head_asks_in_vain_for_somebody_elsewhere(province, course, signed_in_as):
    elsewhere = person("Chim Sẻ", province.health)
    late(elsewhere, course)
    client = signed_in_as(province.head)

    for asked in [{}, {"person": elsewhere.pk}, {"q": "Chim"}]:
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
    assert f"Hoàn thành từ {day:%d/%m/%Y}." in shown(response)
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

    with django_assert_num_queries(11):
        client.get(reverse("reports:enrolments"))
