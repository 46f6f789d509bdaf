"""How many wrong codes somebody may try, within ten minutes.

`who` is an address, where a code names nobody: a whole office shares one, so the
limit is wide, and right codes do not count. Or it is a signed-in person.
"""

from __future__ import annotations

from typing import Final

from django.core.cache import cache

MOST: Final = 20
LASTS: Final = 600  # seconds


def is_out(who: str) -> bool:
    return bool(cache.get(_key(who), 0) >= MOST)


def count_failure(who: str) -> None:
    key = _key(who)
    cache.add(key, 0, LASTS)
    try:
        cache.incr(key)
    except ValueError:  # it ran out this moment
        cache.set(key, 1, LASTS)


def _key(who: str) -> str:
    return f"wrong-codes:{who}"
