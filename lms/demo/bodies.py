"""The body of a lesson: from the entries of a file to blocks of a StreamField."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Page

from accounts.models import User
from lms.demo.folder import Table
from lms.demo.laws import Laws

Block = tuple[str, Any]


class Bodies:
    """Makes blocks, knowing where pictures lie and what may be pointed at."""

    def __init__(
        self, folder: Path, *, laws: Laws, procedures: dict[str, Page], owner: User
    ) -> None:
        self.folder = folder
        self.laws = laws
        self.procedures = procedures
        self.owner = owner
        self.special: dict[str, Callable[[Table], Any]] = {
            "text": lambda entry: entry["html"],
            "callout": self.callout,
            "image": self.image,
            "table": self.table,
            "procedure": self.procedure,
            "legal": self.legal,
        }

    def body(self, entries: list[Table]) -> list[Block]:
        return [(entry["type"], self.value(entry)) for entry in entries]

    def value(self, entry: Table) -> Any:
        """Most blocks have the same fields as the file; some need more."""
        make = self.special.get(entry["type"])
        rest = {key: value for key, value in entry.items() if key != "type"}
        return make(rest) if make else rest

    def callout(self, entry: Table) -> Table:
        number = entry.get("legal")
        return {
            "kind": entry["kind"],
            "title": entry.get("title", ""),
            "text": entry["html"],
            "basis": entry.get("basis", ""),
            "legal": self.laws[number] if number else None,
        }

    def image(self, entry: Table) -> Table:
        path = self.folder / entry["file"]
        caption = entry.get("caption", "")
        image = get_image_model()(
            title=(caption or entry["alt"])[:255],
            description=entry["alt"][:255],
            uploaded_by_user=self.owner,
        )
        with path.open("rb") as file:
            image.file.save(path.name, ImageFile(file), save=False)
            image.save()
        return {"image": image, "alt": entry["alt"], "caption": caption}

    def table(self, entry: Table) -> Table:
        table = {
            "data": entry["rows"],
            "cell": [],
            "mergeCells": [],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": "",
        }
        return {"caption": entry.get("caption", ""), "table": table}

    def procedure(self, entry: Table) -> Table:
        page = self.procedures[entry["slug"]]
        return {"page": page, "note": entry.get("note", "")}

    def legal(self, entry: Table) -> Table:
        law = self.laws[entry["number"]]
        return {"reference": law, "note": entry.get("note", "")}
