from __future__ import annotations

from django.http import Http404

from accounts.models import User
from jobs.models import Job
from jobs.registry import may_still_see


def own_job_or_404(user: User, pk: int) -> Job:
    """Whoever asked for the work, while they may see what it is about; the people
    with the right to manage jobs too."""
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Http404
    is_own = job.requested_by_id == user.pk and may_still_see(user, job)
    if not (is_own or user.has_perm("jobs.change_job")):
        raise Http404
    return job
