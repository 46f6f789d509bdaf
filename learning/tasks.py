from celery import shared_task

from learning import certifying, services


@shared_task
def issue_missing_certificates() -> None:
    certifying.issue_missing_certificates()


@shared_task
def finish_withdrawn_courses() -> None:
    services.finish_withdrawn_courses()
