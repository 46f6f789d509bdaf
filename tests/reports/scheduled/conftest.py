from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from reports.models import ScheduledReport
from tests.reports.conftest import done, late, person
from tests.reports.scheduled.helpers import (
    MADE_ON,
    head_post,
    made,
)


@pytest.fixture
def on(time_machine):
    """Go to a day, at five past some hour."""

    def go(day: date, hour: int = 9) -> None:
        moment = datetime.combine(day, time(hour, 5))
        time_machine.move_to(timezone.make_aware(moment), tick=False)

    go(MADE_ON)
    return go


@pytest.fixture
def people(on, province, course):
    """One is done and one is late in the museum; a canary is late in health."""
    done(person("Nông Thị Ân", province.museum), course)
    late(person("Chim Sẻ Văn Hóa", province.museum), course)
    late(person("Chim Sẻ Y Tế", province.health), course)


@pytest.fixture
def monthly(province, people) -> ScheduledReport:
    return made(head_post(province))
