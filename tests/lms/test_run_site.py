"""The one command a newcomer runs, as they run it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from django.conf import settings

OTHER_PLACES = {"DATABASE_URL", "REDIS_URL", "SITE_URL", "ALLOWED_HOSTS", "HOST"}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(tmp_path, port):
    own = {
        "DATA_DIR": str(tmp_path / "data"),
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "lms.settings.local",
        "PYTHONUNBUFFERED": "1",
    }
    inherited = {k: v for k, v in os.environ.items() if k not in OTHER_PLACES}
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        site = subprocess.Popen(
            [sys.executable, "manage.py", "run_site", "--no-demo"],
            cwd=settings.BASE_DIR,
            env={**inherited, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(site)
        return site

    yield start
    for site in started:
        site.kill()
        site.wait()
        site.stdout.close()


def lines_until_ready(site: subprocess.Popen[str]) -> list[str]:
    lines = []
    for line in site.stdout:
        lines.append(line.rstrip())
        if "Ctrl-C" in line:
            break
    return lines


def test_a_first_start_prepares_the_database_and_a_second_finds_it_ready(start, port):
    first = start()
    told = lines_until_ready(first)
    assert "Chuẩn bị cơ sở dữ liệu …" in told
    assert told[-1] == "Nhấn Ctrl-C để dừng."
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200

    refused = start()
    assert f"127.0.0.1:{port}" in refused.stdout.read()
    assert refused.wait() == 1

    first.send_signal(signal.SIGTERM)
    assert first.stdout.read().splitlines()[-1] == "Đã dừng."
    assert first.wait() == 0

    second = start()
    assert "Chuẩn bị cơ sở dữ liệu …" not in lines_until_ready(second)
    second.send_signal(signal.SIGINT)
    assert second.wait() == 0
