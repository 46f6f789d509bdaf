"""Reports on a past day: who sees what, by today's organisation and by that day's."""

from __future__ import annotations

from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from departments.models import Department
from departments.reorganising.acts import (
    Going,
    Merge,
    Move,
    Rename,
    Split,
    Target,
)
from departments.reorganising.applying import apply
from departments.services import appoint, relieve
from jobs.models import Job
from jobs.services import run
from tests.departments.conftest import decision
from tests.factories import DepartmentFactory, MembershipFactory, TrainingOfficerFactory
from tests.reports.conftest import done, late, noon, person
from tests.reports.test_views import shown

pytestmark = pytest.mark.django_db
THEN = {"on": "2025-06-30", "view": "then"}
NOW = {"on": "2025-06-30"}
OVERVIEW = reverse("reports:overview")


def long_late(trainee, course) -> None:
    """Put on the course two years ago, and late since May 2025."""
    late(trainee, course)
    trainee.enrolments.update(
        enrolled_at=timezone.now() - timedelta(days=700), due_on=date(2025, 5, 1)
    )


@pytest.fixture
def merged(province, course):
    """On 1 July 2025 two communes became one; everybody has been late since May."""
    a = DepartmentFactory(name="Xã Một", kind="commune", parent=province.top)
    b = DepartmentFactory(name="Xã Hai", kind="commune", parent=province.top)
    people = [person("Nông Thị Một", a), person("Bế Văn Hai", b)]
    head = person("Hà Chủ Tịch", a, is_head=True)
    for each in people:
        long_late(each, course)
    post = head.memberships.get()
    target = Target(name="Xã Mới", kind="commune", parent=province.top.pk)
    goes = {post.pk: Going(post="Chủ tịch", is_head=True)}
    apply(decision=decision(Merge((a.pk, b.pk), target, posts=goes)), by=None)
    return {"a": a, "b": b, "new": Department.objects.get(name="Xã Mới"), "head": head}


def test_the_office_sees_both_organisations_with_the_same_people(
    province, merged, signed_in_as
):
    client = signed_in_as(province.office)
    now, then = shown(client.get(OVERVIEW, NOW)), shown(client.get(OVERVIEW, THEN))

    assert "Xã Mới" in now
    assert "Xã Một" not in now
    assert "Xã Một" in then
    assert "Xã Hai" in then
    assert "Xã Mới" not in then
    for text in [now, then]:
        assert "0 trong 2 người đã hoàn thành" in text
        assert "2 người quá hạn" in text


def test_a_head_sees_the_units_that_theirs_came_from(merged, signed_in_as):
    client = signed_in_as(merged["head"])

    now, then = shown(client.get(OVERVIEW, NOW)), shown(client.get(OVERVIEW, THEN))
    late_list = shown(client.get(reverse("reports:people"), {**THEN, "state": "late"}))

    assert "0 trong 2 người" in now
    assert "0 trong 2 người" in then
    assert "Xã Một" in then
    assert "Bế Văn Hai" in late_list


def test_a_unit_leads_to_its_heir_and_to_what_it_came_from(
    province, merged, signed_in_as
):
    client = signed_in_as(province.office)

    old = client.get(reverse("reports:unit", args=[merged["a"].pk]))
    new = client.get(reverse("reports:unit", args=[merged["new"].pk]), THEN)
    only = client.get(reverse("reports:unit", args=[merged["b"].pk]), THEN)

    assert "<h1>Xã Mới</h1>" in old.content.decode()
    assert "<h1>Xã Mới</h1>" in new.content.decode()
    assert (
        "Ngày 30/06/2025 chưa có Xã Mới. Đơn vị này hình thành từ: Xã Một, Xã Hai."
        in (shown(new))
    )
    assert "0 trong 2 người" in shown(new)
    assert "<h1>Xã Hai</h1>" in only.content.decode()
    assert "0 trong 1 người" in shown(only)


def test_day_and_view_go_along_with_every_link(province, merged, signed_in_as):
    response = signed_in_as(province.office).get(OVERVIEW, THEN)

    link = f"/bao-cao/don-vi/{merged['a'].pk}/?on=2025-06-30&amp;view=then"
    assert link in response.content.decode()


@pytest.mark.parametrize(
    "asked",
    [{"on": "2999-01-01"}, {"on": "2019-12-31"}, {"on": "30/06/2025"}, {"view": "x"}],
)
def test_a_day_or_a_view_there_is_not_is_not_found(asked, province, signed_in_as):
    assert signed_in_as(province.office).get(OVERVIEW, asked).status_code == 404


def test_of_a_divided_unit_each_head_sees_only_who_came_to_theirs(
    province, course, signed_in_as
):
    old = DepartmentFactory(name="Sở Cũ", parent=province.top)
    to_culture = MembershipFactory(user__full_name="Chim Sẻ Một", department=old)
    to_health = MembershipFactory(user__full_name="Chim Sẻ Hai", department=old)
    for post in [to_culture, to_health]:
        late(post.user, course)
    targets = (Target(unit=province.culture.pk), Target(unit=province.health.pk))
    goes = {to_culture.pk: Going(0), to_health.pk: Going(1)}
    apply(decision=decision(Split(old.pk, targets, posts=goes)), by=None)
    client = signed_in_as(province.head)

    for view in [THEN, NOW]:
        people = shown(client.get(reverse("reports:people"), view))
        assert "Chim Sẻ Một" in people
        assert "Chim Sẻ Hai" not in people
    page = client.get(reverse("reports:unit", args=[old.pk]), THEN)
    assert "Chim Sẻ Hai" not in page.content.decode()


