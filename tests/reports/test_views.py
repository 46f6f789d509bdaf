from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.services import appoint
from learning.services import read_lesson
from quizzes.models import Attempt
from tests.factories import (
    CoursePageFactory,
    DepartmentFactory,
    EnrolmentFactory,
    MembershipFactory,
    TrainingOfficerFactory,
    UserFactory,
)
from tests.reports.conftest import doing, done, late, person, todo
from vietnamese.dates import training_year

pytestmark = pytest.mark.django_db


def shown(response) -> str:
    """The words of a page, without marks and line ends."""
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(text.split())


@pytest.fixture
def team(province, course):
    """Three are done, one is late in each division, one studies, one has no course."""
    for name in ["Ân", "Bình", "Chi"]:
        done(person(f"Nông Thị {name}", province.tourism), course)
    late(person("Hứa Thị Diệp", province.museum), course, days=24)
    late(person("Bế Thị Hạnh", province.tourism), course, days=3)
    doing(person("Đàm Quốc Khánh", province.museum), course)
    person("Lý Mùi Pham", province.museum)


def test_the_page_says_first_how_many_have_finished_and_who_is_late(
    province, team, signed_in_as
):
    text = shown(signed_in_as(province.head).get(reverse("reports:overview")))

    assert (
        "3 trong 6 người đã hoàn thành, đạt 50%. 2 người quá hạn"
        ", đều ở Phòng Quản lý Du lịch và Bảo tàng tỉnh."
        in text
        or "2 người quá hạn, đều ở Bảo tàng tỉnh và Phòng Quản lý Du lịch." in text
    )
    # The head and one more hold posts and have no course.
    assert "6 người, 6 lượt người. 2 người chưa được giao khóa nào." in text


def test_units_with_most_late_stand_first_and_each_row_leads_to_its_people(
    province, course, team, signed_in_as
):
    late(person("Triệu Sành", province.museum), course)
    client = signed_in_as(province.head)

    text = client.get(reverse("reports:overview")).content.decode()

    units = re.findall(r'<th scope="row"><a href="/bao-cao/don-vi/(\d+)/\??">', text)
    assert units == [str(province.museum.pk), str(province.tourism.pk)]
    unit = client.get(reverse("reports:unit", args=[province.museum.pk]))
    assert "0 trong 3 người đã hoàn thành" in shown(unit)


def test_the_late_list_begins_with_the_longest(province, team, signed_in_as):
    response = signed_in_as(province.head).get(reverse("reports:overview"))

    late_list = shown(response).partition("Cần nhắc trước")[2]
    assert late_list.index("Hứa Thị Diệp") < late_list.index("Bế Thị Hạnh")
    assert "Quá hạn 24 ngày" in late_list


def test_everybody_done_is_said_so(province, course, signed_in_as):
    done(person("Nông Thị Ân", province.tourism), course)
    done(person("Nông Văn Bình", province.tourism), course)

    text = shown(signed_in_as(province.head).get(reverse("reports:overview")))

    assert "Tất cả 2 người đã hoàn thành." in text


def test_a_unit_without_people_says_what_will_bring_them(province, signed_in_as):
    empty = DepartmentFactory(name="Thư viện tỉnh", parent=province.culture)
    client = signed_in_as(province.head)

    text = shown(client.get(reverse("reports:unit", args=[empty.pk])))

    assert "Đơn vị chưa có ai" in text


def test_people_without_a_course_are_counted_apart(province, signed_in_as):
    person("Lý Mùi Pham", province.museum)

    text = shown(signed_in_as(province.head).get(reverse("reports:overview")))

    assert "Chưa có gì để báo cáo" in text
    assert "Có 2 người trong phạm vi này" in text


def test_a_new_installation_has_a_page_for_the_training_office(db, signed_in_as):
    client = signed_in_as(TrainingOfficerFactory())

    assert client.get(reverse("reports:overview")).status_code == 200
    assert client.get(reverse("reports:people")).status_code == 200


def test_who_heads_two_units_sees_both_and_can_choose_one(
    province, course, signed_in_as
):
    head = person("Hứa Minh Tâm", province.museum, is_head=True)
    appoint(
        user=head,
        department=province.health,
        on=timezone.localdate() - timedelta(days=1),
        is_head=True,
        is_primary=False,
    )
    done(person("Nông Thị Ân", province.museum), course)
    late(person("Nông Văn Y", province.health), course)
    client = signed_in_as(head)

    both = shown(client.get(reverse("reports:overview")))
    one = shown(client.get(reverse("reports:overview"), {"unit": province.health.pk}))

    assert "1 trong 2 người đã hoàn thành" in both
    assert "Các đơn vị phụ trách" in both
    assert "0 trong 1 người đã hoàn thành" in one


