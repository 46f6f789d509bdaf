"""A database, media and queue that exist only while one benchmark runs.

`own_environment()` is entered before Django is imported. A benchmark that needs
people and courses then calls `province(people=…)`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Where made provinces are kept for the next benchmark; else they are made anew.
PROVINCES = "BENCHMARK_PROVINCES"
# Where a PostgreSQL server is, for benchmarks that make a database of their own on it.
POSTGRES = "BENCHMARK_POSTGRES"
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.local",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
}


@contextmanager
def own_environment() -> Iterator[Path]:
    """The caller's variables are back as they were afterwards."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="lms-benchmark-") as name:
        folder = Path(name) / "data"
        os.environ.update(SETTINGS, DATA_DIR=str(folder))
        if server := os.environ.get("DATABASE_URL", ""):
            os.environ[POSTGRES] = server
        for shared in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(shared, None)
        try:
            yield folder
        finally:
            os.environ.clear()
            os.environ.update(before)


def province(*, people: int) -> Path:
    """Fill this benchmark's database with the demo, then set Django up on it."""
    folder = Path(os.environ["DATA_DIR"])
    kept = os.environ.get(PROVINCES)
    source = Path(kept) / str(people) if kept else folder
    if not (source / "ready").exists():
        make_province(source, people)
    if source != folder:
        shutil.copytree(source, folder, dirs_exist_ok=True)
    set_up_django()
    return folder


def make_province(folder: Path, people: int) -> None:
    for arguments in (
        ["run_site", "--prepare-only", "--no-demo"],
        ["seed_demo", "--people", str(people)],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(folder)},
            stdout=sys.stderr,
            check=True,
        )
    (folder / "ready").touch()


def set_up_django() -> None:
    import django  # noqa: PLC0415 - settings must be chosen first

    django.setup()
