from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from departments.services import relieve
from jobs.models import Job
from jobs.services import run
from learning.services import read_lesson
from reports.paper import roman
from reports.work import make_workbook
from tests.factories import DepartmentFactory, EnrolmentFactory, MembershipFactory
from tests.reports.conftest import doing, done, late, person
from vietnamese.dates import place_and_date, training_year

pytestmark = pytest.mark.django_db
HEADER = [
    "STT",
    "Họ và tên",
    "Chức vụ",
    "Đơn vị",
    "Khóa học",
    "Tiến độ",
    "Trạng thái",
    "Hạn",
    "Ngày hoàn thành",
    "Số chứng nhận",
]


@pytest.fixture
def export(signed_in_as):
    """Ask for the workbook as somebody would, do the job, open what came out."""

    def ask(user, **asked):
        client = signed_in_as(user)
        response = client.post(reverse("reports:export"), asked)
        job = Job.objects.latest("pk")
        assert response["Location"] == reverse("jobs:progress", args=[job.pk])
        run(job.pk)
        file = client.get(reverse("jobs:result", args=[job.pk]))
        return openpyxl.load_workbook(BytesIO(file.getvalue()))

    return ask


def rows_of(sheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def words_of(sheet) -> str:
    return "\n".join(str(v) for row in rows_of(sheet) for v in row if v is not None)


def test_the_list_is_headed_grouped_added_up_and_signed(province, course, export):
    done(person("Nông Thị Ân", province.tourism, post="Chuyên viên"), course)
    late(person("Bế Văn Bằng", province.tourism), course)
    sen = person("Hoàng Thị Sen", province.museum)
    enrolment = EnrolmentFactory(trainee=sen, course=course)
    for lesson in course.lessons():
        read_lesson(enrolment=enrolment, lesson=lesson)
    doing(person("Lý A Pao", province.museum), course)

    sheet = export(province.head)["Danh sách"]

    rows = rows_of(sheet)
    today = timezone.localdate()
    assert rows[0][0] == "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG"
    assert rows[1][0] == "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"
    assert rows[0][5] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert rows[1][5] == "Độc lập - Tự do - Hạnh phúc"
    year = training_year(today).end.year
    assert rows[4][0] == f"DANH SÁCH KẾT QUẢ HỌC TẬP, BỒI DƯỠNG NĂM {year}"
    assert rows[9] == HEADER
    assert rows[10] == [f"({number})" for number in range(1, 11)]
    table = [row[:8] for row in rows[11:21]]
    assert [(row[0], row[1]) for row in table] == [
        ("I", "Phòng Quản lý Du lịch"),
        (1, "Nông Thị Ân"),
        (2, "Bế Văn Bằng"),
        (None, "Cộng: 2 người, 2 lượt người; hoàn thành 1 lượt, quá hạn 1 lượt"),
        ("II", "Bảo tàng tỉnh"),
        (3, "Lý A Pao"),
        (4, "Hoàng Thị Sen"),
        (None, "Cộng: 2 người, 2 lượt người; hoàn thành 1 lượt, quá hạn 0 lượt"),
        (None, "Tổng cộng: 4 người, 4 lượt người; hoàn thành 2 lượt, quá hạn 1 lượt"),
        (None, None),
    ]
    assert table[1][2:7] == [
        "Chuyên viên",
        "Phòng Quản lý Du lịch",
        course.title,
        1,
        "Hoàn thành",
    ]
    assert [row[6] for row in table[:7]][2:] == [
        "Quá hạn",
        None,
        None,
        "Đang học",
        "Hoàn thành",
    ]
    sen_row = rows[17]
    assert sen_row[8].date() == today
    assert sen_row[9] == sen.certificates.get().number
    words = words_of(sheet)
    assert place_and_date("Cao Bằng", today) in words
    assert "GIÁM ĐỐC" in words
    assert "NGƯỜI LẬP BIỂU" in words


def test_below_the_hands_both_sheets_say_who_gets_them(province, course, export):
    late(person("Bế Văn Bằng", province.museum), course)

    book = export(province.head)

    for name in ["Danh sách", "Tổng hợp"]:
        *_above, addressed, superior, kept = book[name].iter_rows()
        assert [row[0].value for row in (addressed, superior, kept)] == [
            "Nơi nhận:",
            "- UBND tỉnh Cao Bằng (để báo cáo);",
            "- Lưu: VT.",
        ]
        fonts = [row[0].font for row in (addressed, superior)]
        assert [(font.sz, font.b, font.i) for font in fonts] == [
            (12, True, True),
            (11, False, False),
        ]
        hint = addressed[0].row - 1 - 5  # room for the hand
        assert book[name].cell(hint, 1).value == "(Ký, ghi rõ họ tên)"


def test_the_sheet_prints_on_a4_landscape_with_its_head_repeated(
    province, course, export
):
    late(person("Bế Văn Bằng", province.tourism), course)

    sheet = export(province.head)["Danh sách"]

    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$10:$11"
    assert "&P" in sheet.oddHeader.center.text
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} <= {
        "Times New Roman",
        "Calibri",  # cells never written to
    }
    assert sheet["B13"].font.name == "Times New Roman"
    assert sheet["H13"].number_format == "dd/mm/yyyy"
    assert sheet["F13"].number_format == "0%"


