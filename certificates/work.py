from __future__ import annotations

import hashlib
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse

from certificates.models import Certificate
from certificates.pdf import render
from certificates.services import PDF_JOB
from jobs.models import Job
from jobs.registry import job
from jobs.services import progress


def public_address(certificate: Certificate) -> str:
    """The page anyone can open, on the site's own name, never the request's."""
    path = reverse("certificates:verify", args=[certificate.code])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


@job(PDF_JOB)
def make_pdf(job: Job) -> None:
    """Draw the certificate and keep it. Twice gives the same file once."""
    certificate = Certificate.objects.get(pk=job.arguments["certificate"])
    if not certificate.pdf:
        content = render(certificate, address=public_address(certificate))
        certificate.pdf.save(
            f"{certificate.code}.pdf", ContentFile(content), save=False
        )
        Certificate.objects.filter(pk=certificate.pk, pdf="").update(
            pdf=certificate.pdf.name, pdf_sha256=hashlib.sha256(content).hexdigest()
        )
    progress(job, done=1, total=1)
