"""What the pages on classes show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, Count, Max, Min, Q, QuerySet, Sum, When

from accounts.models import User
from departments.models import Membership
from departments.permissions import is_training_office, visible_units
from learning.classes.permissions import SHOWN, decidable
from learning.models import Registration, TrainingClass

STATE = Registration.State


@dataclass(frozen=True)
class ClassRow:
    """A class in a list, and how the reader stands with it."""

    training_class: TrainingClass
    begins: datetime | None
    ends: datetime | None
    hours: Decimal
    seated: int
    mine: Registration | None
    to_decide: int

    @property
    def free(self) -> int:
        return max(self.training_class.seats - self.seated, 0)


def class_rows(user: User) -> list[ClassRow]:
    """Announced classes, the next first. Three queries, heads four."""
    classes = TrainingClass.objects.filter(state__in=SHOWN).annotate(
        begins=Min("sessions__starts_at"),
        ends=Max("sessions__ends_at"),
    )
    hours = dict(
        TrainingClass.objects.values_list("pk").annotate(sum=Sum("sessions__hours"))
    )
    counts = Registration.objects.values("training_class").annotate(
        seated=Count("pk", filter=Q(state=STATE.SEATED))
    )
    seated = {row["training_class"]: row["seated"] for row in counts}
    mine = {
        each.training_class_id: each
        for each in Registration.objects.filter(trainee=user)
    }
    asked = decidable(user).filter(state=STATE.ASKED).values("training_class")
    waiting = {
        row["training_class"]: row["n"]
        for row in asked.annotate(n=Count("pk")).order_by()
    }
    return [
        ClassRow(
            training_class=each,
            begins=each.begins,
            ends=each.ends,
            hours=hours.get(each.pk) or Decimal(0),
            seated=seated.get(each.pk, 0),
            mine=mine.get(each.pk),
            to_decide=waiting.get(each.pk, 0),
        )
        for each in classes.order_by("begins", "pk")
    ]


def their_registrations(
    head: User, training_class: TrainingClass
) -> QuerySet[Registration]:
    """The registrations of the head's people, those to decide on first."""
    registrations = decidable(head).filter(training_class=training_class)
    waits = Case(When(state=STATE.ASKED, then=0), default=1)
    return registrations.select_related("trainee", "department").order_by(
        waits, "asked_at", "pk"
    )


def can_be_sent(head: User, training_class: TrainingClass) -> QuerySet[User]:
    """The head's people who are not registered yet, in the order of names."""
    if is_training_office(head):
        return User.objects.none()  # the office sends people in the admin
    posts = Membership.objects.current().filter(department__in=visible_units(head))
    registered = training_class.registrations.exclude(
        state__in=[STATE.WITHDRAWN, STATE.DECLINED]
    )
    people = User.objects.active().filter(pk__in=posts.values("user"))
    return (
        people.exclude(pk__in=registered.values("trainee"))
        .exclude(pk=head.pk)
        .in_name_order()
    )
