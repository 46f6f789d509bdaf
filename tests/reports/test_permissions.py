"""Two heads, a deputy, a member, the training office, a stranger; and a canary each."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from departments.services import appoint, change_department, relieve
from tests.factories import UserFactory
from tests.reports.conftest import done, late, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def canaries(province, course):
    """One person in each half, with a name found nowhere else."""
    ours = person("Chim Sẻ Văn Hóa", province.museum)
    theirs = person("Chim Sẻ Y Tế", province.health)
    late(ours, course)
    late(theirs, course)
    return ours, theirs


@pytest.fixture
def other_head(province):
    return person("Đàm Thị Y", province.health, is_head=True)


def pages(unit, course, trainee) -> list[str]:
    return [
        reverse("reports:overview"),
        reverse("reports:unit", args=[unit.pk]),
        reverse("reports:course", args=[course.slug]),
        reverse("reports:people"),
        reverse("reports:people") + f"?unit={unit.pk}&state=late&q=chim",
        reverse("reports:person", args=[trainee.pk]),
    ]


def test_a_head_finds_their_own_people_on_every_page(
    province, course, canaries, signed_in_as
):
    client = signed_in_as(province.head)
    for address in pages(province.museum, course, canaries[0]):
        assert "Chim Sẻ Văn Hóa" in client.get(address).content.decode()


def test_a_head_finds_nothing_of_another_department_anywhere(
    province, course, canaries, other_head, signed_in_as
):
    client = signed_in_as(other_head)
    general = [
        reverse("reports:overview"),
        reverse("reports:course", args=[course.slug]),
        reverse("reports:people"),
        reverse("reports:people") + "?q=chim",
    ]
    for address in general:
        text = client.get(address).content.decode()
        assert "Chim Sẻ Y Tế" in text
        assert "Chim Sẻ Văn Hóa" not in text
        assert "Bảo tàng tỉnh" not in text

    unit, trainee = province.museum, canaries[0]
    for address in [
        reverse("reports:unit", args=[unit.pk]),
        reverse("reports:overview") + f"?unit={unit.pk}",
        reverse("reports:people") + f"?unit={unit.pk}",
        reverse("reports:person", args=[trainee.pk]),
    ]:
        assert client.get(address).status_code == 404
    asked = {"unit": str(unit.pk)}
    assert client.post(reverse("reports:export"), asked).status_code == 404


def test_a_deputy_of_a_division_sees_the_division_and_not_the_department(
    province, course, canaries, signed_in_as
):
    deputy = person("Hà Phó", province.museum, is_head=True, post="Phó giám đốc")
    late(person("Ở Phòng Khác", province.tourism), course)
    client = signed_in_as(deputy)

    text = client.get(reverse("reports:overview")).content.decode()

    assert "Chim Sẻ Văn Hóa" in text
    assert "Ở Phòng Khác" not in text
    above = reverse("reports:unit", args=[province.culture.pk])
    assert client.get(above).status_code == 404


def test_the_training_office_sees_the_province(
    province, course, canaries, signed_in_as
):
    client = signed_in_as(province.office)

    text = client.get(reverse("reports:overview")).content.decode()

    assert "Chim Sẻ Văn Hóa" in text
    assert "Chim Sẻ Y Tế" in text
    for trainee in canaries:
        address = reverse("reports:person", args=[trainee.pk])
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("who", ["member", "nobody"])
def test_who_heads_nothing_finds_no_reports(
    who, province, course, canaries, signed_in_as
):
    user = person("Chỉ Là Người Học", province.museum) if who == "member" else None
    client = signed_in_as(user or UserFactory())

    for address in pages(province.museum, course, canaries[0]):
        assert client.get(address).status_code == 404
    assert client.post(reverse("reports:export")).status_code == 404


def test_a_stranger_is_asked_to_sign_in(province, course, canaries):
    for address in pages(province.museum, course, canaries[0]):
        response = Client().get(address)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_sight_begins_with_the_appointment_and_ends_with_it(
    province, course, canaries, signed_in_as
):
    new_head = UserFactory()
    client = signed_in_as(new_head)
    address = reverse("reports:person", args=[canaries[1].pk])
    today = timezone.localdate()

    post = appoint(user=new_head, department=province.health, on=today, is_head=True)
    assert client.get(address).status_code == 200

    post.is_head = False
    post.save(update_fields=["is_head"])
    assert client.get(address).status_code == 404


def test_a_person_who_moves_is_seen_by_the_new_head_only(
    province, course, canaries, other_head, signed_in_as
):
    mover = canaries[0]
    old = mover.memberships.get()
    appoint(user=mover, department=province.health, on=timezone.localdate())
    relieve(membership=old, on=timezone.localdate())

    assert "Chim Sẻ Văn Hóa" in (
        signed_in_as(other_head).get(reverse("reports:people")).content.decode()
    )
    client = signed_in_as(province.head)
    assert "Chim Sẻ" not in client.get(reverse("reports:people")).content.decode()
    address = reverse("reports:person", args=[mover.pk])
    assert client.get(address).status_code == 404


def test_a_unit_that_moves_takes_its_people_into_the_new_heads_figures(
    province, course, canaries, other_head, signed_in_as
):
    change_department(
        unit=province.museum, on=timezone.localdate(), parent=province.health
    )

    people = reverse("reports:people")
    assert "Chim Sẻ Văn Hóa" in signed_in_as(other_head).get(people).content.decode()
    assert "Chim Sẻ" not in signed_in_as(province.head).get(people).content.decode()


def test_a_second_post_shows_the_person_yet_counts_them_once(
    province, course, canaries, other_head, signed_in_as
):
    both = person("Hai Nơi", province.museum)
    done(both, course)
    appoint(
        user=both,
        department=province.health,
        on=timezone.localdate(),
        is_primary=False,
    )
    client = signed_in_as(other_head)

    address = reverse("reports:person", args=[both.pk])
    assert client.get(address).status_code == 200
    assert "Hai Nơi" not in client.get(reverse("reports:people")).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "unit=999999",
        "unit=abc",
        "unit=99999999999999999999",
        "unit=²",
        "course=khong-co",
        "period=1999",
        "period=2999",
        "period=x",
        "period=2026-Q5",
        "period=2026-m01",
        "period=0001",
        "period=9999",
        "from=x",
        "to=x",
        "from=2026-02-30",
        "from=2019-12-31&to=2020-01-31",
        "from=2026-05-02&to=2026-05-01",
        "from=2020-01-01&to=2025-01-01",
        "from=2025-01-01&to=9999-12-31",
        "from=9999-12-30&to=9999-12-31",
        "to=9999-12-31",
        "on=2999-01-01",
    ],
)
def test_what_does_not_exist_is_not_found(query, province, signed_in_as):
    client = signed_in_as(province.office)

    for name in ["overview", "people"]:
        address = f"{reverse(f'reports:{name}')}?{query}"
        assert client.get(address).status_code == 404


def test_the_title_of_a_draft_is_its_authors_until_somebody_studied_it(
    province, course, signed_in_as
):
    course.live = False
    course.save()
    client = signed_in_as(province.head)
    address = reverse("reports:course", args=[course.slug])

    assert client.get(address).status_code == 404
    late(person("Chim Sẻ", province.museum), course)
    assert client.get(address).status_code == 200


def test_an_unknown_state_is_not_found(province, signed_in_as):
    address = reverse("reports:people") + "?state=hong"

    assert signed_in_as(province.head).get(address).status_code == 404
