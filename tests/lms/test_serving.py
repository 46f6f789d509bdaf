import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from lms.serving import Site

SLEEPER = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit()); time.sleep(60)"
DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
)
PARENT = (
    "import subprocess, sys, time;"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "time.sleep(60)"
)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def run(*codes: str, when_ready=lambda: None, answers=lambda: True) -> tuple[Site, int]:
    site = Site(*map(python, codes), answers=answers)
    return site, site.run(environment={}, when_ready=when_ready)


@pytest.fixture(autouse=True)
def _own_signals():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def send_later(number: signal.Signals, *, seconds: float = 0.3) -> None:
    threading.Timer(seconds, os.kill, (os.getpid(), number)).start()


def family_of(process: subprocess.Popen[bytes]) -> str:
    return subprocess.run(
        ["pgrep", "-g", str(process.pid), "-r", "R,S,D"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_process_and_is_no_failure(number):
    site, code = run(SLEEPER, SLEEPER, when_ready=lambda: send_later(number))

    assert code == 0
    assert [process.returncode for process in site.processes] == [0, 0]


def test_when_one_process_ends_the_other_is_stopped_and_it_is_a_failure():
    site, code = run(SLEEPER, "raise SystemExit(3)")

    assert code == 1
    assert [process.returncode for process in site.processes] == [0, 3]


def test_ready_is_not_said_of_a_site_that_never_answered():
    said = []

    _, code = run(
        "raise SystemExit", when_ready=lambda: said.append(1), answers=lambda: False
    )

    assert (code, said) == (1, [])


def test_a_second_signal_does_not_wait_for_a_process_that_will_not_end():
    def ask_twice():
        send_later(signal.SIGINT)
        send_later(signal.SIGINT, seconds=1)

    began = time.monotonic()
    site, code = run(DEAF, when_ready=ask_twice)

    assert code == 0
    assert time.monotonic() - began < 10
    assert site.processes[0].returncode == -signal.SIGKILL


def test_children_of_a_killed_process_do_not_outlive_it():
    sites = []

    def kill_the_parent():
        time.sleep(0.5)
        os.kill(sites[0].processes[0].pid, signal.SIGKILL)

    site = Site(python(PARENT), python(SLEEPER), answers=lambda: True)
    sites.append(site)
    code = site.run(environment={}, when_ready=kill_the_parent)

    assert code == 1
    assert [family_of(process) for process in site.processes] == ["", ""]
