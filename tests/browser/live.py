"""The running site as tests know it: its address, and a look into its database."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.utils import load_backend

from lms.demo.accounts import PASSWORD

ON_POSTGRES = "browser"
REDIS_NUMBER = 15  # tests in many processes begin with 0
# Pages look and weigh the same whatever database is behind them.
once = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="seen in the run on SQLite",
)
WORKER_WITHIN = 60  # seconds
T = TypeVar("T")


@dataclass
class LiveSite:
    url: str
    database: dict[str, Any]
    unblocked: Callable[[], Any]
    signed_in: dict[str, Any] = field(default_factory=dict)
    password: str = PASSWORD

    def ask(self, question: Callable[[], T]) -> T:
        """Run a query on the site's own database, from a thread of its own.

        Playwright keeps an event loop in the main thread, where Django's ORM
        refuses to work; and only this thread's connection is the site's.
        """

        def answer() -> T:
            wrapper = load_backend(self.database["ENGINE"]).DatabaseWrapper
            connections["default"] = wrapper(self.database, "default")
            # Ids of content types are remembered, and are another database's.
            ContentType.objects.clear_cache()
            try:
                return question()
            finally:
                ContentType.objects.clear_cache()
                connections["default"].close()

        with self.unblocked(), ThreadPoolExecutor(1) as thread:
            return thread.submit(answer).result()


def own_database(folder: Path) -> dict[str, Any]:
    """The settings of the tests' database, pointed at the site's."""
    settings = {**connections.settings["default"], "CONN_MAX_AGE": 0}
    if settings["ENGINE"].endswith("sqlite3"):
        return settings | {"NAME": str(folder / "db.sqlite3")}
    return settings | {"NAME": ON_POSTGRES, "OPTIONS": {}}


def copy_migrated_database(folder: Path) -> None:
    """The tests' own holds what migrations made and no more: the site need not migrate."""
    name = connections.settings["default"]["TEST"]["NAME"]
    with (
        closing(sqlite3.connect(name)) as source,
        closing(sqlite3.connect(folder / "db.sqlite3")) as target,
    ):
        source.backup(target)


def own_services(environment: Mapping[str, str]) -> dict[str, str]:
    """PostgreSQL and Redis when the suite has them, without what other tests left."""
    services = {}
    if environment.get("DATABASE_URL", "").startswith("postgres"):
        services["DATABASE_URL"] = new_database(environment["DATABASE_URL"])
    if environment.get("REDIS_URL"):
        services["REDIS_URL"] = empty_redis(environment["REDIS_URL"])
    return services


def new_database(url: str) -> str:
    import psycopg  # noqa: PLC0415 - there only where PostgreSQL is

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {ON_POSTGRES} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {ON_POSTGRES}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{ON_POSTGRES}"))


def empty_redis(url: str) -> str:
    import redis  # noqa: PLC0415 - there only where Redis is

    own = urlunsplit(urlsplit(url)._replace(path=f"/{REDIS_NUMBER}"))
    redis.Redis.from_url(own).flushdb()
    return own


def eventually(find: Callable[[], T | None]) -> T:
    """Look until it is there."""
    deadline = time.monotonic() + WORKER_WITHIN
    while time.monotonic() < deadline:
        if found := find():
            return found
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")
