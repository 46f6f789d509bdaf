"""A seeded copy of the site in a folder of its own, run as the real thing.

For browser tests and pictures: web server, worker and queue are those of
`make run`; only the data are thrown away.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from lms.address import Address
from lms.serving import (
    SECONDS_TO_FINISH,
    SECONDS_TO_START,
    kill_family,
    stop_when_parent_dies,
)

SECONDS_TO_PREPARE = 300
# A rehearsal touches no service and no address that the caller's shell names.
NOT_HANDED_ON = {
    "ALLOWED_HOSTS",
    "AWS_STORAGE_BUCKET_NAME",
    "DATABASE_URL",
    "DEBUG",
    "EMAIL_URL",
    "REDIS_URL",
}


class DidNotStart(Exception):
    """The copy of the site ended, or never answered; its last words are told."""


@contextmanager
def rehearsal(
    folder: Path, *, people: int, services: dict[str, str] | None = None
) -> Iterator[str]:
    """Seed a site in `folder`, run it, and give its address while it is needed."""
    address = Address("127.0.0.1", free_port())
    environment = environment_for(folder, address) | (services or {})
    manage(environment, "run_site", "--prepare-only", "--no-demo")
    manage(environment, "seed_demo", f"--people={people}")
    with (folder / "site.log").open("w+b") as log:
        command = manage_command("run_site", "--no-demo", f"--port={address.port}")
        process = start(command, environment, log)
        try:
            wait_for_answer(process, address, folder / "site.log")
            yield address.url
        finally:
            stop(process)


def environment_for(folder: Path, address: Address) -> dict[str, str]:
    handed_on = {name: os.environ[name] for name in os.environ.keys() - NOT_HANDED_ON}
    return handed_on | {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "lms.settings.local",
        "SITE_URL": address.url,
    }


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603
        manage_command(*arguments),
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=SECONDS_TO_PREPARE,
    )
    if done.returncode:
        raise DidNotStart(
            f"{arguments[0]}: {done.returncode}: {done.stdout[-1000:]}{done.stderr[-3000:]}"
        )


def start(
    command: list[str], environment: Mapping[str, str], log: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        command,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=stop_when_parent_dies,
    )


def manage_command(*arguments: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for_answer(
    process: subprocess.Popen[bytes], address: Address, log: Path
) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        if address.answers():
            return
        time.sleep(0.1)
    raise DidNotStart(log.read_text()[-3000:])


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_FINISH + 5)
    except subprocess.TimeoutExpired:
        kill_family(process)
        process.wait()
