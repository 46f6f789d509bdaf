"""The one command: make everything ready, then serve until stopped."""

import argparse
import fcntl
import os
import sys
import time
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.address import Address
from lms.catalogues import compile_catalogues
from lms.demo.accounts import ACCOUNTS, PASSWORD
from lms.preparation import make_folders, prepare
from lms.progress import Progress
from lms.serving import Site, web_command, worker_command

INTERRUPTED = 130


class Command(BaseCommand):
    help = "Prepare what is missing, then run the site and its worker."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        own = os.environ
        parser.add_argument("--host", default=own.get("HOST") or "127.0.0.1")
        parser.add_argument(
            "--port", type=port_number, default=own.get("PORT") or "8000"
        )
        parser.add_argument("--no-demo", action="store_true")
        parser.add_argument("--prepare-only", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        compile_catalogues()
        progress = Progress(self.stdout)
        try:
            code = run(progress, **options)
        except KeyboardInterrupt:
            progress.say(_("Stopped."))
            code = INTERRUPTED
        sys.exit(code)


def run(
    progress: Progress,
    *,
    host: str,
    port: int,
    no_demo: bool,
    prepare_only: bool,
    **others: Any,
) -> int:
    began = time.monotonic()
    address = Address(host, port)
    if not prepare_only:
        refuse_taken(address)
    make_folders()
    with hold(Path(settings.DATA_DIR)):
        prepare(progress, with_demo=not no_demo)
        return 0 if prepare_only else serve(progress, address, began)


def port_number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError
    return number


def serve(progress: Progress, address: Address, began: float) -> int:
    progress.say(_("Starting the site and its worker …"))
    site = Site(web_command(address), worker_command(), answers=address.answers)
    code = site.run(
        environment=environment_for(address),
        when_ready=lambda: welcome(progress, address, began),
    )
    progress.say(_("A process ended: stopped.") if code else _("Stopped."))
    return code


def refuse_taken(address: Address) -> None:
    if reason := address.reason_not_free():
        raise CommandError(
            _(
                "Cannot listen on %(host)s:%(port)d (%(reason)s). Stop the programme"
                " that is there, or choose another port: make run PORT=8001"
            )
            % {"host": address.host, "port": address.port, "reason": reason}
        )


def hold(folder: Path) -> IO[str]:
    """Lock the data folder while the file is open: two workers on one queue
    would both run its timetable."""
    lock = (folder / "run_site.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(
            _(
                "Another copy of the site already uses %(folder)s. Stop it, or"
                " choose another folder: make run DATA_DIR=/path"
            )
            % {"folder": folder}
        ) from error
    return lock


def environment_for(address: Address) -> dict[str, str]:
    """What the settings would guess wrongly for this address, unless it is set."""
    guessed = {
        "SITE_URL": address.url,
        "ALLOWED_HOSTS": ",".join(address.names()),
        # A pilot in a container runs as root; Celery's page about it helps nobody.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
    }
    return {name: os.environ.get(name) or value for name, value in guessed.items()}


def welcome(progress: Progress, address: Address, began: float) -> None:
    seconds = int(time.monotonic() - began)
    progress.say()
    ready = {"seconds": seconds, "url": address.url}
    progress.say(_("Ready after %(seconds)d s: %(url)s/") % ready)
    names = get_user_model().objects.filter(username__in=ACCOUNTS)
    present = set(names.values_list("username", flat=True))
    if present:
        progress.say(
            _("Demo accounts, password %(password)s:") % {"password": PASSWORD}
        )
    for username, who in ACCOUNTS.items():
        if username in present:
            progress.say(f"  {username:<12} {who}")
    progress.say(_("Ctrl-C stops everything."))
