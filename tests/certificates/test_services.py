from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from certificates.models import Certificate, Issuer, check_pattern
from certificates.services import (
    NoIssuer,
    ReasonMissing,
    issue_certificate,
    next_in_register,
    revoke,
)
from departments.services import change_department
from tests.factories import (
    CertificateFactory,
    DepartmentFactory,
    IssuerFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_numbers_run_without_gap_and_start_again_each_year(course):
    numbers = [CertificateFactory(course=course).number for _ in range(2)]
    later = CertificateFactory(course=course, on=date(2027, 1, 4))

    assert [*numbers, later.number] == [
        "001/2026/GCN-SVHTTDL",
        "002/2026/GCN-SVHTTDL",
        "001/2027/GCN-SVHTTDL",
    ]


def test_issuing_twice_returns_the_same_certificate(course, trainee):
    first = CertificateFactory(course=course, trainee=trainee)
    second = CertificateFactory(course=course, trainee=trainee)

    assert second == first
    assert Certificate.objects.count() == 1


def test_a_failed_issue_gives_its_number_back(course):
    issuer = Issuer.objects.get()
    with transaction.atomic():
        next_in_register(issuer=issuer, year=2026)
        transaction.set_rollback(True)

    assert CertificateFactory(course=course).register_number == 1


def test_a_certificate_keeps_what_was_printed_when_names_change(course):
    post = MembershipFactory(department=DepartmentFactory(name="Sở Cũ"))
    certificate = CertificateFactory(course=course, trainee=post.user, post=post)

    change_department(unit=post.department, on=date(2026, 12, 1), name="Sở Mới")
    post.user.set_name("Tên Khác")
    post.user.save()
    Issuer.objects.update(name="Nơi khác")
    certificate.refresh_from_db()

    assert certificate.department_name == "Sở Cũ"
    assert certificate.holder_name.startswith("Nông Văn Tám")
    assert certificate.issuer_name == "Sở Văn hóa, Thể thao và Du lịch"


def test_a_division_is_printed_with_the_body_it_belongs_to(course):
    commune = DepartmentFactory(name="Xã Trùng Khánh", kind="commune")
    division = DepartmentFactory(
        name="Phòng Văn hóa - Xã hội", kind="division", parent=commune
    )
    post = MembershipFactory(department=division)

    certificate = CertificateFactory(course=course, trainee=post.user, post=post)

    assert certificate.department_name == "Phòng Văn hóa - Xã hội, Xã Trùng Khánh"


def test_without_an_issuer_nothing_is_issued(course, trainee):
    Issuer.objects.all().delete()

    with pytest.raises(NoIssuer):
        CertificateFactory(course=course, trainee=trainee)

    assert not Certificate.objects.exists()


def test_revoking_needs_a_reason_and_keeps_the_row_and_its_number(course):
    certificate = CertificateFactory(course=course)
    officer = UserFactory()

    with pytest.raises(ReasonMissing):
        revoke(certificate=certificate, reason="  ", by=officer)
    assert not certificate.is_revoked

    revoke(certificate=certificate, reason="Sai sót của cơ quan cấp", by=officer)

    assert certificate.is_revoked
    again = issue_certificate(
        trainee=certificate.trainee,
        course=course,
        post=None,
        started_on=certificate.started_on,
        completed_on=certificate.completed_on,
        on=date(2026, 11, 24),
    )
    assert again.register_number == 2


def test_revoking_twice_keeps_the_first_reason(course):
    certificate = CertificateFactory(course=course)
    revoke(certificate=certificate, reason="Lý do đầu", by=UserFactory())
    revoke(certificate=certificate, reason="Lý do sau", by=UserFactory())

    assert certificate.revocation_reason == "Lý do đầu"


def test_the_database_refuses_a_second_valid_certificate(course):
    certificate = CertificateFactory(course=course)
    certificate.pk, certificate.code, certificate.register_number = None, "khac", 9

    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save()


def test_only_a_training_institution_issues_a_chung_chi():
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuerFactory(document="chung_chi")

    IssuerFactory(document="chung_chi", is_training_institution=True)
    assert Issuer.objects.count() == 1


@pytest.mark.parametrize(
    "pattern",
    ["", "{number}", "{year}", "{number}/{year}/{x}", "{number}/{year", "{0}"],
)
def test_a_number_pattern_that_cannot_work_is_refused(pattern):
    with pytest.raises(ValidationError):
        check_pattern(pattern)


def test_codes_are_long_and_never_the_same(course):
    codes = {CertificateFactory(course=course).code for _ in range(20)}

    assert len(codes) == 20
    assert {len(code) for code in codes} == {22}
