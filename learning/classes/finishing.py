"""The end of a class: hours for those who came to enough of it."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from learning.models import HoursEntry, Registration, TrainingClass

STATE = Registration.State


@transaction.atomic
def finish_class(*, training_class: TrainingClass) -> int:
    """Credit the hours attended to who reached the share needed; how many people.

    Hours are those of the sessions attended, in the unit the person was sent from.
    Safe to run again after the lists were corrected: entries follow the lists.
    """
    locked = TrainingClass.objects.select_for_update().get(pk=training_class.pk)
    credited = _credited(locked)
    key = f"class:{locked.pk}"
    entries = HoursEntry.objects.filter(key=key)
    entries.exclude(trainee__in=credited).delete()
    known = dict(entries.values_list("trainee", "hours"))
    changed = [
        pk
        for pk, (hours, _unit) in credited.items()
        if known.get(pk) not in (None, hours)
    ]
    entries.filter(trainee__in=changed).delete()
    last = locked.sessions.order_by("-ends_at").first()
    HoursEntry.objects.bulk_create(
        HoursEntry(
            trainee_id=trainee,
            key=key,
            source=HoursEntry.Source.CLASS,
            title=locked.title[:255],
            hours=hours,
            earned_on=timezone.localdate(last.ends_at if last else None),
            department_id=unit,
        )
        for trainee, (hours, unit) in credited.items()
        if known.get(trainee) != hours
    )
    TrainingClass.objects.filter(pk=locked.pk).update(state=TrainingClass.State.OVER)
    training_class.refresh_from_db()
    return len(credited)


def _credited(training_class: TrainingClass) -> dict[int, tuple[Decimal, int | None]]:
    """Hours attended and unit, of the people who reached the share needed."""
    total = training_class.sessions.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)
    came = Q(attendances__is_present=True)
    seated = Registration.objects.filter(
        training_class=training_class, state=STATE.SEATED
    ).annotate(
        attended=Coalesce(Sum("attendances__session__hours", filter=came), Decimal(0))
    )
    needed = total * training_class.needed_percent / 100
    return {
        trainee: (attended, unit)
        for trainee, attended, unit in seated.values_list(
            "trainee", "attended", "department"
        )
        if attended and attended >= needed
    }
