"""How many wrong codes one address may try. Codes are too long to guess; this says so.

Counted by address, since a code names nobody. A whole office shares one address, so
the limit is wide, and right codes do not count.
"""

from __future__ import annotations

from typing import Final

from django.core.cache import cache

MOST: Final = 20
LASTS: Final = 600  # seconds


def is_out(address: str) -> bool:
    return bool(cache.get(_key(address), 0) >= MOST)


def count_failure(address: str) -> None:
    key = _key(address)
    cache.add(key, 0, LASTS)
    try:
        cache.incr(key)
    except ValueError:  # it ran out this moment
        cache.set(key, 1, LASTS)


def _key(address: str) -> str:
    return f"wrong-codes:{address}"
