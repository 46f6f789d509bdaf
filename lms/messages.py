"""Find the texts of our own source that want a translation (needs gettext)."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from lms.catalogues import BASE_DIR

OWN = BASE_DIR / "locale/vi/LC_MESSAGES/django.po"
# The words of the libraries our people see; written by hand, never collected.
VENDOR = BASE_DIR / "locale/vendor/vi/LC_MESSAGES/django.po"
NOT_SOURCE = (".*", "data", "tests", "locale", "node_modules")

Key = tuple[str | None, str]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def texts_in_source() -> list[polib.POEntry]:
    """Collected from a copy, since Django would write into every folder it finds."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(BASE_DIR, copy, ignore=shutil.ignore_patterns(*NOT_SOURCE))
        (copy / "locale").mkdir()
        environment = dict(os.environ)
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "vi"]
        subprocess.run(  # noqa: S603
            [*command, "--no-location"],
            cwd=copy,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return list(polib.pofile(str(copy / "locale/vi/LC_MESSAGES/django.po")))


def untranslated(source: list[polib.POEntry]) -> list[polib.POEntry]:
    """What neither our catalogue nor that of the libraries knows."""
    known = {key(entry) for path in (OWN, VENDOR) for entry in polib.pofile(str(path))}
    return [entry for entry in source if key(entry) not in known]


def unused(source: list[polib.POEntry]) -> list[polib.POEntry]:
    """What our catalogue still holds although no source says it."""
    used = {key(entry) for entry in source}
    return [entry for entry in polib.pofile(str(OWN)) if key(entry) not in used]


def change_catalogue(*, add: list[polib.POEntry], remove: list[polib.POEntry]) -> None:
    catalogue = polib.pofile(str(OWN), wrapwidth=0)
    gone = {key(entry) for entry in remove}
    entries = [entry for entry in catalogue if key(entry) not in gone] + add
    catalogue[:] = sorted(entries, key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save()
