"""The report as a paper to be signed and as a file for other programs."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from departments.services import relieve
from jobs.models import Job
from jobs.services import run
from tests.factories import DepartmentFactory
from tests.reports.conftest import done, late, person
from tests.reports.test_export import HEADER
from vietnamese.dates import place_and_date, training_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(signed_in_as):
    """Ask for a format as somebody would, do the job, fetch what came out."""

    def ask(user, form, **asked) -> bytes:
        client = signed_in_as(user)
        client.post(reverse("reports:export"), {"format": form, **asked})
        job = Job.objects.latest("pk")
        run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error
        assert job.result_name.endswith(f".{form}")
        return client.get(reverse("jobs:result", args=[job.pk])).getvalue()

    return ask


@pytest.fixture
def paper(file):
    def ask(user, **asked) -> tuple[pypdf.PdfReader, str]:
        reader = pypdf.PdfReader(BytesIO(file(user, "pdf", **asked)))
        words = " ".join(page.extract_text() for page in reader.pages)
        return reader, " ".join(words.split())

    return ask


# --- the paper ------------------------------------------------------------------------


def test_the_paper_is_headed_numbered_dated_and_signed(province, course, paper):
    done(person("Nông Thị Ân", province.tourism), course)
    late(person("Bế Văn Bằng", province.museum, post="Chuyên viên"), course)

    reader, words = paper(province.head)

    year = training_year(timezone.localdate()).end.year
    for part in [
        "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"KẾT QUẢ HỌC TẬP, BỒI DƯỠNG NĂM {year}",
        place_and_date("Cao Bằng", timezone.localdate()),
        "1 người đã hoàn thành, đạt 50%",
        "2 Phòng Quản lý Du lịch 1 1 100% 0 0 0",
        "Tổng cộng 2 1 50% 0 0 1",
        "1 Bế Văn Bằng Chuyên viên Bảo tàng tỉnh",
        "NGƯỜI LẬP BIỂU",
        "GIÁM ĐỐC",
    ]:
        assert part in words
    page = reader.pages[0].mediabox
    assert (round(page.width), round(page.height)) == (595, 842)  # A4 upright


def test_the_paper_says_its_title_and_language(province, course, paper):
    late(person("Bế Văn Bằng", province.museum), course)

    reader, _words = paper(province.head)

    assert reader.metadata.title.startswith("Kết quả học tập, bồi dưỡng năm")
    assert reader.metadata.author == "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi-VN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is True or (
        str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
    )


def test_the_paper_ends_and_says_who_gets_it(province, course, paper):
    late(person("Bế Văn Bằng", province.museum), course)

    _reader, words = paper(province.head)

    end = words.partition("1 Bế Văn Bằng")[2]
    year = training_year(timezone.localdate()).end.year
    parts = [
        f"Trên đây là báo cáo kết quả học tập, bồi dưỡng năm {year}./.",
        "GIÁM ĐỐC",
        "Nơi nhận: - UBND tỉnh Cao Bằng (để báo cáo); - Lưu: VT.",
    ]
    assert [end.index(part) for part in parts] == sorted(map(end.index, parts))
    assert words.count("./.") == 1


def test_a_party_body_does_not_carry_the_name_of_the_nation(province, course, paper):
    body = DepartmentFactory(name="Ban Tuyên giáo", kind="party", parent=province.top)
    head = person("Hà Trưởng Ban", body, is_head=True)
    late(person("Bế Văn Bằng", body), course)

    _reader, words = paper(head)

    assert "BAN TUYÊN GIÁO" in words
    assert "CỘNG HÒA" not in words


def test_pages_after_the_first_are_numbered_and_repeat_the_head(
    province, course, paper
):
    for number in range(60):
        late(person(f"Bế Văn Bằng {number}", province.museum), course)

    reader, _words = paper(province.head)

    pages = [page.extract_text().split() for page in reader.pages]
    assert len(pages) > 1
    assert "STT" in pages[1]
    assert "2" in (pages[1][0], pages[1][-1])


def test_markup_in_a_name_is_only_a_name(province, course, paper):
    late(person("<b>Bế & Bằng", province.museum, post="</para>"), course)

    _reader, words = paper(province.head)

    assert "<b>Bế & Bằng" in words


def test_an_empty_paper_says_that_nobody_is_late(province, paper):
    _reader, words = paper(province.head)

    assert "Không có người nào quá hạn." in words


def test_the_paper_holds_nothing_of_another_department(province, course, paper):
    late(person("Chim Sẻ Văn Hóa", province.museum), course)
    late(person("Chim Sẻ Y Tế", province.health), course)

    _reader, words = paper(province.head)

    assert "Chim Sẻ Văn Hóa" in words
    assert "Y Tế" not in words


# --- the list for other programs ------------------------------------------------------


def table(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_the_list_opens_with_vietnamese_letters_and_headings(province, course, file):
    late(person("Bế Văn Bằng", province.museum, post="Chuyên viên"), course)

    heading, row = table(file(province.head, "csv"))

    assert heading == HEADER
    assert row[:4] == ["1", "Bế Văn Bằng", "Chuyên viên", "Bảo tàng tỉnh"]
    assert row[5:7] == ["0%", "Quá hạn"]


@pytest.mark.parametrize("name", ["=1+1", "+84 912", "-cmd|' /C calc'!A0", "@SUM(A1)"])
def test_no_cell_of_the_list_is_a_formula(name, province, course, file):
    late(person(name, province.museum, post=name), course)
    province.museum.name = name
    province.museum.save()

    _heading, row = table(file(province.head, "csv"))

    assert row[1:4] == [f"'{name}"] * 3
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


# --- both -----------------------------------------------------------------------------


def test_each_format_is_a_job_of_its_own_and_twice_the_same_is_one(
    province, signed_in_as
):
    client = signed_in_as(province.head)
    address = reverse("reports:export")

    for form in ["xlsx", "pdf", "csv", "pdf"]:
        client.post(address, {"token": "mot", "format": form})

    assert sorted(Job.objects.values_list("kind", flat=True)) == [
        "reports.csv",
        "reports.pdf",
        "reports.xlsx",
    ]


def test_a_format_nobody_writes_is_not_found(province, signed_in_as):
    client = signed_in_as(province.head)

    response = client.post(reverse("reports:export"), {"format": "docx"})

    assert response.status_code == 404
    assert not Job.objects.exists()


@pytest.mark.parametrize("form", ["pdf", "csv"])
def test_who_lost_sight_in_between_gets_no_file(form, province, course, signed_in_as):
    client = signed_in_as(province.head)
    client.post(reverse("reports:export"), {"format": form})
    post = province.head.memberships.get()
    relieve(membership=post, on=timezone.localdate() - timedelta(days=1))
    job = Job.objects.get()

    run(job.pk)

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert not job.result


@pytest.mark.parametrize("form", ["pdf", "csv"])
def test_a_file_is_out_of_reach_once_its_maker_answers_for_nobody(
    form, province, course, file, signed_in_as
):
    file(province.head, form)
    post = province.head.memberships.get()
    relieve(membership=post, on=timezone.localdate() - timedelta(days=1))

    address = reverse("jobs:result", args=[Job.objects.get().pk])

    assert signed_in_as(province.head).get(address).status_code == 404
    assert signed_in_as(province.office).get(address).status_code == 200
