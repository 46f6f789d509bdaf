from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from jobs import services
from jobs.permissions import own_job_or_404

STOP_POLLING = 286  # htmx: swap this answer in and ask no more


@require_safe
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the work is: a page, or its moving part for htmx."""
    job = own_job_or_404(request.user, pk)
    fragment = bool(request.headers.get("HX-Request"))
    template = "jobs/_progress.html" if fragment else "jobs/progress.html"
    status = STOP_POLLING if fragment and job.is_over else 200
    return render(request, template, {"job": job}, status=status)


@require_safe
def result(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file the work made."""
    job = own_job_or_404(request.user, pk)
    if not job.result:
        raise Http404
    return FileResponse(
        job.result.open("rb"), as_attachment=True, filename=job.result_name
    )


@require_POST
def try_again(request: SignedInRequest, pk: int) -> HttpResponse:
    job = own_job_or_404(request.user, pk)
    services.try_again(job)
    return redirect("jobs:progress", pk)
