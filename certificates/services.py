from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.models import Certificate, Issuer, Register
from courses.models import CoursePage
from departments.models import Membership
from jobs.models import Job
from jobs.services import ask_for
from vietnamese.text import nfc

PDF_JOB = "certificates.pdf"


class NoIssuer(Exception):
    """The training office has not said who issues certificates."""


class ReasonMissing(Exception):
    """A certificate is revoked with a reason or not at all."""


@transaction.atomic
def issue_certificate(
    *,
    trainee: User,
    course: CoursePage,
    post: Membership | None,
    started_on: date,
    completed_on: date,
    mark: Decimal | None = None,
    on: date | None = None,
) -> Certificate:
    """Issue a certificate, or return the valid one there is of this completion.

    A course that is renewed is certified anew; the old one stays valid. Everything printed is copied now. Raises NoIssuer. The PDF is a job.
    """
    mine = Certificate.objects.valid().filter(
        trainee=trainee, course=course, completed_on=completed_on
    )
    existing = mine.first()
    if existing:
        return existing
    issuer = Issuer.objects.filter(is_default=True).first()
    if issuer is None:
        raise NoIssuer
    on = on or timezone.localdate()
    register = next_in_register(issuer=issuer, year=on.year)
    certificate = Certificate.objects.create(
        trainee=trainee,
        course=course,
        department=post.department if post else None,
        register=register,
        register_number=register.last_number,
        number=issuer.number_pattern.format(number=register.last_number, year=on.year),
        holder_name=nfc(trainee.full_name),
        holder_post=post.post if post else "",
        department_name=unit_line(post) if post else "",
        course_title=course.title,
        hours=course.hours,
        mark=mark,
        started_on=started_on,
        completed_on=completed_on,
        issued_on=on,
        issuer_name=issuer.name,
        issuer_superior=issuer.superior_name,
        issuer_place=issuer.place,
        signer_title=issuer.signer_title,
        signer_name=issuer.signer_name,
        document=issuer.document,
    )
    pdf_job(certificate)
    return certificate


def pdf_job(certificate: Certificate) -> Job:
    """The job that draws this certificate, asked for now if it never was."""
    return ask_for(
        kind=PDF_JOB,
        key=f"certificate-pdf:{certificate.pk}",
        title=_("Certificate %(number)s") % {"number": certificate.number},
        arguments={
            "certificate": certificate.pk,
            # Where whoever waited for the file gets it.
            "back": reverse("certificates:download", args=[certificate.code]),
        },
        requested_by=certificate.trainee,
    )


def unit_line(post: Membership) -> str:
    """The unit as printed: a division with the body it belongs to."""
    unit = post.department
    if unit.kind == "division" and unit.parent:
        return f"{unit.name}, {unit.parent.name}"
    return unit.name


def next_in_register(*, issuer: Issuer, year: int) -> Register:
    """Take the next number. The row is locked by the update until commit.

    A transaction that fails gives its number back; a revoked one keeps it.
    """
    Register.objects.get_or_create(issuer=issuer, document=issuer.document, year=year)
    rows = Register.objects.filter(issuer=issuer, document=issuer.document, year=year)
    rows.update(last_number=F("last_number") + 1)
    return rows.get()


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: User) -> None:
    """Withdraw a certificate. It stays on record; its public page says so."""
    reason = nfc(reason).strip()
    if not reason:
        raise ReasonMissing
    Certificate.objects.valid().filter(pk=certificate.pk).update(
        revoked_at=timezone.now(), revoked_by=by, revocation_reason=reason
    )
    certificate.refresh_from_db()
