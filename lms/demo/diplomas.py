"""Certificates of the past: numbered in the order in which courses were completed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.models import Certificate, Issuer, Register
from certificates.services import unit_line
from departments.models import Membership
from learning.models import Enrolment, LessonCompletion
from lms.demo.staff import CULTURE
from lms.progress import Count
from notifications.models import Message

BATCH = 1000
UNREAD_FOR = timedelta(days=21)


def name_issuer() -> int:
    if Issuer.objects.filter(is_default=True).exists():
        return 0
    Issuer.objects.create(
        name=CULTURE,
        superior_name="Ủy ban nhân dân tỉnh Cao Bằng",
        place="Cao Bằng",
        signer_title="Giám đốc",
        signer_name="Bế Văn Lâm",
        number_pattern="{number:03d}/{year}/GCN-SVHTTDL",
        is_default=True,
    )
    return 1


def issue_past_certificates(*, count: Count) -> int:
    """Certify every completed course that has no certificate; how many."""
    issuer = Issuer.objects.get(is_default=True)
    waiting = Enrolment.objects.without_certificate().order_by("completed_at", "pk")
    keys = list(waiting.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        pks = keys[start : start + BATCH]
        with transaction.atomic():
            issue(pks, issuer=issuer)
        count(start + len(pks), len(keys))
    return len(keys)


def issue(pks: list[int], *, issuer: Issuer) -> None:
    enrolments = (
        Enrolment.objects.filter(pk__in=pks)
        .select_related("trainee", "course")
        .order_by("completed_at", "pk")
    )
    posts, marks = posts_of(pks), marks_of(pks)
    certificates: list[Certificate] = []
    for year, group in groupby(enrolments, key=lambda each: day_of(each).year):
        register, _new = Register.objects.get_or_create(
            issuer=issuer, document=issuer.document, year=year
        )
        for enrolment in group:
            register.last_number += 1
            certificates.append(
                certificate(
                    enrolment,
                    register,
                    post=posts.get(enrolment.pk),
                    mark=marks.get(enrolment.pk),
                )
            )
        register.save(update_fields=["last_number"])
    Certificate.objects.bulk_create(certificates)
    pairs = zip(enrolments, certificates, strict=True)
    messages = [message(each, issued) for each, issued in pairs]
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def finished(enrolment: Enrolment) -> datetime:
    return enrolment.completed_at or timezone.now()


def day_of(enrolment: Enrolment) -> date:
    return timezone.localdate(finished(enrolment))


def posts_of(pks: list[int]) -> dict[int, Membership]:
    """The post each person held in the unit the completion was earned in."""
    enrolments = Enrolment.objects.filter(pk__in=pks)
    memberships = Membership.objects.filter(
        user__in=enrolments.values("trainee"), is_primary=True
    ).select_related("department__parent")
    held = {(post.user_id, post.department_id): post for post in memberships}
    keys = enrolments.values_list("pk", "trainee", "department")
    return {
        pk: held[trainee, unit] for pk, trainee, unit in keys if (trainee, unit) in held
    }


def marks_of(pks: list[int]) -> dict[int, Decimal | None]:
    """The mark of a course is that of its last quiz."""
    passed = (
        LessonCompletion.objects.filter(enrolment__in=pks)
        .exclude(attempt=None)
        .select_related("attempt")
        .order_by("lesson__path")
    )
    return {each.enrolment_id: each.attempt.mark for each in passed if each.attempt}


def certificate(
    enrolment: Enrolment,
    register: Register,
    *,
    post: Membership | None,
    mark: Decimal | None,
) -> Certificate:
    """As `certificates.services.issue_certificate` would, but not asking for a PDF:
    it is drawn when its owner first opens it."""
    issuer, course, day = register.issuer, enrolment.course, day_of(enrolment)
    return Certificate(
        trainee=enrolment.trainee,
        course=course,
        department=post.department if post else None,
        register=register,
        register_number=register.last_number,
        number=issuer.number_pattern.format(
            number=register.last_number, year=register.year
        ),
        holder_name=enrolment.trainee.full_name,
        holder_post=post.post if post else "",
        department_name=unit_line(post) if post else "",
        course_title=course.title,
        hours=course.hours,
        mark=mark,
        started_on=timezone.localdate(enrolment.started_at),
        completed_on=day,
        issued_on=day,
        issuer_name=issuer.name,
        issuer_superior=issuer.superior_name,
        issuer_place=issuer.place,
        signer_title=issuer.signer_title,
        signer_name=issuer.signer_name,
        document=issuer.document,
        created_at=finished(enrolment),
    )


def message(enrolment: Enrolment, issued: Certificate) -> Message:
    """What `learning` tells on completion. Nothing is mailed: it is long past."""
    at = finished(enrolment)
    return Message(
        recipient=enrolment.trainee,
        key=f"course-completed:{enrolment.pk}",
        subject=_("Course completed: %(course)s") % {"course": enrolment.course.title},
        body=_("Certificate no. %(number)s has been issued and can be downloaded.")
        % {"number": issued.number},
        url=reverse("certificates:verify", args=[issued.code]),
        created_at=at,
        read_at=at if at < timezone.now() - UNREAD_FOR else None,
    )
