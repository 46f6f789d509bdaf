"""The categories of the bank as the tree they are. One query, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from quizzes.models import Category
from vietnamese.text import fold

BETWEEN = " › "
# A no-break space: browsers would swallow others at the start of an option.
STEP = "\u00a0\u00a0\u00a0"


@dataclass(frozen=True)
class Branch:
    """A category where it hangs. `line` leads from the top down to it."""

    category: Category
    line: tuple[Category, ...]

    @property
    def depth(self) -> int:
        return len(self.line) - 1

    @property
    def path(self) -> str:
        """ "Báo chí › Họp báo": a name alone may occur under several."""
        return BETWEEN.join(each.name for each in self.line)

    @property
    def indented(self) -> str:
        return f"{STEP * self.depth}{self.category.name}"


class CategoryTree:
    def __init__(self, categories: Iterable[Category]) -> None:
        self._children: dict[int | None, list[Category]] = defaultdict(list)
        for each in sorted(categories, key=lambda category: fold(category.name)):
            self._children[each.parent_id].append(each)

    @cached_property
    def branches(self) -> list[Branch]:
        """From the top down, each with all below it before the next."""
        return list(self._walk(None, ()))

    def _walk(self, pk: int | None, above: tuple[Category, ...]) -> Iterator[Branch]:
        for child in self._children[pk]:
            line = (*above, child)
            yield Branch(child, line)
            yield from self._walk(child.pk, line)

    @cached_property
    def _by_pk(self) -> dict[int, Branch]:
        return {branch.category.pk: branch for branch in self.branches}

    def branch(self, pk: int) -> Branch:
        return self._by_pk[pk]

    def below(self, pk: int) -> set[int]:
        """The keys of a category and of all categories below it."""
        return {
            branch.category.pk
            for branch in self.branches
            if any(each.pk == pk for each in branch.line)
        }


def category_tree() -> CategoryTree:
    return CategoryTree(Category.objects.order_by())
