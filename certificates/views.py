from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from certificates.forms import NumberForm
from certificates.permissions import certificate_or_404, own_certificate_or_404
from certificates.services import pdf_job


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Look a certificate up by the number printed on it and its holder's name."""
    form = NumberForm(request.GET if request.GET else None)
    if form.is_valid():
        certificate = form.certificate()
        if certificate:
            return redirect("certificates:verify", certificate.code)
        form.add_error(
            None,
            _(
                "No certificate with this number was issued to a person of this name. "
                "Compare both with the paper, letter by letter."
            ),
        )
    return render(request, "certificates/find.html", {"form": form})


@login_not_required
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The public page behind the QR code: a verdict, then only what is printed."""
    certificate = certificate_or_404(code)
    response = render(
        request,
        "certificates/verify.html",
        {
            "certificate": certificate,
            "is_own": certificate.trainee_id == request.user.pk,
            "now": timezone.now(),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def download(request: SignedInRequest, code: str) -> HttpResponseBase:
    """The PDF, or the progress of the job that makes it."""
    certificate = own_certificate_or_404(request.user, code)
    if not certificate.pdf:
        return redirect("jobs:progress", pdf_job(certificate).pk)
    name = f"{certificate.number.replace('/', '-')}.pdf"
    return FileResponse(certificate.pdf.open("rb"), as_attachment=True, filename=name)