def test_the_summary_adds_up_to_the_page(province, course, export):
    done(person("Nông Thị Ân", province.tourism), course)
    late(person("Bế Văn Bằng", province.tourism), course)
    doing(person("Lý A Pao", province.museum), course)

    sheet = export(province.head)["Tổng hợp"]

    table = rows_of(sheet)[11:15]
    assert table == [
        [1, province.culture.name, 0, 0, 0, 0, 0, 0, 0, 1],
        [2, "Phòng Quản lý Du lịch", 2, 2, 1, 0.5, 0, 0, 1, 0],
        [3, "Bảo tàng tỉnh", 1, 1, 0, 0, 1, 0, 0, 0],
        [None, "Tổng cộng", 3, 3, 1, 0.33, 1, 0, 1, 1],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+84 912", "-cmd|' /C calc'!A0", "@SUM(A1)"])
def test_what_begins_like_a_formula_is_text(name, province, course, export):
    late(person(name, province.museum, post=name), course)
    province.museum.name = name
    province.museum.save()

    book = export(province.head)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink]
    texts = [cell.value for cell in cells if cell.value == name]
    assert len(texts) == 5  # group, name, post, unit; unit in the summary


@pytest.mark.parametrize("kind", ["party", "organisation"])
def test_only_state_bodies_carry_the_name_of_the_nation(kind, province, course, export):
    body = DepartmentFactory(name="Ban Tuyên giáo", kind=kind, parent=province.top)
    division = DepartmentFactory(name="Phòng Lý luận", kind="division", parent=body)
    head = person("Hà Trưởng Ban", body, is_head=True)
    sub = person("Hứa Trưởng Phòng", division, is_head=True)
    late(person("Bế Văn Bằng", division), course)

    papers = [export(head)["Danh sách"], export(sub)["Danh sách"]]

    assert [[paper["A1"].value, paper["A2"].value] for paper in papers] == [
        ["BAN TUYÊN GIÁO", "_______"],
        ["BAN TUYÊN GIÁO", "PHÒNG LÝ LUẬN"],
    ]
    for paper in papers:
        assert "CỘNG HÒA" not in words_of(paper)
        assert "CHUYÊN VIÊN" in words_of(paper)


def test_the_province_goes_out_under_the_unit_of_who_made_it(province, course, export):
    officer = province.office
    MembershipFactory(user=officer, department=province.health)
    late(person("Bế Văn Bằng", province.museum), course)
    late(person("Nông Văn Y", province.health), course)

    sheet = export(officer)["Danh sách"]

    assert sheet["A2"].value == "SỞ Y TẾ"
    groups = [row[1] for row in rows_of(sheet) if row[0] in {"I", "II"}]
    assert groups == [province.culture.name, province.health.name]
    assert "Bảo tàng tỉnh, Sở Văn hóa, Thể thao và Du lịch" in words_of(sheet)


