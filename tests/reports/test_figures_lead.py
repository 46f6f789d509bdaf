"""Each figure on a page of figures is a link to exactly the rows it counts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from learning.models import Assignment

pytestmark = pytest.mark.django_db
STATE = Assignment.State
DERIVED = {"Hạn", "Tỷ lệ", "Số tiết/người", "Chỉ tiêu", "STT"}


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
