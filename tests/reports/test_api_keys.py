"""The page on which people make and revoke keys for programs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from accounts import tokens
from accounts.models import ApiToken
from departments.services import relieve
from tests.factories import TrainerFactory, UserFactory
from tests.reports.api import get, key_of
from tests.reports.conftest import person
from tests.reports.test_views import shown

pytestmark = pytest.mark.django_db
KEYS = reverse("reports:keys")


def typed(**more) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=90)
    return {"name": "Bảng điều hành", "expires_on": until.isoformat(), **more}


def test_a_key_is_shown_once_and_works(province, signed_in_as):
    client = signed_in_as(province.head)

    page = client.post(KEYS, typed()).content.decode()

    key = re.search(r"lms_[0-9a-f]{64}", page)[0]
    assert get(key, "figures").status_code == 200
    again = client.get(KEYS).content.decode()
    assert key not in again
    assert key[:10] in again
    kept = [*Session.objects.values_list("session_data", flat=True)]
    assert not any(key in Session(session_data=data).get_decoded() for data in kept)


def test_the_page_is_not_kept_by_browsers(province, signed_in_as):
    response = signed_in_as(province.head).post(KEYS, typed())

    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Mục này là bắt buộc."),
        ({"expires_on": "2020-01-01"}, "Chọn một ngày từ hôm nay đến hai năm sau."),
        ({"name": "Cũ"}, "Đã có một mã mang tên này."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    wrong, words, province, signed_in_as
):
    key_of(province.head, "Cũ")

    page = signed_in_as(province.head).post(KEYS, typed(**wrong))

    assert words in shown(page)
    assert ApiToken.objects.count() == 1


def test_the_eleventh_key_is_refused(province, signed_in_as):
    for number in range(tokens.MOST_OPEN):
        key_of(province.head, f"Mã {number}")

    page = signed_in_as(province.head).post(KEYS, typed())

    assert "Đã có mười mã còn hiệu lực." in shown(page)


@pytest.mark.parametrize("role", ["trainer", "trainee", "colleague"])
def test_who_has_no_reports_makes_no_key(role, province, client):
    people = {
        "trainer": TrainerFactory,
        "trainee": UserFactory,
        "colleague": lambda: person("Chuyên viên", province.museum),
    }
    client.force_login(people[role]())

    assert client.get(KEYS).status_code == 404
    assert client.post(KEYS, typed()).status_code == 404
    assert ApiToken.objects.count() == 0
    assert KEYS not in client.get(reverse("accounts:profile")).content.decode()


def test_a_deputy_makes_a_key_and_finds_the_way_to_it(province, signed_in_as):
    client = signed_in_as(person("Phó", province.museum, is_head=True))

    assert KEYS in client.get(reverse("accounts:profile")).content.decode()
    assert client.post(KEYS, typed()).status_code == 200
    assert ApiToken.objects.count() == 1


def test_who_was_relieved_still_revokes_but_makes_no_more(province, signed_in_as):
    key_of(province.head)
    yesterday = timezone.localdate() - timedelta(days=1)
    relieve(membership=province.head.memberships.get(), on=yesterday)
    client = signed_in_as(province.head)

    page = client.get(KEYS).content.decode()
    client.post(KEYS, typed(name="Mới"))
    client.post(reverse("reports:revoke_key", args=[ApiToken.objects.get().pk]))

    assert "Tạo mã" not in page
    assert [token.revoked_at is None for token in ApiToken.objects.all()] == [False]


def test_a_revoked_key_is_refused_at_once(province, signed_in_as):
    key = key_of(province.head)
    address = reverse("reports:revoke_key", args=[ApiToken.objects.get().pk])
    client = signed_in_as(province.head)

    answers = [client.post(address, follow=True) for _time in range(2)]

    assert "Đã thu hồi “Bảng điều hành”." in shown(answers[0])
    assert [answer.status_code for answer in answers] == [200, 200]
    assert get(key, "figures").status_code == 401


def test_nobody_revokes_the_key_of_another(province, signed_in_as):
    key = key_of(province.head)
    address = reverse("reports:revoke_key", args=[ApiToken.objects.get().pk])

    assert signed_in_as(province.office).post(address).status_code == 404
    assert get(key, "figures").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_one_as_for_three(
    number, province, signed_in_as, django_assert_num_queries
):
    for n in range(number):
        key_of(province.head, f"Mã {n}")
    client = signed_in_as(province.head)
    client.get(KEYS)

    with django_assert_num_queries(7):
        client.get(KEYS)


# --- the training office --------------------------------------------------------------


def test_the_office_sees_every_key_and_revokes_it(province, signed_in_as):
    key = key_of(province.head)
    token = ApiToken.objects.get()
    client = signed_in_as(province.office)

    rows = client.get(reverse("access_keys:index")).content.decode()
    edit = reverse("access_keys:edit", args=[token.pk])
    page = client.get(edit).content.decode()
    client.post(edit, {})  # not ticked
    assert get(key, "figures").status_code == 200
    client.post(edit, {"revoke": "on"})

    for word in ["Bảng điều hành", "Lương Quốc Khải", token.start]:
        assert word in rows
    assert "Thu hồi mã này" in page
    assert token.digest not in rows + page
    assert get(key, "figures").status_code == 401


def test_the_office_makes_no_key_for_others(province, signed_in_as):
    client = signed_in_as(province.office)

    assert client.get(reverse("access_keys:add")).status_code == 302


def test_heads_and_trainers_do_not_see_the_list(province, client):
    for somebody in [province.head, TrainerFactory()]:
        client.force_login(somebody)
        response = client.get(reverse("access_keys:index"))
        assert response.status_code == 302
