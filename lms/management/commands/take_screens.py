"""Take the pictures of docs/screens from a demo site made for it."""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from playwright.sync_api import sync_playwright

from lms.chromium import PROGRAMME, launch
from lms.progress import Progress
from lms.rehearsal import rehearsal
from lms.screens import take


class Command(BaseCommand):
    help = "Take pictures of the most used screens, on a desk and on a phone."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        screens = settings.BASE_DIR / "docs" / "screens"
        parser.add_argument("--folder", type=Path, default=screens)
        parser.add_argument("--people", type=int, default=600)

    def handle(self, *args: Any, **options: Any) -> None:
        if not PROGRAMME.exists():
            raise CommandError(
                _("There is no Chromium at %(path)s. Install it, or set CHROMIUM.")
                % {"path": PROGRAMME}
            )
        progress = Progress(self.stdout)
        progress.say(_("Making a demo site to take pictures of …"))
        with (
            tempfile.TemporaryDirectory() as data,
            rehearsal(Path(data), people=options["people"]) as url,
            sync_playwright() as playwright,
        ):
            options["folder"].mkdir(parents=True, exist_ok=True)
            for file in take(launch(playwright), url, options["folder"]):
                progress.say(f"{file.name}  {file.stat().st_size / 1000:.0f} kB")
