from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from learning import certifying, overdue, services
from learning.marking import digest
from learning.plans.sync import sync_plans as bring_plans_up_to_date
from learning.regrading import correcting
from learning.regrading import work as work  # its job is known to the worker
from learning.reminders import heads, people


@shared_task
def issue_missing_certificates() -> None:
    certifying.issue_missing_certificates()


@shared_task
def finish_withdrawn_courses() -> None:
    services.finish_withdrawn_courses()


@shared_task
def hand_in_overdue_attempts() -> None:
    overdue.hand_in_all_overdue()


@shared_task
def sync_plans() -> None:
    bring_plans_up_to_date()


@shared_task
def send_reminders() -> None:
    people.remind_people()
    heads.write_to_heads()


@shared_task
def tell_markers() -> None:
    digest.tell_markers()


@shared_task
def finish_regrades() -> None:
    correcting.finish_regrades(since=timezone.now() - timedelta(days=2))
