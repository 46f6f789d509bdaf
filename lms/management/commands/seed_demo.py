"""Fill an installation with a province to look at; never on a real one."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.demo.seed import seed
from lms.progress import Progress


class Command(BaseCommand):
    help = "Add the demo: units, people, courses, handbook and two years of history."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=600)
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError(
                _(
                    "This installation is not for demo data (DEMO_ALLOWED is off):"
                    " fictional people and open passwords must not come here."
                )
            )
        if options["people"] < 0:
            raise CommandError(_("The number of people cannot be negative."))
        progress = Progress(self.stdout)
        added = seed(people=options["people"], seed=options["seed"], progress=progress)
        if added:
            progress.say(_("The demo is ready."))
        else:
            progress.say(_("The demo was complete already: nothing was changed."))
