"""Which function does which kind of job.

A function takes the job and does it in small steps that may be done twice: it is
run again from the start when its worker was lost.
"""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import User
from jobs.models import Job

Work = Callable[[Job], None]
Sight = Callable[[User, Job], bool]
_works: dict[str, Work] = {}
_sights: dict[str, Sight] = {}


class Refused(Exception):
    """The work may not be done, as the message says; trying again would not help."""


class UnknownKind(Exception):
    """No function is registered for this kind of job."""


def job(kind: str, *, may_see: Sight | None = None) -> Callable[[Work], Work]:
    """Register the function that does jobs of this kind; put it in `work.py`.

    `may_see` is asked each time whoever ordered the work looks at it or fetches its
    result: what they may see can have changed since.
    """

    def register(work: Work) -> Work:
        _works[kind] = work
        if may_see:
            _sights[kind] = may_see
        return work

    return register


def work_for(kind: str) -> Work:
    try:
        return _works[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def may_still_see(user: User, job: Job) -> bool:
    """Whether the one who ordered the work may see it today."""
    sight = _sights.get(job.kind)
    return sight is None or sight(user, job)
