from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import JobFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_running_job_shows_its_progress_and_asks_again(signed_in, trainee):
    job = JobFactory(requested_by=trainee, state="running", done=3, total=12)

    response = signed_in.get(
        reverse("jobs:progress", args=[job.pk]), headers={"HX-Request": "true"}
    )

    text = response.content.decode()
    assert response.status_code == 200
    assert "3/12" in text
    assert 'value="25"' in text
    assert 'hx-trigger="every 1s"' in text


def test_a_finished_job_stops_the_asking(signed_in, trainee):
    job = JobFactory(requested_by=trainee, state="done")

    response = signed_in.get(
        reverse("jobs:progress", args=[job.pk]), headers={"HX-Request": "true"}
    )

    assert response.status_code == 286
    assert "hx-trigger" not in response.content.decode()


def test_a_failed_job_says_what_to_do_and_can_be_tried_again(signed_in, trainee):
    job = JobFactory(requested_by=trainee, state="failed", error="ValueError: hỏng")

    text = signed_in.get(reverse("jobs:progress", args=[job.pk])).content.decode()
    signed_in.post(reverse("jobs:try_again", args=[job.pk]))

    job.refresh_from_db()
    assert "Việc này chưa làm được" in text
    assert job.state == "queued"
    assert job.tries == 1


@pytest.mark.parametrize("name", ["progress", "result"])
def test_somebody_elses_job_is_not_found(signed_in, name):
    job = JobFactory(requested_by=UserFactory(), state="done")

    assert signed_in.get(reverse(f"jobs:{name}", args=[job.pk])).status_code == 404
