"""Legal references named in files: found by their number, however it is typed."""

from __future__ import annotations

import re
from typing import Final

from legal.models import LegalReference
from vietnamese.text import fold

# "Nghị định số 244/2026/NĐ-CP" names the same text as "244/2026/ND-CP".
NUMBER: Final = re.compile(r"\d+(?:/\d{4})?/[a-z0-9][a-z0-9-]*")
DASHES: Final = str.maketrans("‐‑‒–—−", "------")


def normal(number: str) -> str:
    return re.sub(r"\s*([-/])\s*", r"\1", fold(number.translate(DASHES)))


class Laws:
    """All references of the register, by number. One query."""

    def __init__(self) -> None:
        rows = LegalReference.objects.order_by("-pk").values_list("number", "pk")
        self._numbers = {pk: number for number, pk in rows}
        self._by_number = {normal(each): pk for pk, each in self._numbers.items()}

    def find(self, typed: str) -> int | None:
        words = normal(typed)
        if words in self._by_number:
            return self._by_number[words]
        found = NUMBER.search(words)
        return self._by_number.get(found[0]) if found else None

    def number(self, pk: int | None) -> str:
        return self._numbers[pk] if pk else ""
