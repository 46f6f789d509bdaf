"""Who may see a person's record, and who did."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from departments.permissions import heads_over
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
    """Heads and deputies of the person's units and of those above. Two queries."""
    posts = heads_over(person).exclude(user=person)
    return [
        Watcher(post.user.full_name, post.post, post.department.name)
        for post in posts.select_related("user", "department")
    ]
