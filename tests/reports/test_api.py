"""The API answers with what the pages show, to whom it may, and to nobody else."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import patience
from accounts.models import ApiToken, User
from departments.services import appoint, relieve
from reports.api import access
from reports.api.parameters import Asked
from reports.permissions import scope_or_404
from tests.factories import (
    DepartmentFactory,
    TrainerFactory,
    TrainingPlanFactory,
    UserFactory,
)
from tests.reports.api import get, key_of
from tests.reports.conftest import doing, done, late, person, todo
from tests.reports.test_past import long_late, merged  # noqa: F401 - a fixture
from tests.reports.test_province import duty
from vietnamese.dates import training_year

pytestmark = pytest.mark.django_db
CALLS = ["figures", "units", "courses", "trend", "people"]
COUNTS = ["people", "done", "doing", "todo", "late", "none", "percent", "enrolments"]


@pytest.fixture
def team(province, course):
    """In each state there is somebody, in two divisions and another department."""
    for name in ["Ân", "Bình", "Chi"]:
        done(person(f"Nông Thị {name}", province.tourism), course)
    late(person("Hứa Thị Diệp", province.museum), course, days=24)
    doing(person("Đàm Quốc Khánh", province.museum), course)
    todo(person("Lý Mùi Pham", province.museum), course)
    person("Hà Văn Không", province.museum)
    late(person("Triệu Y Tế", province.health), course)


@pytest.fixture
def key(province):
    return key_of(province.head)


def counts(told) -> dict[str, int]:
    return {name: getattr(told, name) for name in COUNTS}


def foretold(ahead) -> dict | None:
    return ahead and {
        "deadline": ahead.deadline.isoformat(),
        "pace": round(ahead.pace, 1),
        "low_percent": ahead.low_percent if ahead.is_known else None,
        "high_percent": ahead.high_percent if ahead.is_known else None,
        "needed": ahead.needed,
    }


# --- the same as the pages --------------------------------------------------------------

ASKED = [{}, {"period": "2025"}, {"view": "then", "on": "2025-06-30"}]


@pytest.fixture(params=ASKED, ids=str)
def asked(request):
    return request.param


def test_figures_units_courses_and_trend_are_those_of_the_page(
    merged,  # noqa: F811
    team,
    province,
    asked,
    signed_in_as,
):
    for reader in [province.head, province.office]:
        key = key_of(reader, str(asked))
        page = signed_in_as(reader).get(reverse("reports:overview"), asked)
        shown = page.context["figures"]

        figures = get(key, "figures", asked).json()
        assert figures["total"] == counts(shown.total)
        work = {name: getattr(shown.trend, name) for name in figures["work"]}
        assert figures["work"] == work
        assert figures["forecast"] == foretold(page.context["forecast"])
        assert get(key, "units", asked).json()["units"] == [
            {
                "id": row.unit.pk,
                "name": row.unit.name,
                "is_direct": row.is_direct,
                "counts": counts(row.counts),
            }
            for row in shown.units
        ]
        courses = get(key, "courses", asked).json()["courses"]
        assert [[row["slug"], row["done"], row["late"]] for row in courses] == [
            [row.slug, row.done, row.late] for row in shown.courses
        ]
        weeks = get(key, "trend", asked).json()["weeks"]
        assert [[w["ends_on"], w["done"], w["due"]] for w in weeks] == [
            [w.ends_on.isoformat(), w.done, w.due] for w in shown.trend.weeks
        ]


@pytest.mark.parametrize("state", ["", "late", "doing", "todo", "done", "none"])
def test_people_are_those_of_the_page_and_nothing_more_is_told(
    team, province, asked, state, signed_in_as
):
    if state:
        asked = {**asked, "state": state}
    page = signed_in_as(province.head).get(reverse("reports:people"), asked)

    answer = get(key_of(province.head), "people", asked).json()

    assert answer["count"] == page.context["page"].paginator.count
    assert answer["people"] == [
        {
            "id": row.pk,
            "name": row.name,
            "post": row.post,
            "unit": row.unit,
            "state": row.state,
            "enrolled": row.enrolled,
            "done": row.done,
            "due_on": row.due_on and row.due_on.isoformat(),
        }
        for row in page.context["rows"]
    ]


def test_plans_are_those_of_the_provinces_page(province, course, signed_in_as):
    year = training_year(timezone.localdate()).end.year
    plan = TrainingPlanFactory(year=year)
    duty(plan, course, person("Hà Văn Trễ", province.museum), due_in=-2)
    page = signed_in_as(province.office).get(reverse("reports:province"))

    plans = get(key_of(province.office), "plans").json()["plans"]

    names = ["title", "people", "assigned", "done", "late", "percent"]
    assert [[row[name] for name in names] for row in plans] == [
        [getattr(row, name) for name in names] for row in page.context["plans"]
    ]
    assert [row["forecast"] for row in plans] == [
        foretold(row.forecast) for row in page.context["plans"]
    ]
    assert plans[0]["forecast"]["needed"] > 0
    assert [row["id"] for row in plans] == [plan.pk]


def test_an_answer_says_what_it_is_about(team, province, course, key):
    asked = {"unit": province.museum.pk, "course": course.slug}

    about = get(key, "figures", asked).json()["about"]

    today = timezone.localdate()
    year = training_year(today)
    assert about == {
        "as_of": today.isoformat(),
        "starts_on": year.start.isoformat(),
        "ends_on": year.end.isoformat(),
        "view": "now",
        "units": [{"id": province.museum.pk, "name": "Bảo tàng tỉnh"}],
        "alone": False,
        "course": course.slug,
        "plan": None,
        "category": None,
    }


def test_people_come_a_page_at_a_time(team, province, key):
    everybody = get(key, "people").json()["people"]

    found, offset = [], 0
    while offset is not None:
        answer = get(key, "people", {"limit": 3, "offset": offset}).json()
        found += answer["people"]
        offset = answer["next_offset"]

    assert found == everybody
    assert len(found) == 8


# --- who may ------------------------------------------------------------------------


@pytest.mark.parametrize("call", [*CALLS, "plans"])
def test_without_a_key_there_is_no_answer(call, province, client):
    assert get("", call).status_code == 401
    assert get("lms_" + "0" * 64, call).status_code == 401
    assert get(key_of(province.office), call).status_code == 200


@pytest.mark.parametrize("call", CALLS)
def test_a_session_is_no_key_and_an_address_holds_none(call, province, client, key):
    client.force_login(province.office)
    address = reverse(f"api:{call}")

    assert client.get(address).status_code == 401
    assert client.get(address, {"token": key}).status_code == 401
    assert client.get(address, headers={"x-api-key": key}).status_code == 401
    basic = {"authorization": f"Basic {key}"}
    assert client.get(address, headers=basic).status_code == 401


@pytest.mark.parametrize("call", CALLS)
def test_a_head_reads_of_their_units_and_of_no_other(call, team, province, key):
    for unit, status in [
        (province.culture, 200),
        (province.museum, 200),
        (province.health, 404),
        (province.top, 404),
    ]:
        assert get(key, call, {"unit": unit.pk}).status_code == status
    assert "Y Tế" not in get(key, call).content.decode()


def test_plans_are_for_the_office_alone(province, key):
    assert get(key, "plans").status_code == 404


@pytest.mark.parametrize("call", CALLS)
def test_a_deputy_reads_as_the_head_does(call, team, province, key):
    deputy = person("Phó Giám Đốc", province.culture, post="Phó", is_head=True)

    assert get(key_of(deputy), call).json() == get(key, call).json()


@pytest.mark.parametrize("call", CALLS)
def test_a_relieved_head_reads_nothing_from_that_day_on(call, province, key):
    assert get(key, call).status_code == 200
    post = province.head.memberships.get()
    relieve(membership=post, on=timezone.localdate() - timedelta(days=1))

    assert get(key, call).status_code == 404


def test_who_heads_another_unit_now_reads_of_that_one(team, province, key):
    yesterday = timezone.localdate() - timedelta(days=1)
    relieve(membership=province.head.memberships.get(), on=yesterday)
    appoint(
        user=province.head,
        department=province.health,
        post="Giám đốc",
        on=timezone.localdate(),
        is_head=True,
    )

    assert get(key, "figures", {"unit": province.museum.pk}).status_code == 404
    assert get(key, "figures").json()["about"]["units"] == [
        {"id": province.health.pk, "name": "Sở Y tế"}
    ]


def test_keys_that_have_ended_open_nothing(province, key):
    token = ApiToken.objects.get()
    for ended in [
        {"expires_on": timezone.localdate() - timedelta(days=1)},
        {"revoked_at": timezone.now()},
    ]:
        before = {name: getattr(token, name) for name in ended}
        ApiToken.objects.update(**ended)
        assert get(key, "figures").status_code == 401
        ApiToken.objects.update(**before)
    assert get(key, "figures").status_code == 200
    province.head.is_active = False
    province.head.save()
    assert get(key, "figures").status_code == 401


@pytest.mark.parametrize("role", [TrainerFactory, UserFactory])
def test_a_key_of_somebody_without_reports_reads_nothing(role, province):
    key = key_of(role())

    assert {get(key, call).status_code for call in [*CALLS, "plans"]} == {404}


class Recorder(dict):
    """An address without parameters that notes which are looked for."""

    def __init__(self) -> None:
        self.looked_for = set()

    def get(self, key, default=None):
        self.looked_for.add(key)
        return default


def test_every_parameter_of_the_pages_is_one_of_the_api(province):
    address = Recorder()
    scope_or_404(province.office, address)

    fields = Asked.model_fields.items()
    known = {field.alias or name for name, field in fields}
    assert address.looked_for == known


def test_plan_and_category_narrow_the_figures(team, province, course):
    key = key_of(province.office)
    year = training_year(timezone.localdate()).end.year
    plan = TrainingPlanFactory(year=year)
    someone = person("Hà Công Chức", province.museum)
    User.objects.filter(pk=someone.pk).update(staff_category="civil_servant")
    enrolment = todo(someone, course)
    assignment = duty(plan, course, someone)
    type(assignment).objects.update(enrolment=enrolment)

    for asked, told in [
        ({"plan": plan.pk}, {"plan": plan.pk, "category": None}),
        (
            {"category": "civil_servant"},
            {"plan": None, "category": "civil_servant"},
        ),
    ]:
        answer = get(key, "figures", asked).json()
        assert {name: answer["about"][name] for name in told} == told
        assert answer["total"]["people"] == 1
        assert answer["total"]["todo"] == 1
    assert get(key, "figures", {"category": "x"}).status_code == 404
    assert get(key, "figures", {"plan": plan.pk + 1}).status_code == 404


def test_a_unit_alone_is_counted_without_those_below(team, province, course):
    key = key_of(province.head)
    late(province.head, course)

    answer = get(key, "figures", {"unit": province.culture.pk, "alone": 1}).json()

    assert answer["about"]["alone"] is True
    assert (answer["total"]["people"], answer["total"]["late"]) == (1, 1)
    told = get(key, "figures", {"unit": province.culture.pk, "alone": 0}).json()
    assert told["about"]["alone"] is False
    wrong = get(key, "figures", {"unit": province.culture.pk, "alone": "false"})
    assert wrong.status_code == 404


def test_plans_are_asked_for_by_the_year_alone(province):
    response = get(key_of(province.office), "plans", {"period": "2026-Q1"})

    assert response.status_code == 422
    assert response.json()["parameters"] == ["period"]


# --- what is refused ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "status", "parameters"),
    [
        ({"unit": "99999999"}, 404, []),
        ({"unit": "x"}, 404, []),
        ({"course": "khong-co"}, 404, []),
        ({"period": "2026-Q9"}, 404, []),
        ({"on": "30/6/2026"}, 404, []),
        ({"units": "1"}, 422, ["units"]),
        ({"page": "2", "q": "x"}, 422, ["page", "q"]),
        ({"state": "gone"}, 422, ["state"]),
        ({"limit": "0"}, 422, ["limit"]),
        ({"limit": "201", "offset": "-1"}, 422, ["limit", "offset"]),
    ],
)
def test_refusals_are_sentences(asked, status, parameters, province, key):
    response = get(key, "people", asked)

    assert response.status_code == status
    assert response.json()["parameters"] == parameters
    assert response.json()["message"][-1] == "."


@pytest.mark.parametrize(
    ("header", "language", "message"),
    [
        ("", "vi", "Tham số không hợp lệ: units."),
        ("en-GB,en;q=0.9,vi;q=0.8", "en", "Not understood: units."),
        ("fr, vi;q=0.5, en;q=0.2", "vi", "Tham số không hợp lệ: units."),
        ("x" * 9000, "vi", "Tham số không hợp lệ: units."),
    ],
)
def test_refusals_speak_the_language_asked_for(
    header, language, message, province, key
):
    response = get(key, "units", {"units": 1}, accept_language=header)

    assert response.json()["message"] == message
    assert response.headers["Content-Language"] == language


def test_an_address_that_does_not_exist_is_answered_in_json():
    response = Client().get("/api/v1/figures/all")

    assert response.status_code == 404
    assert list(response.json()) == ["message", "parameters"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(method, province, key):
    client = Client(enforce_csrf_checks=True)
    response = getattr(client, method)(
        reverse("api:figures"), headers={"authorization": f"Bearer {key}"}
    )

    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(("wrong", "status"), [({}, 200), ({"unit": "x"}, 404)])
def test_no_answer_is_kept_or_given_to_other_sites(wrong, status, province, key):
    for response in [get(key, "figures", wrong), get("", "figures")]:
        headers = response.headers
        assert headers["Cache-Control"] == "private, no-store"
        assert {"Authorization", "Accept-Language"} <= set(headers["Vary"].split(", "))
        assert "Access-Control-Allow-Origin" not in headers
        assert response.cookies == {}


# --- how often -----------------------------------------------------------------------


def test_a_key_may_call_so_often_in_a_minute(province, key, monkeypatch):
    monkeypatch.setattr(access, "CALLS", 3)
    monkeypatch.setattr(access.time, "time", lambda: 1_800_000_015.0)
    other = key_of(province.office)

    statuses = [get(key, "figures").status_code for _call in range(5)]
    refused = get(key, "units")

    assert statuses == [200, 200, 200, 429, 429]
    assert refused.headers["Retry-After"] == "45"
    assert refused.json()["message"] == "Gọi quá nhiều lần. Chờ 45 giây rồi gọi lại."
    assert get(other, "figures").status_code == 200
    monkeypatch.setattr(access.time, "time", lambda: 1_800_000_061.0)
    assert get(key, "figures").status_code == 200


def test_wrong_keys_are_counted_by_address_and_right_ones_go_on(province, key):
    for _call in range(patience.MOST):
        assert get("lms_wrong", "figures").status_code == 401

    refused = get("lms_wrong", "figures")

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert get(key, "figures").status_code == 200


# --- what it costs, and what is written down --------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("call", "queries"),
    [
        ("figures", 7),
        ("units", 5),
        ("courses", 6),
        ("trend", 6),
        ("people", 6),
        ("plans", 4),
    ],
)
def test_a_call_asks_as_much_for_one_as_for_three(
    number, call, queries, province, course, django_assert_num_queries
):
    for n in range(number):
        unit = DepartmentFactory(name=f"Sở thứ {n}", parent=province.top)
        late(person(f"Người {n}", unit), course)
        TrainingPlanFactory(year=training_year(timezone.localdate()).end.year)
    key = key_of(province.office)
    get(key, call)

    with django_assert_num_queries(queries):
        assert get(key, call).status_code == 200


def test_who_read_what_by_which_key_is_written_down(province, key, caplog):
    token = ApiToken.objects.get()
    with caplog.at_level(logging.INFO, logger="reports.api"):
        get(key, "people", {"unit": province.museum.pk, "state": "late"})
        get(key, "people", {"unit": province.health.pk})
        get("lms_wrong", "people")

    lines = [
        record.getMessage() for record in caplog.records if record.name == "reports.api"
    ]
    who = f"key={token.pk} owner={province.head.pk}"
    assert lines == [
        f"{who} status=200 /api/v1/people?unit={province.museum.pk}&state=late",
        f"{who} status=404 /api/v1/people?unit={province.health.pk}",
    ]
    assert key not in caplog.text


# --- the documentation ------------------------------------------------------------------


def test_every_call_is_described_with_what_it_takes_and_gives(client):
    schema = client.get(reverse("api:openapi-json")).json()
    page = client.get(reverse("api:openapi-view")).content.decode()

    calls = {path.rpartition("/")[2] for path in schema["paths"]}
    assert calls == {*CALLS, "plans"}
    for path in schema["paths"]:
        assert f"GET {path}" in page
    aside = {"Asked", "AskedPeople", "AskedPlans", "State", "View", "Fault"}
    parts = set(schema["components"]["schemas"]) - aside
    answers = {"Figures", "Units", "Courses", "Trend", "People", "Plans"}
    assert [part for part in parts - answers if f'id="part-{part}"' not in page] == []


def test_the_description_is_vietnamese_even_in_an_english_browser(client):
    english = {"accept-language": "en"}
    page = client.get(reverse("api:openapi-view"), headers=english).content.decode()

    assert "Số liệu ở đầu báo cáo" in page
    assert "The figures at the top of a report" not in page
    assert "<script>" not in page
