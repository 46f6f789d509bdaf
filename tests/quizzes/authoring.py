"""A question as the admin's form posts it."""

from __future__ import annotations

from typing import Any

from tests.factories import CategoryFactory

CHOICE = {
    "rows-0-text": "Chủ tịch UBND xã",
    "rows-0-feedback": "Theo quy chế.",
    "rows-1-text": "Bất kỳ ai",
    "rows-right": "0",
}


def posted(kind: str = "single", rows: int = 4, **changes: Any) -> dict[str, Any]:
    """The form of a kind, filled; `changes` replace fields, None takes one away."""
    data = {
        "kind": kind,
        "text": "Ai phát ngôn cho xã?",
        "explanation": "Người đứng đầu.",
        "difficulty": "2",
        "tags": "",
        "rows-TOTAL_FORMS": str(rows),
        "rows-INITIAL_FORMS": "0",
        **(CHOICE if kind == "single" else {}),
        **{name.replace("__", "-"): value for name, value in changes.items()},
    }
    if "category" not in data:
        data["category"] = CategoryFactory().pk
    return {name: value for name, value in data.items() if value is not None}
