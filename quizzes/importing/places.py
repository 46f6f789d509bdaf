"""Where new questions go, and who may put them there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from quizzes.models import Category, QuestionImport
from quizzes.permissions import categories_written_by
from quizzes.tree import BETWEEN, CategoryTree, category_tree


class NotThere(Exception):
    """A question cannot be put there. `str()` says why."""


@dataclass(frozen=True)
class Place:
    """An existing category (None is the top) and the names still missing below it."""

    category_id: int | None
    missing: tuple[str, ...]
    path: str


class Shelf:
    """The categories as they are, and where this person writes. Few queries."""

    def __init__(self, draft: QuestionImport, user: User) -> None:
        self.draft = draft
        self.user = user
        self._places: dict[tuple[str, ...], Place | NotThere] = {}

    @cached_property
    def tree(self) -> CategoryTree:
        return category_tree()

    @cached_property
    def written(self) -> set[int]:
        return set(categories_written_by(self.user).values_list("pk", flat=True))

    @cached_property
    def scope(self) -> set[int] | None:
        """Where questions are looked for; None is the whole bank."""
        start = self.draft.category_id
        return None if start is None else self.tree.below(start)

    @cached_property
    def _children(self) -> dict[tuple[int | None, str], Category]:
        categories = (branch.category for branch in self.tree.branches)
        return {(each.parent_id, each.name.casefold()): each for each in categories}

    def path(self, category_id: int) -> str:
        return self.tree.branch(category_id).path

    def place(self, names: tuple[str, ...]) -> Place:
        """Raises NotThere."""
        names = names if self.draft.keeps_tree else ()
        if names not in self._places:
            try:
                self._places[names] = self._found(names)
            except NotThere as reason:
                self._places[names] = reason
        found = self._places[names]
        if isinstance(found, NotThere):
            raise NotThere(str(found))
        return found

    def _found(self, names: tuple[str, ...]) -> Place:
        at = self.draft.category_id
        if at is None and not names:
            reason = _("The file names no category for it, and none was chosen.")
            raise NotThere(reason)
        known = 0
        for name in names:
            child = self._children.get((at, name.casefold()))
            if child is None:
                break
            at, known = child.pk, known + 1
        return self._allowed(at, names[known:])

    def _allowed(self, at: int | None, missing: tuple[str, ...]) -> Place:
        above = [self.path(at)] if at is not None else []
        path = BETWEEN.join([*above, *missing])
        if missing and not self.user.has_perm("quizzes.add_category"):
            reason = _("The category “%(path)s” does not exist.")
            raise NotThere(reason % {"path": path})
        if at is not None and at not in self.written:
            reason = _("You may not write in the category “%(path)s”.")
            raise NotThere(reason % {"path": self.path(at)})
        return Place(at, missing, path)


def make_place(place: Place, made: dict[tuple[int | None, str], int]) -> int:
    """The key of the category. What is missing of it is made, and kept in `made`."""
    at = place.category_id
    for name in place.missing:
        key = (at, name.casefold())
        if key not in made:
            made[key] = Category.objects.create(parent_id=at, name=name).pk
        at = made[key]
    assert at is not None  # noqa: S101 - a place has a category or names
    return at
