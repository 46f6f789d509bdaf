import gettext
import os

import pytest

from lms.catalogues import compile_catalogues

SOURCE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Lesson"
msgstr "Bài học"

#, fuzzy
msgid "Course"
msgstr "Khoá"
"""


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(SOURCE)
    return source


def test_a_new_catalogue_is_compiled_without_its_unsure_entries(source, tmp_path):
    assert compile_catalogues(tmp_path) == [source]

    with source.with_suffix(".mo").open("rb") as compiled:
        texts = gettext.GNUTranslations(compiled)
    assert texts.gettext("Lesson") == "Bài học"
    assert texts.gettext("Course") == "Course"


def test_a_catalogue_is_compiled_again_only_when_its_source_is_newer(source, tmp_path):
    compile_catalogues(tmp_path)
    assert compile_catalogues(tmp_path) == []

    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogues(tmp_path) == [source]
