from celery import shared_task

from notifications import services


@shared_task
def send_mail() -> None:
    services.send_waiting()
