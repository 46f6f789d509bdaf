"""The Vietnamese catalogue is complete, and fits what it translates."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
OWN = BASE / "locale/vi/LC_MESSAGES/django.po"
VENDOR = BASE / "locale/vendor/vi/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("path", [OWN, VENDOR], ids=["own", "vendor"])
def test_every_text_has_its_vietnamese(path):
    missing = [e.msgid for e in entries(path) if not all(texts(e)) or e.fuzzy]

    assert missing == []


@pytest.mark.parametrize("path", [OWN, VENDOR], ids=["own", "vendor"])
def test_placeholders_are_the_same_in_both_languages(path):
    wrong = [
        entry.msgid
        for entry in entries(path)
        for text in texts(entry)
        if set(PLACEHOLDER.findall(text))
        - set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    ]

    assert wrong == []


def test_our_words_do_not_rename_those_of_the_libraries():
    """One catalogue wins over the other for the same text: they must agree."""
    vendor = {(e.msgctxt, e.msgid): texts(e) for e in entries(VENDOR)}
    ours = {(e.msgctxt, e.msgid): texts(e) for e in entries(OWN)}

    clashes = [key[1] for key, text in ours.items() if vendor.get(key, text) != text]

    assert clashes == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext's xgettext")
def test_every_text_of_the_source_is_in_a_catalogue(tmp_path):
    """Collects the texts again from a copy and looks for any that is new."""
    copy = tmp_path / "copy"
    ignore = shutil.ignore_patterns(".*", "data", "tests", "node_modules", "*.mo")
    shutil.copytree(BASE, copy, ignore=ignore)
    shutil.rmtree(copy / "locale")
    (copy / "locale").mkdir()
    django_admin = shutil.which("django-admin", path=str(BASE / ".venv/bin"))
    subprocess.run(  # noqa: S603
        [django_admin or "django-admin", "makemessages", "-l", "vi"],
        cwd=copy,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
        check=True,
        capture_output=True,
    )
    collected = entries(copy / "locale/vi/LC_MESSAGES/django.po")
    known = {(e.msgctxt, e.msgid) for path in [OWN, VENDOR] for e in entries(path)}

    new = [e.msgid for e in collected if (e.msgctxt, e.msgid) not in known]

    assert new == []
