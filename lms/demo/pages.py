"""Pages of the demo: written by the trainer, published by the training office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from wagtail.models import Page

from accounts.models import User

AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass(frozen=True)
class Desk:
    """Who writes, who publishes, and since when the pages have been there."""

    author: User
    publisher: User
    since: datetime


def add_page(parent: Page, page: AnyPage, *, desk: Desk) -> AnyPage:
    """Put a page below another and publish it, as the admin would.

    Trainers may change what they own; the revision is what the history shows.
    """
    page.owner = desk.author
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision(user=desk.author, log_action=True)
    revision.publish(user=desk.publisher)
    # People finished these pages long ago in the demo's story.
    Page.objects.filter(pk=page.pk).update(first_published_at=desk.since)
    page.refresh_from_db()
    return page


def child(parent: Page, slug: str) -> Any:
    """The page of that address below another, or None."""
    found = parent.get_children().filter(slug=slug).first()
    return found.specific if found else None
