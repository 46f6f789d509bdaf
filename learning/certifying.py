"""What follows a completed course: its certificate, and who is told.

A completion stands whether or not a certificate can be issued at the moment.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.models import Certificate, Issuer
from certificates.services import NoIssuer, issue_certificate
from departments.models import Membership
from departments.permissions import TRAINING_OFFICE
from learning.models import Enrolment
from learning.posts import post_on
from notifications.services import tell
from quizzes.standing import result_of


def certify(enrolment: Enrolment, post: Membership | None) -> Certificate | None:
    """The certificate of a completed course.

    None without an issuer: what was learnt does not wait for the office's
    set-up, so the office is told and `issue_missing_certificates` follows.
    """
    completed_at = enrolment.completed_at or timezone.now()
    try:
        return issue_certificate(
            trainee=enrolment.trainee,
            course=enrolment.course,
            post=post,
            started_on=timezone.localdate(enrolment.started_at or completed_at),
            completed_on=timezone.localdate(completed_at),
            mark=_course_mark(enrolment),
        )
    except NoIssuer:
        _tell_no_issuer(timezone.now())
        return None


def issue_missing_certificates(*, limit: int = 200) -> int:
    """Certify courses completed while nobody was named as issuer; how many.

    A revoked certificate is not missing.
    """
    if not Issuer.objects.filter(is_default=True).exists():
        return 0
    waiting = Enrolment.objects.without_certificate().order_by("completed_at", "pk")
    pks = waiting.values_list("pk", flat=True)[:limit]
    return sum(_certify_late(pk) for pk in list(pks))


@transaction.atomic
def _certify_late(pk: int) -> bool:
    locked = Enrolment.objects.select_for_update(of=("self",))
    enrolment = locked.select_related("course", "trainee").get(pk=pk)
    day = timezone.localdate(enrolment.completed_at)
    certificate = certify(enrolment, post_on(enrolment.trainee, day))
    if certificate is None:
        return False
    tell(
        recipient=enrolment.trainee,
        key=f"certificate-issued:{enrolment.pk}",
        subject=_("Certificate issued: %(course)s")
        % {"course": enrolment.course.title},
        body=_number_line(certificate),
        url=reverse("certificates:verify", args=[certificate.code]),
        mail=True,
    )
    return True


def tell_completed(enrolment: Enrolment, certificate: Certificate | None) -> None:
    if certificate:
        body = _number_line(certificate)
        url = reverse("certificates:verify", args=[certificate.code])
    else:
        body = _("The certificate will be issued later; a message will say when.")
        url = reverse("learning:course", args=[enrolment.course.slug])
    tell(
        recipient=enrolment.trainee,
        key=f"course-completed:{enrolment.pk}",
        subject=_("Course completed: %(course)s") % {"course": enrolment.course.title},
        body=body,
        url=url,
        mail=True,
    )


def _number_line(certificate: Certificate) -> str:
    return _("Certificate no. %(number)s has been issued and can be downloaded.") % {
        "number": certificate.number
    }


def _tell_no_issuer(now: datetime) -> None:
    """Once a month, not once for each completion."""
    for person in User.objects.active().filter(groups__name=TRAINING_OFFICE):
        tell(
            recipient=person,
            key=f"no-issuer:{timezone.localdate(now):%Y-%m}:{person.pk}",
            subject=_("Certificates are waiting for an issuer"),
            body=_(
                "People have completed courses, but nobody is named as issuer."
                " Once an issuer is named, the certificates that wait follow by"
                " themselves."
            ),
            mail=True,
        )


def _course_mark(enrolment: Enrolment) -> Decimal | None:
    """The mark of the course: that of its last quiz, on the 10-point scale."""
    last = (
        enrolment.completions.exclude(attempt=None)
        .select_related("attempt__quiz")
        .order_by("-lesson__path")
        .first()
    )
    if last is None or last.attempt is None:
        return None
    # As the quiz counts: with an average, that of the attempts until then.
    return result_of(
        last.attempt.quiz,
        enrolment.trainee,
        since=enrolment.counts_from,
        up_to=last.attempt.number,
    ).mark
