from celery import shared_task
from django.utils import timezone

from reports.summary.keeping import keep_up


@shared_task
def keep_figures() -> None:
    """So that readers seldom have to wait for it, also on the first page of a day."""
    keep_up(timezone.localdate())
