"""The training office's screens: upload, check, apply, give back, invite."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Invitation, User
from notifications.models import Message
from staffing.models import StaffList
from tests.factories import MembershipFactory, TrainerFactory
from tests.staffing.horrible import horrible_workbook

pytestmark = pytest.mark.django_db
UPLOAD = reverse("staff_lists:add")
INDEX = reverse("staff_lists:index")
WAITING = reverse("first_sign_in")
ROWS = [
    "Họ và tên;Đơn vị;Email;Mã CB",
    "Nông Văn Tám;Phòng Kinh tế, UBND xã Hòa An;tam@caobang.example;A1",
    "Bế Thị Ánh;Phòng Kinh tế, UBND xã Hòa An;;A2",
    "Lý Thị Mỹ;Phòng Kinh tế;;A3",
]


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def office(client, officer):
    client.force_login(officer)
    return client


def check(staff_list: StaffList) -> str:
    return reverse("staff_lists:check", args=[staff_list.pk])


def press(client, staff_list: StaffList, act: str, **values):
    address = check(staff_list)
    if act == "apply":
        page = text(client.get(address))
        found = re.search(r'name="fingerprint" value="(\w+)"', page)
        values.setdefault("fingerprint", found[1] if found else "")
    return client.post(address, {"act": act, **values}, follow=True)


def test_from_upload_to_result(office, commune):
    file = SimpleUploadedFile("Danh sách.xlsx", horrible_workbook())

    response = office.post(
        UPLOAD,
        {
            "file": file,
            "department": commune.pk,
            "effective_on": "24/11/2026",
            "old_text": "recognise",
        },
    )
    staff_list = StaffList.objects.get()
    assert response.url == check(staff_list)
    page = text(office.get(response.url))
    assert "Tổ dân vận khéo" in page
    press(office, staff_list, "apply", invites="1")

    staff_list.refresh_from_db()
    assert staff_list.is_applied
    assert User.objects.filter(full_name="Nguyễn Thị Huệ").exists()
    page = text(office.get(check(staff_list)))
    assert f"{WAITING}?staff_list={staff_list.pk}" in page


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(office, province):
    file = SimpleUploadedFile("cu.xls", b"\xd0\xcf\x11\xe0" + b"x" * 100)

    page = office.post(
        UPLOAD,
        {"file": file, "effective_on": "24/11/2026", "old_text": "recognise"},
    )

    assert "Hãy lưu lại dạng .xlsx" in text(page)
    assert not StaffList.objects.exists()


def test_a_complete_list_needs_its_unit(office, province):
    file = SimpleUploadedFile("a.csv", "\n".join(ROWS).encode())

    page = office.post(
        UPLOAD,
        {
            "file": file,
            "effective_on": "24/11/2026",
            "old_text": "recognise",
            "is_complete": "on",
        },
    )

    assert "Hãy chọn đơn vị mà danh sách có đủ người." in text(page)


def test_questions_are_answered_on_the_page(office, listed, unit):
    staff_list = listed(*ROWS)
    page = text(office.get(check(staff_list)))
    assert "Phòng Kinh tế" in page
    elsewhere = unit("Phòng Kinh tế", "UBND xã Trùng Khánh")

    press(office, staff_list, "answers", unit0=str(elsewhere.pk))
    press(office, staff_list, "apply")

    my = User.objects.get(full_name="Lý Thị Mỹ")
    assert my.memberships.get().department == elsewhere


def test_a_unit_may_be_typed_and_must_exist(office, listed, unit):
    staff_list = listed(*ROWS)
    label = "Phòng Kinh tế · UBND xã Trùng Khánh"

    wrong = press(office, staff_list, "answers", unit0_other="Phòng Không Có")
    assert "Không có đơn vị này" in text(wrong)
    press(office, staff_list, "answers", unit0_other=label)

    staff_list.refresh_from_db()
    chosen = unit("Phòng Kinh tế", "UBND xã Trùng Khánh")
    assert staff_list.choices["units"] == {"Phòng Kinh tế": chosen.pk}


def test_columns_are_corrected_and_remembered(office, listed, plan_of):
    rows = ["Mã số;Nơi ở;Họ tên", "Phòng Kinh tế;Xã A;Nông Văn Tám"]
    staff_list = listed(*rows)

    press(
        office,
        staff_list,
        "columns",
        column0="unit",
        column1="",
        column2="name",
        effective_on="24/11/2026",
    )

    again = listed(*rows)
    assert again.columns == ["unit", "", "name"]


def test_two_columns_cannot_be_the_same(office, listed):
    staff_list = listed(*ROWS)

    page = press(
        office,
        staff_list,
        "columns",
        column0="name",
        column1="name",
        effective_on="24/11/2026",
    )

    assert "Hai cột cùng được chọn là “họ và tên”." in text(page)
    staff_list.refresh_from_db()
    assert staff_list.columns == ["name", "unit", "email", "code"]


def test_a_list_without_known_headings_asks_for_their_row(office, listed, plan_of):
    staff_list = listed("Danh sách", "Cán bộ;Cơ quan", "Nông Văn Tám;Phòng Kinh tế")
    assert "Không nhận ra dòng tiêu đề" in text(office.get(check(staff_list)))

    press(office, staff_list, "heading", row="2")
    press(
        office,
        staff_list,
        "columns",
        column0="name",
        column1="unit",
        effective_on="24/11/2026",
    )

    staff_list.refresh_from_db()
    assert [f.name for f in plan_of(staff_list).findings] == ["Nông Văn Tám"]


def test_pressing_twice_applies_once_and_says_so(office, listed):
    staff_list = listed(*ROWS[:3])
    fingerprint = re.search(
        r'name="fingerprint" value="(\w+)"', text(office.get(check(staff_list)))
    )[1]

    press(office, staff_list, "apply", fingerprint=fingerprint)
    second = press(office, staff_list, "apply", fingerprint=fingerprint)

    assert "đã được áp dụng" in text(second)
    assert User.objects.filter(full_name="Nông Văn Tám").count() == 1


def test_what_was_shown_no_longer_holds_and_nothing_is_written(office, listed, unit):
    staff_list = listed(*ROWS[:3])
    fingerprint = re.search(
        r'name="fingerprint" value="(\w+)"', text(office.get(check(staff_list)))
    )[1]
    MembershipFactory(
        user__staff_code="A1",
        user__full_name="Nông Văn Tám",
        department=unit("Phòng Kinh tế"),
    )

    page = press(office, staff_list, "apply", fingerprint=fingerprint)

    assert "Chưa ghi gì" in text(page)
    staff_list.refresh_from_db()
    assert not staff_list.is_applied
    assert not User.objects.filter(staff_code="A2").exists()


def test_that_people_leave_must_be_confirmed(office, listed, unit, commune):
    gone = MembershipFactory(department=unit("Phòng Kinh tế")).user
    staff_list = listed(*ROWS[:3], department=commune, is_complete=True)

    page = press(office, staff_list, "apply")
    assert "Hãy xác nhận" in text(page)
    press(office, staff_list, "apply", leaves="1")

    gone.refresh_from_db()
    assert not gone.is_active
    assert gone.memberships.get().ended_on is not None


def test_the_list_is_given_back_with_results_as_text(office, listed):
    staff_list = listed(*ROWS, '=HYPERLINK("x");Phòng Kinh tế;;')

    response = office.get(reverse("staff_lists:result", args=[staff_list.pk]))

    sheet = load_workbook(BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Họ và tên", "Đơn vị", "Email", "Mã CB", "Kết quả", "Chi tiết"]
    assert [row[4] for row in rows[1:]] == ["mới", "mới", "đơn vị nào?", "không nhận"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_draft_can_be_discarded_and_an_applied_list_cannot(office, listed):
    first, second = listed(*ROWS[:3]), listed(*ROWS[:3])
    press(office, first, "apply")

    press(office, first, "drop")
    press(office, second, "drop")

    assert list(StaffList.objects.all()) == [first]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_no_more_of_the_database_for_more_rows(
    office, listed, number, django_assert_num_queries
):
    rows = [f"Người {'ABC'[n]};Phòng Kinh tế, UBND xã Hòa An" for n in range(number)]
    staff_list = listed("Họ và tên;Đơn vị", *rows)
    office.get(check(staff_list))

    with django_assert_num_queries(17):
        office.get(check(staff_list))


def test_a_trainer_reaches_none_of_it(client, listed):
    staff_list = listed(*ROWS)
    client.force_login(TrainerFactory())

    for address in [INDEX, UPLOAD, check(staff_list), WAITING]:
        assert client.get(address).status_code == 302
    for name in ["first_sign_in_links", "first_sign_in_codes"]:
        assert client.post(reverse(name)).status_code == 302
    assert not Invitation.objects.exists()


# --- first sign-in -------------------------------------------------------------------


@pytest.fixture
def two_newcomers(applied, listed):
    applied(listed(*ROWS[:3]), invites=False)
    return StaffList.objects.get()


def test_people_without_a_password_are_listed_with_how_to_invite_them(
    office, two_newcomers
):
    page = text(office.get(WAITING))

    assert "tam.nongvan" in page
    assert "Gửi 1 đường liên kết qua thư điện tử" in page
    assert "In 1 mã cho người không có thư điện tử" in page


def test_links_go_to_those_with_an_address_only(office, two_newcomers):
    office.post(reverse("first_sign_in_links"))

    assert Message.objects.get().recipient.username == "tam.nongvan"
    assert Message.objects.get().mail_state == Message.Mail.WAITING


def test_codes_are_printed_by_unit_and_shown_once(office, two_newcomers):
    response = office.post(reverse("first_sign_in_codes"))

    page = text(response)
    assert "Phòng Kinh tế · UBND xã Hòa An" in page
    assert len(re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)) == 1
    assert "anh.bethi" in page
    assert "tam.nongvan" not in page
    assert "no-store" in response.headers["Cache-Control"]


def test_the_filter_of_the_page_says_who_is_invited(office, two_newcomers, unit):
    other = unit("Phòng Kinh tế", "UBND xã Trùng Khánh")

    office.post(f"{reverse('first_sign_in_links')}?unit={other.pk}")
    assert not Message.objects.exists()
    office.post(f"{reverse('first_sign_in_links')}?staff_list={two_newcomers.pk}")
    assert Message.objects.count() == 1


def test_new_people_with_an_address_are_invited_when_a_list_is_applied(listed, applied):
    applied(listed(*ROWS[:3]), invites=True)

    assert [m.recipient.username for m in Message.objects.all()] == ["tam.nongvan"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_the_waiting_asks_the_same_for_more_people(
    office, applied, listed, number, django_assert_num_queries
):
    rows = [f"Người {'ABC'[n]};Phòng Kinh tế, UBND xã Hòa An" for n in range(number)]
    applied(listed("Họ và tên;Đơn vị", *rows))
    office.get(WAITING)

    with django_assert_num_queries(19):
        office.get(WAITING)
