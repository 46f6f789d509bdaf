"""Bringing the kept figures up to date, inside whatever reads them.

Who changes something and looks sees it: the mark was set by the change itself.
"""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.db.models import Exists

from reports.models import FiguresDay, StaleUnit, UnitFigures, UnitLate, UnitWeek
from reports.scope import Scope
from reports.summary.counting import count_units

LOCK = 0x7265706F  # "repo"


def is_kept(scope: Scope) -> bool:
    """Whether the kept figures tell what this scope asks; they are up to date then."""
    return scope.is_usual and keep_up(scope.today)


def keep_up(today: date) -> bool:
    """Count again what changed. False if the figures are of a later day already."""
    day, is_stale = _standing()
    if day and day > today:
        return False
    if day != today or is_stale:
        _count_again(today)
    return True


def _standing() -> tuple[date | None, bool]:
    """One small query, which every page of figures begins with."""
    is_stale = Exists(StaleUnit.objects.all())
    known = FiguresDay.objects.annotate(is_stale=is_stale)
    row = known.values_list("day", "is_stale").first()
    return row or (None, True)


@transaction.atomic
def _count_again(today: date) -> None:
    """Marks are taken before anything is counted. One that another transaction has not
    committed is not seen, stays, and has its unit counted again by the next reader.
    """
    wait_for_others()
    stale = _take_marks()
    units: set[int] | None = stale
    if not FiguresDay.objects.filter(day=today).exists():
        FiguresDay.objects.update_or_create(pk=1, defaults={"day": today})
        units = None  # what is late, and who counts where, may differ for anybody
    if units is None or units:
        _forget(units)
        count_units(today, units)


def wait_for_others() -> None:
    """Until no other transaction counts, to find it done: on the first page of a day
    everything is counted, and many may ask for it. On SQLite one is alone by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _take_marks() -> set[int]:
    table = StaleUnit._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} RETURNING unit")  # noqa: S608
        return {unit for (unit,) in cursor.fetchall()}


def _forget(units: set[int] | None) -> None:
    for model in (UnitFigures, UnitWeek, UnitLate):
        rows = model._default_manager.all()
        if units is not None:
            rows = rows.filter(department__in=units)
        rows._raw_delete(rows.db)
