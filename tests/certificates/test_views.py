from __future__ import annotations

import pytest
from django.urls import reverse

from certificates.services import revoke
from jobs.models import Job
from jobs.services import run
from tests.factories import CertificateFactory, TrainingOfficerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(course, trainee):
    return CertificateFactory(course=course, trainee=trainee)


def test_anyone_can_verify_by_the_address_in_the_qr_code(client, certificate):
    response = client.get(reverse("certificates:verify", args=[certificate.code]))

    text = response.content.decode()
    assert response.status_code == 200
    assert "Còn hiệu lực" in text
    assert certificate.number in text
    assert reverse("certificates:download", args=[certificate.code]) not in text


def test_a_revoked_certificate_says_so_with_the_reason(client, certificate):
    revoke(certificate=certificate, reason="Sai sót của cơ quan cấp", by=UserFactory())

    text = client.get(
        reverse("certificates:verify", args=[certificate.code])
    ).content.decode()

    assert "Đã thu hồi" in text
    assert "Sai sót của cơ quan cấp" in text
    assert "Còn hiệu lực" not in text


def test_an_unknown_code_is_not_found(client, certificate):
    assert (
        client.get(reverse("certificates:verify", args=["khong-co"])).status_code == 404
    )


@pytest.mark.parametrize("name", ["Hoàng Thị Sen", "hoang thi sen", "  HOÀNG THỊ SEN "])
def test_number_and_name_together_find_a_certificate(client, certificate, name):
    response = client.get(
        reverse("certificates:find"), {"number": certificate.number, "name": name}
    )

    assert response.url == reverse("certificates:verify", args=[certificate.code])


def test_a_number_alone_reveals_nobody(client, certificate):
    response = client.get(
        reverse("certificates:find"), {"number": certificate.number, "name": "Ai đó"}
    )

    text = response.content.decode()
    assert "Không có giấy chứng nhận" in text
    assert certificate.holder_name not in text


def test_the_holder_downloads_the_file_once_it_is_made(client, certificate):
    client.force_login(certificate.trainee)
    address = reverse("certificates:download", args=[certificate.code])
    job = Job.objects.get(key=f"certificate-pdf:{certificate.pk}")

    waiting = client.get(address)
    run(job.pk)
    ready = client.get(address)

    assert waiting.url == reverse("jobs:progress", args=[job.pk])
    assert b"".join(ready.streaming_content).startswith(b"%PDF")
    assert 'filename="001-2026-GCN-SVHTTDL.pdf"' in ready["Content-Disposition"]


def test_whoever_waited_for_the_file_is_led_back_to_it(client, certificate):
    client.force_login(certificate.trainee)
    address = reverse("certificates:download", args=[certificate.code])
    waiting = client.get(address, follow=True).content.decode()
    run(Job.objects.get().pk)

    ready = client.get(reverse("jobs:progress", args=[Job.objects.get().pk]))

    link = f'<a class="btn" href="{address}">'
    assert (link in waiting, link in ready.content.decode()) == (False, True)


def test_nobody_else_downloads_it_but_the_training_office(client, certificate):
    run(Job.objects.get().pk)
    address = reverse("certificates:download", args=[certificate.code])

    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(TrainingOfficerFactory())
    assert client.get(address).status_code == 200
