"""Both views of the province on a day, as tables: to be looked over, or compared."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.organisation import organisation_on, organisation_today
from reports.queries.units import Counts, unit_rows
from reports.scope import Scope, View
from vietnamese.dates import training_year

LINE = "{:<56} {:>8} {:>10} {:>8}"


class Command(BaseCommand):
    help = "Print how people stood on a day, by the organisation of then and of now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", required=True, help="the day, as 2025-06-30")

    def handle(self, *args: Any, on: str, **options: Any) -> None:
        try:
            day = date.fromisoformat(on)
        except ValueError as error:
            raise CommandError(f"{on!r} is no day such as 2025-06-30.") from error
        for view in [View.THEN, View.NOW]:
            self._print(self._scope(day, view))

    def _scope(self, day: date, view: View) -> Scope:
        then = view is View.THEN
        organisation = organisation_on(day) if then else organisation_today()
        return Scope(
            organisation.tops,
            organisation.tops,
            training_year(day),
            timezone.localdate(),
            whole=True,
            organisation=organisation,
            on=day,
            view=view,
        )

    def _print(self, scope: Scope) -> None:
        self.stdout.write(f"\n{scope.view.label} {scope.as_of:%d/%m/%Y}\n")
        head = LINE.format(_("Unit"), _("People"), _("Finished"), _("Overdue"))
        self.stdout.write(head)
        rows = sorted(unit_rows(scope), key=lambda row: row.unit.path)
        for row in rows:
            if row.counts.people or row.counts.none:
                self._line(row.unit.name, row.counts)
        self._line(_("All together"), sum((row.counts for row in rows), Counts()))

    def _line(self, name: str, counts: Counts) -> None:
        everybody = counts.people + counts.none
        self.stdout.write(LINE.format(name, everybody, counts.done, counts.late))
