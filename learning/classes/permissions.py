"""Who decides on whom, and who runs a class."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from departments.models import Membership
from departments.permissions import is_training_office, visible_units
from learning.models import Registration, TrainingClass

SHOWN = [
    TrainingClass.State.OPEN,
    TrainingClass.State.SHUT,
    TrainingClass.State.OVER,
    TrainingClass.State.CANCELLED,
]


def may_decide_on(head: User, person: User) -> bool:
    """Heads and deputies on the people of their units; not on themselves, unless
    they are the training office."""
    if is_training_office(head):
        return True
    if head == person:
        return False
    posts = Membership.objects.current().filter(user=person)
    return posts.filter(department__in=visible_units(head)).exists()


def class_or_404(pk: int) -> TrainingClass:
    """A class that is announced."""
    found = TrainingClass.objects.filter(pk=pk, state__in=SHOWN).first()
    if found is None:
        raise Http404
    return found


def decidable(head: User) -> QuerySet[Registration]:
    """Registrations this head may decide on."""
    registrations = Registration.objects.all()
    if is_training_office(head):
        return registrations
    posts = Membership.objects.current().filter(department__in=visible_units(head))
    return registrations.filter(trainee__in=posts.values("user")).exclude(trainee=head)


def decidable_or_404(head: User, pk: int) -> Registration:
    registration = decidable(head).filter(pk=pk).first()
    if registration is None:
        raise Http404
    return registration


def own_registration_or_404(user: User, training_class: TrainingClass) -> Registration:
    mine = Registration.objects.filter(trainee=user, training_class=training_class)
    registration = mine.first()
    if registration is None:
        raise Http404
    return registration
