"""A prepared site without the demo, for benchmarks of one quiz and many writers.

On SQLite, or, when DATABASE_URL names a PostgreSQL server, in a database of its own
there that is dropped afterwards. BENCHMARK_FULL=1 asks for the full figure.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from urllib.parse import urlsplit, urlunsplit

from benchmarks.environment import POSTGRES, ROOT, set_up_django

FULL = "BENCHMARK_FULL"
PREPARE = [sys.executable, "manage.py", "run_site", "--prepare-only", "--no-demo"]


def chosen(default: int, *, full: int) -> int:
    """How much of something this run does."""
    return full if os.environ.get(FULL) else default


@contextmanager
def small_site() -> Iterator[str]:
    """Django is set up on it inside; yields what the database is called."""
    server = os.environ.get(POSTGRES)
    with database_on(server) if server else nullcontext():
        subprocess.run(PREPARE, cwd=ROOT, stdout=sys.stderr, check=True)
        set_up_django()
        try:
            yield "PostgreSQL" if server else "SQLite"
        finally:
            let_go_of_database()


@contextmanager
def database_on(server: str) -> Iterator[None]:
    import psycopg  # noqa: PLC0415 - SQLite needs none of it

    name = f"lms_benchmark_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        os.environ["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=name))
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def let_go_of_database() -> None:
    """Also before forking: a pool of connections belongs to one process."""
    from django.db import connection  # noqa: PLC0415 - Django is set up now

    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
