from __future__ import annotations

from django.http import Http404

from accounts.models import User
from jobs.models import Job


def own_job_or_404(user: User, pk: int) -> Job:
    """Whoever asked for the work; the people with the right to manage jobs too."""
    job = Job.objects.filter(pk=pk).first()
    if job is None or not (
        job.requested_by_id == user.pk or user.has_perm("jobs.change_job")
    ):
        raise Http404
    return job
