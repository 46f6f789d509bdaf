"""What must be true before the first page: done once, looked at every time."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from lms.progress import Count, Progress


def prepare(progress: Progress, *, with_demo: bool) -> None:
    make_folders()
    migrate_database(progress)
    collect_static(progress)
    if with_demo:
        seed_demo_once(progress)


def make_folders() -> None:
    queue = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    folders = [queue[key] for key in queue if key.endswith(("_in", "_out", "_folder"))]
    for folder in [settings.DATA_DIR, settings.MEDIA_ROOT, *folders]:
        Path(folder).mkdir(parents=True, exist_ok=True)


# --- database -------------------------------------------------------------


class CountedMigrate(migrate.Command):
    """Django's own command, telling how many migrations are behind it."""

    def __init__(self, count: Count, total: int) -> None:
        super().__init__()
        self.count = count
        self.total = total
        self.applied = 0

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        if action == "apply_success":
            self.applied += 1
            self.count(self.applied, self.total)


def migrate_database(progress: Progress) -> None:
    waiting = number_of_waiting_migrations()
    if waiting:
        with progress.doing(_("Preparing the database")) as count:
            command = CountedMigrate(count, waiting)
            call_command(command, verbosity=0, interactive=False)


def number_of_waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


# --- static files ---------------------------------------------------------


def collect_static(progress: Progress) -> None:
    """Collect only when a file came, went or changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with progress.doing(_("Collecting styles, scripts and pictures")):
        call_command("collectstatic", clear=True, verbosity=0, interactive=False)
    stamp.write_text(wanted)


def static_fingerprint() -> str:
    lines = sorted(static_files())
    lines.append(repr(settings.STORAGES["staticfiles"]))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            yield f"{name} {stat.st_size} {stat.st_mtime_ns}"


# --- demo -----------------------------------------------------------------


def seed_demo_once(progress: Progress) -> None:
    """Fill an empty database; a seeding that was cut short is taken up again."""
    unfinished = Path(settings.DATA_DIR) / "seeding-demo"
    if get_user_model().objects.exists() and not unfinished.exists():
        return
    unfinished.touch()
    progress.say(_("Making the demo: units, people, courses and two years of history"))
    call_command("seed_demo", stdout=progress.out)
    unfinished.unlink()
