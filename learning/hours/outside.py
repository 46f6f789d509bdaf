"""Training had elsewhere: submitted with evidence, decided by the training office."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from learning.hours.crediting import credit_outside
from learning.models import Exemption, OutsideTraining
from learning.plans.settling import settle
from notifications.services import tell

STATE = OutsideTraining.State


class AlreadyDecided(Exception):
    """Somebody decided in the meantime; the decision stands."""


@transaction.atomic
def approve_outside_training(*, training: OutsideTraining, by: User) -> None:
    """Credit the hours; where it stands for a course, the duty is done.

    Raises AlreadyDecided, also for the second of two presses.
    """
    _decide(training, STATE.APPROVED, by)
    credit_outside(training)
    if training.course:
        settle(trainee=training.trainee, course=training.course)
    _tell_decision(training, _("Approved: %(title)s"))


@transaction.atomic
def refuse_outside_training(
    *, training: OutsideTraining, by: User, reason: str
) -> None:
    """Say no, and why. Raises AlreadyDecided."""
    _decide(training, STATE.REFUSED, by, reason)
    _tell_decision(training, _("Not approved: %(title)s"), reason)


@transaction.atomic
def grant_exemption(*, exemption: Exemption) -> None:
    """Keep the exemption and end the person's duty to do the course."""
    exemption.save()
    settle(trainee=exemption.trainee, course=exemption.course)


def _decide(training: OutsideTraining, state: str, by: User, note: str = "") -> None:
    waiting = OutsideTraining.objects.filter(pk=training.pk, state=STATE.SUBMITTED)
    won = waiting.update(
        state=state, decided_by=by, decided_at=timezone.now(), decision_note=note
    )
    if not won:
        raise AlreadyDecided
    training.refresh_from_db()


def _tell_decision(training: OutsideTraining, words: str, body: str = "") -> None:
    tell(
        recipient=training.trainee,
        key=f"outside-training-decided:{training.pk}",
        subject=words % {"title": training.title},
        body=body,
        url=reverse("learning:hours"),
        mail=True,
    )
