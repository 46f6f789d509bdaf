"""Seconds until a prepared site answers again, against loading Django alone."""

import os
import signal
import socket
import subprocess
import sys
import time

from benchmarks import Result
from benchmarks.environment import ROOT
from lms.address import Address

RUN_SITE = [sys.executable, "manage.py", "run_site", "--no-demo"]
LOAD_DJANGO = [sys.executable, "manage.py", "shell", "--command", "pass"]
ROUNDS = 3


def run() -> Result:
    subprocess.run(
        [*RUN_SITE, "--prepare-only"], cwd=ROOT, stdout=sys.stderr, check=True
    )
    turns = [(seconds_to_answer(), seconds_to_load_django()) for _ in range(ROUNDS)]
    starts, loads = zip(*turns, strict=True)
    return Result(value=min(starts), unit="s", goal=10, baseline=min(loads))


def seconds_to_answer() -> float:
    address = Address("127.0.0.1", free_port())
    os.environ.update(PORT=str(address.port), SITE_URL=address.url)
    began = time.perf_counter()
    with subprocess.Popen(RUN_SITE, cwd=ROOT, stdout=subprocess.DEVNULL) as site:
        while not address.answers():
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        site.send_signal(signal.SIGTERM)
    return seconds


def seconds_to_load_django() -> float:
    began = time.perf_counter()
    subprocess.run(LOAD_DJANGO, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