def test_filters_stand_in_the_address_and_go_along_with_every_link(
    province, course, signed_in_as
):
    second = CoursePageFactory(parent=course.get_parent(), title="Khóa thứ hai")
    trainee = person("Nông Thị Ân", province.tourism)
    done(trainee, course)
    late(trainee, second)
    year = training_year(timezone.localdate()).end.year
    client = signed_in_as(province.head)

    response = client.get(reverse("reports:overview"), {"course": course.slug})
    before = client.get(reverse("reports:overview"), {"period": year - 1})

    assert "Tất cả 1 người đã hoàn thành." in shown(response)
    link = f"/bao-cao/don-vi/{province.tourism.pk}/?course={course.slug}"
    assert link in response.content.decode()
    assert "Chưa có gì để báo cáo" in shown(before)


def test_the_list_of_people_is_filtered_and_searched(
    province, course, team, signed_in_as
):
    client = signed_in_as(province.head)
    address = reverse("reports:people")

    def names(**query):
        text = client.get(address, query).content.decode()
        return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', text)

    assert names(state="late") == ["Hứa Thị Diệp", "Bế Thị Hạnh"]
    assert names(state="done") == ["Nông Thị Ân", "Nông Thị Bình", "Nông Thị Chi"]
    assert names(state="none") == ["Lương Quốc Khải", "Lý Mùi Pham"]
    assert names(q="hanh") == ["Bế Thị Hạnh"]
    assert names(q="Hạnh bế") == ["Bế Thị Hạnh"]
    assert names(q="hảnh") == []
    assert names(unit=province.museum.pk) == [
        "Hứa Thị Diệp",
        "Đàm Quốc Khánh",
        "Lý Mùi Pham",
    ]


def test_the_list_has_pages_of_fifty(province, signed_in_as):
    for number in range(51):
        person(f"Nông Văn {number}", province.museum)
    client = signed_in_as(province.head)

    second = client.get(reverse("reports:people"), {"page": 2})

    assert "52 người" in shown(second)
    assert len(second.context["rows"]) == 2


def test_a_person_is_shown_with_posts_courses_and_certificates(
    province, course, signed_in_as
):
    trainee = person("Hoàng Thị Sen", province.museum, post="Thuyết minh viên")
    enrolment = EnrolmentFactory(trainee=trainee, course=course)
    for lesson in course.lessons():
        read_lesson(enrolment=enrolment, lesson=lesson)
    second = CoursePageFactory(parent=course.get_parent(), title="Khóa thứ hai")
    late(trainee, second)

    response = signed_in_as(province.head).get(
        reverse("reports:person", args=[trainee.pk])
    )

    text = shown(response)
    assert "Thuyết minh viên, Bảo tàng tỉnh" in text
    assert "Đã hoàn thành 1 trong 2 khóa. 1 khóa quá hạn." in text
    assert trainee.certificates.get().number in text
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_as_many_queries_for_three_as_for_one(
    people, province, course, signed_in_as, django_assert_num_queries
):
    for number in range(people):
        unit = DepartmentFactory(parent=province.culture)
        late(person(f"Nông Văn {number}", unit), course)
        todo(person(f"Nông Thị {number}", unit), course)
    client = signed_in_as(province.head)
    client.get(reverse("reports:overview"))

    with django_assert_num_queries(20):
        client.get(reverse("reports:overview"))
    with django_assert_num_queries(12):
        client.get(reverse("reports:people"))


# --- reminding -------------------------------------------------------------------


def test_a_head_reminds_from_the_page_once_a_day(client, course):
    head = MembershipFactory(is_head=True)
    late = MembershipFactory(department=head.department).user
    due_on = timezone.localdate() - timedelta(days=2)
    EnrolmentFactory(trainee=late, course=course, due_on=due_on)
    client.force_login(head.user)
    overview = reverse("reports:overview")
    assert client.get(overview).context["may_remind"] is True

    for _twice in range(2):
        assert client.post(reverse("reports:remind")).url == overview

    assert late.messages.count() == 1
    assert client.get(overview).context["reminded"].messages == 1


def test_who_heads_nothing_reminds_nobody(client):
    for stranger in [UserFactory(), TrainingOfficerFactory()]:
        client.force_login(stranger)
        assert client.post(reverse("reports:remind")).status_code == 404
