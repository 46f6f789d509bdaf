"""Which function does which kind of job.

A function takes the job and does it in small steps that may be done twice: it is
run again from the start when its worker was lost.
"""

from __future__ import annotations

from collections.abc import Callable

from jobs.models import Job

Work = Callable[[Job], None]
_works: dict[str, Work] = {}


class Refused(Exception):
    """The work may not be done, as the message says; trying again would not help."""


class UnknownKind(Exception):
    """No function is registered for this kind of job."""


def job(kind: str) -> Callable[[Work], Work]:
    """Register the function that does jobs of this kind; put it in `work.py`."""

    def register(work: Work) -> Work:
        _works[kind] = work
        return work

    return register


def work_for(kind: str) -> Work:
    try:
        return _works[kind]
    except KeyError:
        raise UnknownKind(kind) from None
