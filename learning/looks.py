"""Who may see a person's record, and who did."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from departments.models import SEGMENT, Membership
from learning.models import RecordLook

LATEST = 50


@dataclass(frozen=True)
class Watcher:
    """A head or deputy who sees the person, by which post."""

    name: str
    post: str
    unit: str


def note_look(*, viewer: User, person: User) -> None:
    """Keep that somebody opened a person's record; one's own is nobody's business."""
    if viewer == person:
        return
    RecordLook.objects.get_or_create(
        person=person, viewer=viewer, day=timezone.localdate()
    )


def looks_at(person: User) -> QuerySet[RecordLook]:
    return RecordLook.objects.filter(person=person).select_related("viewer")[:LATEST]


def watchers_of(person: User) -> list[Watcher]:
    """Heads and deputies of the person's units and of those above, from the top.

    The training office sees everybody and is not listed one by one. Two queries.
    """
    today = timezone.localdate()
    paths = Membership.objects.filter(user=person, ended_on=None).values_list(
        "department__path", flat=True
    )
    above = {
        path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)
    }
    heads = Membership.objects.heads().on(today).filter(department__path__in=above)
    heads = heads.filter(user__is_active=True).exclude(user=person)
    return [
        Watcher(post.user.full_name, post.post, post.department.name)
        for post in heads.select_related("user", "department").order_by(
            "department__path", "user__sort_key"
        )
    ]
