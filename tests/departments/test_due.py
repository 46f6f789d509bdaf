"""Decisions that wait for their day, and whom it is told that one could not be applied."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from departments.models import Department, Reorganisation
from departments.reorganising.acts import Dissolve, Rename
from departments.reorganising.applying import apply
from lms.tasks import apply_due_reorganisations
from notifications.models import Message
from tests.departments.conftest import decision
from tests.factories import TrainingOfficerFactory

pytestmark = pytest.mark.django_db


def test_the_round_applies_what_is_due_and_says_what_cannot_be(commune, time_machine):
    officer = TrainingOfficerFactory()
    a, b = commune("Xã A"), commune("Xã B")
    day = timezone.localdate() + timedelta(days=10)
    good = decision(Rename(a.pk, "Xã Mới"), on=day)
    bad = decision(Rename(b.pk, "Xã Khác"), on=day)
    for each in [good, bad]:
        apply(decision=each, by=officer)
    apply(decision=decision(Dissolve(b.pk), on=timezone.localdate()), by=officer)
    apply_due_reorganisations()
    assert Department.objects.get(pk=a.pk).name == "Xã A"

    time_machine.move_to(day)
    apply_due_reorganisations()
    apply_due_reorganisations()

    states = dict(Reorganisation.objects.values_list("pk", "state"))
    assert (states[good.pk], states[bad.pk]) == ("applied", "draft")
    assert Department.objects.get(pk=a.pk).name == "Xã Mới"
    [message] = Message.objects.filter(recipient=officer)
    assert "Không áp dụng được quyết định" in message.subject
    assert "không tồn tại vào ngày" in message.body
