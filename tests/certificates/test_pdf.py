from __future__ import annotations

import hashlib
import io
import unicodedata

import pytest
from pypdf import PdfReader

from certificates.models import Certificate
from certificates.pdf import render
from certificates.work import public_address
from jobs.models import Job
from jobs.services import run
from tests.factories import CertificateFactory

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Hường Đặng Ẫm"


@pytest.fixture
def certificate(course, trainee):
    trainee.set_name(unicodedata.normalize("NFD", NAME))
    trainee.save()
    return CertificateFactory(course=course, trainee=trainee, mark="8.5")


def page(content: bytes):
    return PdfReader(io.BytesIO(content)).pages[0]


def test_the_paper_is_a4_landscape_and_says_what_the_row_says(certificate):
    paper = page(render(certificate, address="https://vi.du/chung-nhan/x/"))
    lines = {" ".join(line.split()) for line in paper.extract_text().splitlines()}

    assert (round(paper.mediabox.width), round(paper.mediabox.height)) == (842, 595)
    assert {
        NAME,
        "GIẤY CHỨNG NHẬN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 001/2026/GCN-SVHTTDL",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        certificate.course_title,
        "Thời lượng 8 tiết; từ ngày 01/10/2026 đến ngày 20/11/2026; kết quả 8,5/10 điểm.",
        "Cao Bằng, ngày 23 tháng 11 năm 2026",
        "https://vi.du/chung-nhan/x/",
    } <= lines


def test_every_font_is_embedded(certificate):
    paper = page(render(certificate, address="https://vi.du/"))
    fonts = [font.get_object() for font in paper["/Resources"]["/Font"].values()]
    descriptors = [
        font["/FontDescriptor"] for font in fonts if "/FontDescriptor" in font
    ]

    assert {name["/FontName"].split("+")[1] for name in descriptors} == {
        "BeVietnamPro-Regular",
        "BeVietnamPro-SemiBold",
        "BeVietnamPro-Italic",
    }
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


def test_the_same_row_gives_the_same_bytes(certificate):
    first = render(certificate, address="https://vi.du/")

    assert render(certificate, address="https://vi.du/") == first


def test_a_very_long_name_and_title_stay_on_one_page(certificate):
    certificate.holder_name = "Tôn Nữ " * 12
    certificate.course_title = "Bồi dưỡng kỹ năng truyền thông chính sách " * 5

    content = render(certificate, address="https://vi.du/" + "a" * 80)

    assert len(PdfReader(io.BytesIO(content)).pages) == 1


def test_the_job_keeps_one_file_and_its_fingerprint_however_often_it_runs(certificate):
    job = Job.objects.get(key=f"certificate-pdf:{certificate.pk}")

    run(job.pk)
    kept = Certificate.objects.get()
    Job.objects.update(state=Job.State.QUEUED)
    run(job.pk)

    again = Certificate.objects.get()
    assert again.pdf.name == kept.pdf.name
    content = again.pdf.read()
    assert hashlib.sha256(content).hexdigest() == again.pdf_sha256
    assert content == render(again, address=public_address(again))