def test_an_export_holds_nothing_of_another_department(province, course, export):
    late(person("Chim Sẻ Văn Hóa", province.museum), course)
    late(person("Chim Sẻ Y Tế", province.health), course)

    book = export(province.head)

    words = "".join(words_of(sheet) for sheet in book)
    assert "Chim Sẻ Văn Hóa" in words
    assert "Y Tế" not in words
    assert "Y TẾ" not in words


def test_filters_of_the_page_go_into_the_export(province, course, export):
    late(person("Bế Văn Bằng", province.museum), course)
    late(person("Nông Thị Ân", province.tourism), course)

    words = words_of(export(province.head, unit=province.museum.pk)["Danh sách"])

    assert "Bế Văn Bằng" in words
    assert "Nông Thị Ân" not in words
    assert "BẢO TÀNG TỈNH" in words


def test_an_empty_scope_gives_a_paper_that_says_so(province, export):
    words = words_of(export(province.head)["Danh sách"])

    assert "Không có lượt học nào trong phạm vi này." in words


def test_pressing_twice_makes_one_job_and_a_new_page_another(province, signed_in_as):
    client = signed_in_as(province.head)
    address = reverse("reports:export")

    first = client.post(address, {"token": "mot"})
    second = client.post(address, {"token": "mot"})
    third = client.post(address, {"token": "hai"})

    assert first["Location"] == second["Location"] != third["Location"]
    assert Job.objects.count() == 2


def test_two_people_never_share_a_job(province, signed_in_as):
    address = reverse("reports:export")

    signed_in_as(province.head).post(address, {"token": "mot"})
    signed_in_as(province.office).post(address, {"token": "mot"})

    assert Job.objects.count() == 2


def test_who_lost_sight_in_between_gets_a_refusal_and_no_file(
    province, course, signed_in_as
):
    late(person("Bế Văn Bằng", province.museum), course)
    signed_in_as(province.head).post(reverse("reports:export"))
    post = province.head.memberships.get()
    post.is_head = False
    post.save()
    job = Job.objects.get()

    run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.tries) == (Job.State.FAILED, 1)
    assert "không còn quyền" in job.error
    assert not job.result


def test_nothing_is_written_for_an_account_switched_off(province, signed_in_as):
    signed_in_as(province.head).post(reverse("reports:export"))
    province.head.is_active = False
    province.head.save()

    run(Job.objects.get().pk)

    assert Job.objects.get().state == Job.State.FAILED


def test_a_job_done_twice_gives_the_same_file_again(province, course, signed_in_as):
    late(person("Bế Văn Bằng", province.museum), course)
    signed_in_as(province.head).post(reverse("reports:export"))
    job = Job.objects.get()

    make_workbook(job)
    make_workbook(job)

    job.refresh_from_db()
    assert (job.done, job.total) == (1, 1)
    assert job.result_name.endswith(".xlsx")


def test_a_relieved_head_gets_nothing_after_the_last_day(province, signed_in_as):
    post = province.head.memberships.get()
    relieve(membership=post, on=timezone.localdate() - timedelta(days=1))

    response = signed_in_as(province.head).post(reverse("reports:export"))

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("number", "sign"), [(1, "I"), (4, "IV"), (9, "IX"), (49, "XLIX"), (70, "LXX")]
)
def test_groups_are_numbered_in_roman(number, sign):
    assert roman(number) == sign


# --- after the head was moved ---------------------------------------------------------


def test_a_file_is_out_of_reach_once_its_maker_answers_for_other_units(
    province, export, signed_in_as
):
    export(province.head)
    job = Job.objects.latest("pk")
    pages = [reverse(f"jobs:{name}", args=[job.pk]) for name in ["progress", "result"]]
    client = signed_in_as(province.head)
    assert [client.get(page).status_code for page in pages] == [200, 200]

    yesterday = timezone.localdate() - timedelta(days=1)
    for post in province.head.memberships.current():
        relieve(membership=post, on=yesterday)
    assert [client.get(page).status_code for page in pages] == [404, 404]

    # The new post heads another unit: a scope there is, but not of these people.
    MembershipFactory(user=province.head, department=province.health, is_head=True)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    office = signed_in_as(province.office)
    assert [office.get(page).status_code for page in pages] == [200, 200]
