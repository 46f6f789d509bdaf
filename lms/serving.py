"""The site and its worker: two processes that live and die together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from lms.address import Address

SECONDS_TO_FINISH = 20
SECONDS_TO_START = 120
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


def web_command(address: Address) -> list[str]:
    options = f"--interface wsgi --host {address.host} --port {address.port}"
    options += " --workers 1 --blocking-threads 8 --no-ws --log-level error"
    options += f" --workers-kill-timeout {SECONDS_TO_FINISH // 2}"
    return [sys.executable, "-m", "granian", *options.split(), "lms.wsgi:application"]


def worker_command() -> list[str]:
    options = "--beat --pool threads --concurrency 2 --loglevel WARNING"
    options += " --without-gossip --without-mingle"
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "lms"]
    return [*celery, "worker", *options.split()]


class Site:
    """Runs its processes until it is told to stop, or until one of them ends."""

    def __init__(self, *commands: list[str], answers: Callable[[], bool]) -> None:
        self.commands = commands
        self.answers = answers
        self.stopping = threading.Event()
        self.processes: list[subprocess.Popen[bytes]] = []

    def run(
        self, *, environment: dict[str, str], when_ready: Callable[[], None]
    ) -> int:
        """Return the exit code: 0 when the stop was asked for."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self.processes = [start(command, environment) for command in self.commands]
        try:
            if self._comes_up():
                when_ready()
            while self._all_alive() and not self.stopping.wait(0.2):
                pass
        finally:
            self._stop()
        return 0 if self.stopping.is_set() else 1

    def _comes_up(self) -> bool:
        deadline = time.monotonic() + SECONDS_TO_START
        while self._all_alive() and time.monotonic() < deadline:
            if self.answers():
                return True
            if self.stopping.wait(0.1):
                break
        return False

    def _all_alive(self) -> bool:
        return all(process.poll() is None for process in self.processes)

    def _on_signal(self, number: int, frame: object) -> None:
        """Asked twice, do not wait for work in hand: it is taken up again later."""
        if self.stopping.is_set():
            for process in self.processes:
                kill_family(process)
        self.stopping.set()

    def _stop(self) -> None:
        for process in self.processes:
            process.terminate()
        deadline = time.monotonic() + SECONDS_TO_FINISH
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0, deadline - time.monotonic()))
            kill_family(process)
            process.wait()


def start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches it once, through us."""
    return subprocess.Popen(  # noqa: S603
        command,
        env={**os.environ, **environment},
        start_new_session=True,
        preexec_fn=stop_when_parent_dies if LIBC else None,
    )


def kill_family(process: subprocess.Popen[bytes]) -> None:
    """With the children a killed process left behind: one may hold the port."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def stop_when_parent_dies() -> None:
    """Even `kill -9` of the parent leaves no worker behind (Linux only)."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
