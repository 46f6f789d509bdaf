"""Who calls: the key in the header, how often it calls, and what is written down."""

from __future__ import annotations

import logging
import time
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from accounts import patience, tokens
from accounts.models import ApiToken

CALLS: Final = 120
SECONDS: Final = 60

logger = logging.getLogger("reports.api")


class CallRequest(HttpRequest):
    """A call with a key that opens."""

    auth: ApiToken


class KeyInHeader(HttpBearer):
    """Never in the address, which stands in logs and histories; never a session, so no
    other site can call in somebody's name."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Wrong keys are counted by address. Right ones from there are served all the
        same: a whole office shares an address, and 256 bits are not guessed."""
        known = tokens.by_key(token)
        if known:
            tokens.note_use(token=known)
            return known
        caller = f"api:{get_adapter(request).get_client_ip(request)}"
        if patience.is_out(caller):
            raise Throttled(wait=patience.LASTS)
        patience.count_failure(caller)
        return None


class CallsAMinute(BaseThrottle):
    """So many calls of a key within a minute of the clock.

    The library's own keep the times of calls on an object that all threads share, and
    write a list back that another call may have changed; here the cache counts.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        token: ApiToken = request.auth  # type: ignore[attr-defined]
        key = f"api-calls:{token.pk}:{int(time.time()) // SECONDS}"
        cache.add(key, 0, 2 * SECONDS)
        try:
            return cache.incr(key) <= CALLS
        except ValueError:  # it was thrown out this moment
            return True

    def wait(self) -> float:
        return SECONDS - time.time() % SECONDS


def write_down(request: HttpRequest, status: int) -> None:
    """A line for each call with a key that opens: whose, and what was read."""
    token: ApiToken | None = getattr(request, "auth", None)
    if token:
        logger.info(
            "key=%s owner=%s status=%s %s",
            token.pk,
            token.owner_id,
            status,
            request.get_full_path(),
        )
