from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobs.models import MAX_TRIES, Job
from jobs.registry import Refused
from jobs.registry import job as register
from jobs.services import ask_for, claim, keep_result, progress, revive, run, try_again
from lms.tasks import report_failed_jobs
from notifications.models import Message
from tests.factories import JobFactory, TrainingOfficerFactory

runs: list[int] = []


@register("tests.count")
def count(job: Job) -> None:
    runs.append(job.pk)
    progress(job, done=1, total=2)
    keep_result(job, name="kết quả.txt", content=b"xong")


@register("tests.refuse")
def refuse(job: Job) -> None:
    raise Refused("Không còn quyền.")


@register("tests.break")
def break_down(job: Job) -> None:
    raise ValueError("hỏng")


@pytest.fixture(autouse=True)
def _forget_runs():
    runs.clear()


@pytest.mark.django_db
def test_a_job_asked_for_is_done_after_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask_for(kind="tests.count", key="a", title="Đếm")
        assert runs == []

    job.refresh_from_db()
    assert (job.state, job.percent, job.result.read().decode()) == ("done", 100, "xong")


@pytest.mark.usefixtures("committed")
def test_a_job_asked_for_in_a_transaction_that_fails_never_was():
    with transaction.atomic():
        ask_for(kind="tests.count", key="a", title="Đếm")
        transaction.set_rollback(True)

    assert (runs, Job.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_the_same_key_is_the_same_job():
    first = ask_for(kind="tests.count", key="a", title="Đếm")
    second = ask_for(kind="tests.count", key="a", title="Đếm nữa")

    assert second == first
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_one_worker_claims_a_job_and_the_second_gets_nothing():
    job = JobFactory(kind="tests.count")

    assert claim(job.pk) == job
    assert claim(job.pk) is None


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_claimed_again():
    job = JobFactory(kind="tests.count")
    claim(job.pk)
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=3))

    assert Job.objects.to_revive().get() == job
    assert claim(job.pk).tries == 2


@pytest.mark.django_db
def test_a_dead_worker_that_comes_back_changes_nothing():
    job = JobFactory(kind="tests.count")
    late = claim(job.pk)
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=3))
    claim(job.pk)

    progress(late, done=9, total=9)

    job.refresh_from_db()
    assert (job.done, job.total) == (0, 0)


@pytest.mark.django_db
def test_a_lost_message_is_sent_again_after_a_minute():
    fresh = JobFactory(kind="tests.count")
    lost = JobFactory(
        kind="tests.count", run_after=timezone.now() - timedelta(minutes=2)
    )

    assert revive() == 1

    fresh.refresh_from_db()
    lost.refresh_from_db()
    assert (fresh.state, lost.state) == ("queued", "done")


@pytest.mark.django_db
def test_a_failing_job_is_tried_again_later_and_then_reported_once():
    officer = TrainingOfficerFactory()
    job = JobFactory(kind="tests.break", title="In giấy")

    for number in range(1, MAX_TRIES + 1):
        run(job.pk)
        job.refresh_from_db()
        assert (job.tries, job.error) == (number, "ValueError: hỏng")
        Job.objects.update(run_after=timezone.now())
    report_failed_jobs()
    report_failed_jobs()

    assert job.state == "failed"
    message = Message.objects.get()
    assert (message.recipient, message.subject) == (
        officer,
        "Việc chưa làm được: In giấy",
    )


@pytest.mark.django_db
def test_a_failed_job_can_be_given_another_round():
    job = JobFactory(kind="tests.count", state="failed", tries=MAX_TRIES, error="hỏng")

    try_again(job)

    job.refresh_from_db()
    assert (job.state, job.tries, job.error) == ("done", 1, "")


@pytest.mark.django_db
def test_a_job_of_a_kind_nobody_knows_fails_with_its_name():
    job = JobFactory(kind="tests.unknown")

    run(job.pk)

    job.refresh_from_db()
    assert job.error == "UnknownKind: tests.unknown"


@pytest.mark.django_db
def test_work_that_may_not_be_done_fails_at_once_with_its_reason():
    job = JobFactory(kind="tests.refuse")

    run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.tries, job.error) == ("failed", 1, "Không còn quyền.")
    assert job.failure_reported_at  # the training office could mend nothing here
