from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from wagtail.models import Page

from handbooks.searchable import SearchablePage


class HandbookEntry(SearchablePage):
    """A page inside the handbook: knows the way up and what stands beside it."""

    levels_below_handbook: ClassVar[int] = 2
    kind: ClassVar[str]

    class Meta:
        abstract = True

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        above = list(self.get_ancestors())[-self.levels_below_handbook :]
        handbook = above[0].specific
        names = [_("Handbook"), *(page.title for page in above[1:])]
        previous, following = self._neighbours(above[-1])
        return {
            **super().get_context(request, *args, **kwargs),
            "handbook": handbook,
            "crumbs": [
                (page.get_url(request), name)
                for page, name in zip(above, names, strict=True)
            ],
            "previous": previous,
            "following": following,
        }

    def _neighbours(self, parent: Page) -> tuple[Page | None, Page | None]:
        row = list(parent.get_children().live())
        keys = [page.pk for page in row]
        if self.pk not in keys:  # a draft in preview
            return None, None
        here = keys.index(self.pk)
        before, after = row[:here][-1:], row[here + 1 :][:1]
        return next(iter(before), None), next(iter(after), None)
