from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from departments.permissions import TRAINING_OFFICE
from departments.reorganising.applying import apply_due
from jobs.models import Job
from notifications.services import tell
from reports.scheduled import rounds


@shared_task
def report_failed_jobs() -> None:
    """A job that gave up is never lost in silence: the training office is told."""
    office = list(User.objects.active().filter(groups__name=TRAINING_OFFICE))
    for job in Job.objects.failed().filter(
        failure_reported_at=None, finished_at__isnull=False
    ):
        for person in office:
            tell(
                recipient=person,
                key=f"job-failed:{job.pk}:{job.finished_at}:{person.pk}",
                subject=_("This work failed: %(title)s") % {"title": job.title},
                body=job.error,
                url=reverse("jobs:progress", args=[job.pk]),
                mail=True,
            )
        Job.objects.filter(pk=job.pk).update(failure_reported_at=timezone.now())


@shared_task
def apply_due_reorganisations() -> None:
    """Decisions whose day has come; the training office hears of those that cannot be."""
    for decision, problems in apply_due():
        for person in User.objects.active().filter(groups__name=TRAINING_OFFICE):
            tell(
                recipient=person,
                key=f"reorganisation:{decision.pk}:{timezone.localdate()}:{person.pk}",
                subject=_("This decision could not be applied: %(decision)s")
                % {"decision": decision},
                body="\n".join(problem.text for problem in problems),
                url=reverse("reorganising:preview", args=[decision.pk]),
                mail=True,
            )


@shared_task
def send_scheduled_reports() -> None:
    """Those that may not go on stop; those that are due are sent, once."""
    rounds.send_scheduled_reports()
