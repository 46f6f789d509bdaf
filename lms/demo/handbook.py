"""The crisis handbook, from its files to pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from handbooks.models import (
    ChapterPage,
    HandbookPage,
    MessageTemplatePage,
    ProcedurePage,
    RoleCardPage,
)
from lms.demo.folder import CONTENT, Table, read_toml
from lms.demo.laws import Laws, laws
from lms.demo.pages import Desk, add_page, child
from lms.progress import Count

FOLDER = CONTENT / "handbook"
SLUG = "cam-nang"


def load_handbook(root: Page, *, desk: Desk, count: Count) -> int:
    """Add the handbook unless it is there; how many pages were added."""
    if child(root, SLUG):
        return 0
    book = read_toml(FOLDER / "handbook.toml")
    handbook = add_page(root, handbook_page(book), desk=desk)
    entries: list[tuple[Page, Table]] = []
    for chapter in book["chapters"]:
        page = ChapterPage(
            title=chapter["title"],
            slug=chapter["slug"],
            intro=f"<p>{chapter['intro']}</p>",
        )
        parent = add_page(handbook, page, desk=desk)
        entries += [(parent, read_toml(FOLDER / name)) for name in chapter["files"]]
    # Procedures point at role cards and templates, so those come first.
    entries.sort(key=lambda entry: entry[1]["kind"] == "procedure")
    made = Made(laws())
    for number, (parent, entry) in enumerate(entries, start=1):
        page = add_page(parent, made.page(entry), desk=desk)
        made.pages[entry["slug"]] = page.pk
        count(number, len(entries))
    return 1 + len(book["chapters"]) + len(entries)


def handbook_page(book: Table) -> HandbookPage:
    return HandbookPage(
        title=book["title"],
        slug=SLUG,
        intro=book["intro"],
        note=book["note"],
        levels=[("level", level) for level in book["levels"]],
        contacts=[("contact", contact) for contact in book["contacts"]],
        show_in_menus=True,
    )


class Made:
    """Makes entries, knowing the pages and laws made before."""

    def __init__(self, laws: Laws) -> None:
        self.laws = laws
        self.pages: dict[str, int] = {}

    def page(self, entry: Table) -> Page:
        make: dict[str, Callable[[Table], Page]] = {
            "procedure": self.procedure,
            "role": self.role,
            "template": self.template,
        }
        return make[entry["kind"]](entry)

    def procedure(self, entry: Table) -> ProcedurePage:
        own = ["title", "slug", "code", "purpose", "scope", "clock_note"]
        return ProcedurePage(
            **only(entry, [*own, "effective_from", "review_on"]),
            keeper=entry.get("owner", ""),
            steps=[("step", self.step(step)) for step in entry["steps"]],
        )

    def step(self, step: Table) -> Table:
        plain = ["phase", "title", "detail", "counted_from", "basis", "is_critical"]
        return {
            **only(step, [*plain, "checklist", "avoid", "when"]),
            "role": self._page(step["role"]),
            "minutes": step.get("minutes") or None,
            "legal": self.laws[step["legal"]] if step.get("legal") else None,
            "templates": [self._page(slug) for slug in step["templates"]],
            "levels": [str(level) for level in step["levels"]],
        }

    def role(self, entry: Table) -> RoleCardPage:
        lists = ["first_actions", "authority", "must_not", "hand_over"]
        return RoleCardPage(
            **only(entry, ["title", "slug", "holder", "deputy"]),
            **{name: [("line", line) for line in entry[name]] for name in lists},
        )

    def template(self, entry: Table) -> MessageTemplatePage:
        own = ["title", "slug", "template_kind", "when_to_use", "approval", "example"]
        slots = [("slot", slot) for slot in entry["slots"]]
        return MessageTemplatePage(**only(entry, own), slots=slots)

    def _page(self, slug: str) -> Any:
        return Page.objects.get(pk=self.pages[slug])


def only(table: Table, names: list[str]) -> Table:
    return {name: table[name] for name in names if name in table}


def procedures(root: Page) -> dict[str, Page]:
    """The procedures of the handbook by address, as lessons name them."""
    pages = ProcedurePage.objects.descendant_of(root)
    return {page.slug: page.page_ptr for page in pages}
