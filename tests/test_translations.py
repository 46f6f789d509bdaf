"""The Vietnamese catalogue is complete, and fits what it translates."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest

from lms.messages import OWN, VENDOR, texts_in_source, untranslated

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
def test_every_text_of_the_source_is_in_a_catalogue():
    new = [entry.msgid for entry in untranslated(texts_in_source())]

    assert new == []
