from celery import shared_task

from staffing import services


@shared_task
def forget_old_lists() -> None:
    services.forget_old_lists()