def test_no_unit_of_the_past_is_open_to_a_stranger(province, merged, signed_in_as):
    client = signed_in_as(province.head)

    for unit in ["a", "b", "new"]:
        for view in [THEN, NOW, {}]:
            address = reverse("reports:unit", args=[merged[unit].pk])
            assert client.get(address, view).status_code == 404
    assert "Xã" not in shown(client.get(OVERVIEW, THEN)).partition("Theo đơn vị")[2]


def test_what_moved_away_is_no_longer_seen_not_even_in_the_past(
    province, course, signed_in_as
):
    long_late(person("Chim Sẻ Bảo Tàng", province.museum), course)
    apply(decision=decision(Move(province.museum.pk, province.health.pk)), by=None)
    old_head = signed_in_as(province.head)

    for view in [THEN, NOW, {}]:
        text = old_head.get(reverse("reports:people"), view).content.decode()
        assert "Chim Sẻ Bảo Tàng" not in text
    office = signed_in_as(province.office)
    below = office.get(reverse("reports:unit", args=[province.culture.pk]), THEN)
    assert "Bảo tàng tỉnh" in shown(below)


def test_who_has_gone_elsewhere_counts_but_their_record_is_not_open(
    province, course, signed_in_as
):
    gone = person("Nông Thị Đi", province.museum)
    long_late(gone, course)
    relieve(membership=gone.memberships.get(), on=date(2026, 1, 31))
    appoint(user=gone, department=province.health, on=date(2026, 2, 1))
    client = signed_in_as(province.head)

    past = client.get(reverse("reports:people"), NOW).content.decode()
    today = client.get(reverse("reports:people")).content.decode()

    assert "Nông Thị Đi" in past
    assert f"/nguoi/{gone.pk}/" not in past
    assert "Nông Thị Đi" not in today
    assert client.get(reverse("reports:person", args=[gone.pk])).status_code == 404


def test_an_export_says_which_organisation_it_follows(
    province, merged, signed_in_as, django_capture_on_commit_callbacks
):
    client = signed_in_as(province.office)
    client.post(reverse("reports:export"), {**THEN, "token": "t"})
    job = Job.objects.get()
    run(job.pk)
    job.refresh_from_db()

    with job.result.open() as file:
        sheets = openpyxl.load_workbook(file)
    said = [
        str(cell.value)
        for row in sheets["Danh sách"].rows
        for cell in row
        if cell.value
    ]
    assert any("ngày 30/06/2025, theo tổ chức tại thời điểm" in text for text in said)
    assert {"Xã Một", "Xã Hai"} <= set(said)
    assert "2025-06-30-theo-to-chuc-khi-do" in job.result_name


def test_a_head_opens_their_own_export_of_a_past_organisation(
    merged, signed_in_as, django_capture_on_commit_callbacks
):
    """The units of that day are no more, and nobody heads them."""
    client = signed_in_as(merged["head"])
    there = client.post(reverse("reports:export"), {**THEN, "token": "t"})

    assert client.get(there.url).status_code == 200
    relieve(
        membership=merged["head"].memberships.current().get(),
        on=timezone.localdate() - timedelta(days=1),
    )
    assert client.get(there.url).status_code == 404


@pytest.mark.parametrize("units", [1, 3])
def test_a_past_page_takes_as_many_queries_for_three_units_as_for_one(
    units, province, course, merged, signed_in_as, django_assert_num_queries
):
    for number in range(units):
        unit = DepartmentFactory(parent=merged["new"], name=f"Phòng {number}")
        late(person(f"Nông Văn {number}", unit), course)
    client = signed_in_as(merged["head"])
    client.get(OVERVIEW)

    with django_assert_num_queries(23):
        client.get(OVERVIEW, THEN)
    with django_assert_num_queries(19):
        client.get(OVERVIEW, NOW)


def test_a_day_before_there_was_any_unit_says_so(db, signed_in_as):
    DepartmentFactory(name="Tỉnh", on=date(2024, 1, 1))
    client = signed_in_as(TrainingOfficerFactory())

    text = shown(client.get(OVERVIEW, {"on": "2023-06-30", "view": "then"}))

    assert "Đơn vị chưa có ai" in text


def test_a_record_names_units_as_they_were(province, course, signed_in_as):
    trainee = person("Nông Thị Ân", province.museum)
    done(trainee, course)
    trainee.enrolments.update(
        started_at=noon(date(2025, 5, 1)),
        completed_at=noon(date(2025, 5, 20)),
        department=province.museum,
    )
    apply(decision=decision(Rename(province.museum.pk, "Bảo tàng Cao Bằng")), by=None)
    client = signed_in_as(province.head)

    text = shown(client.get(reverse("reports:person", args=[trainee.pk])))

    assert "Bảo tàng Cao Bằng, Sở Văn hóa, Thể thao và Du lịch" in text
    assert "20/05/2025Bảo tàng tỉnh" in text
