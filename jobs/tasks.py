from celery import shared_task

from jobs import services


@shared_task
def run_job(pk: int) -> None:
    services.run(pk)


@shared_task
def revive_jobs() -> None:
    services.revive()
