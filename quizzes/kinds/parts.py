"""What the kinds share: texts and ids of their parts, fractions, what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from hashlib import blake2s
from itertools import count
from random import SystemRandom
from typing import Any, Final

from django.utils.translation import gettext as _

from quizzes.kinds.base import AnswerDoesNotFit
from vietnamese.text import nfc

FULL: Final = Decimal(100)
PLACES: Final = Decimal("0.00001")
EXACT: Final = Context(prec=80)
NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")
MOST_PARTS: Final = 50

shuffled = SystemRandom().sample  # shuffled(parts, len(parts))


# --- what authors wrote ------------------------------------------------------


def tidy(text: Any) -> str:
    return nfc(str(text or "")).replace("\r\n", "\n").strip()


def flag(content: dict[str, Any], name: str) -> dict[str, bool]:
    """A switch as it was set; what was never said stays unsaid."""
    return {name: bool(content[name])} if name in content else {}


def part_id(text: str, taken: Iterable[str] = ()) -> str:
    """An id that says nothing about what is right, and the same whenever it is made:
    a file that is imported again, or a seed, makes no new version."""
    others = set(taken)
    made = (
        blake2s(f"{n}:{nfc(text)}".encode(), digest_size=4).hexdigest() for n in count()
    )
    return next(each for each in made if each not in others)


def with_ids(parts: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Parts with the ids they have; those without one, or with another's, get one."""
    known = [str(part.get("id") or "") for part in parts]
    taken: set[str] = set()
    found = []
    for place, part in enumerate(parts):
        own = known[place]
        if not own or own in taken or ":" in own:
            own = part_id(str(part[text]), {*known, *taken})
        taken.add(own)
        found.append({**part, "id": own})
    return found


def letter(place: int) -> str:
    """A … Z, then AA, AB …"""
    above, below = divmod(place, 26)
    return (letter(above - 1) if above else "") + chr(ord("A") + below)


def rows(places: Iterable[int]) -> str:
    return ", ".join(str(place + 1) for place in places)


def repeated(keys: Sequence[str]) -> list[int]:
    """Places of what is there more than once; empty ones are another fault."""
    return [n for n, key in enumerate(keys) if key and keys.count(key) > 1]


def empty(texts: Sequence[str]) -> list[int]:
    return [place for place, text in enumerate(texts) if not text]


def count_faults(parts: Sequence[Any]) -> list[str]:
    if len(parts) <= MOST_PARTS:
        return []
    return [_("There are %(n)s parts; at most 50 can be asked.") % {"n": len(parts)}]


# --- fractions ----------------------------------------------------------------


def number(written: Any) -> Decimal | None:
    """A number with a decimal point as contents keep it; None for anything else."""
    text = str(written).strip()
    return Decimal(text) if NUMBER.fullmatch(text) else None


def percent(written: Any) -> Decimal:
    """What a part is worth, in percent; nothing when that was never said."""
    return number(written) or Decimal(0)


def fraction(part: dict[str, Any]) -> str:
    """What an accepted answer is worth; everything when that was never said."""
    written = part.get("fraction")
    return "100" if written in (None, "") else str(written).strip()


def is_percent(written: Any) -> bool:
    found = number(written)
    return found is not None and abs(found) <= FULL


def share(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """A mark: never below 0 nor above 1, five places, 1 only when nothing is missing."""
    if not whole or part <= 0:
        return Decimal(0)
    if part >= whole:
        return Decimal(1)
    found = EXACT.divide(Decimal(part), Decimal(whole)).quantize(PLACES, ROUND_HALF_UP)
    return min(found, 1 - PLACES)


# --- what trainees typed --------------------------------------------------------


def typed(value: str, most: int) -> str:
    """As it is kept: composed, without invisible control characters. What is longer
    than the field takes was not typed into it."""
    text = nfc(value).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(char for char in text if char in "\n\t" or not _is_control(char))
    if len(text) > most:
        raise AnswerDoesNotFit
    return text.strip()


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"}
