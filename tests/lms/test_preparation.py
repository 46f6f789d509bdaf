import io
import time
from pathlib import Path

import pytest
from django.core.management.base import OutputWrapper

from lms import preparation
from lms.progress import Progress
from tests.factories import UserFactory


@pytest.fixture
def out():
    return io.StringIO()


@pytest.fixture
def progress(out, settings):
    settings.LANGUAGE_CODE = "en"
    return Progress(OutputWrapper(out))


@pytest.fixture
def static(tmp_path, settings) -> Path:
    """A site whose only static file is one style sheet."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "site.css").write_text("a {}")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]
    settings.STATIC_ROOT = tmp_path / "static"
    return source


def test_static_files_are_collected_only_when_one_changed(
    static, progress, out, settings
):
    preparation.collect_static(progress)
    assert (settings.STATIC_ROOT / "site.css").read_text() == "a {}"

    told = len(out.getvalue())
    preparation.collect_static(progress)
    assert out.getvalue()[told:] == ""

    (static / "site.css").write_text("a { color: teal }")
    preparation.collect_static(progress)
    assert (settings.STATIC_ROOT / "site.css").read_text() == "a { color: teal }"


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone(progress, out):
    preparation.migrate_database(progress)

    assert out.getvalue() == ""


@pytest.fixture
def seedings(monkeypatch, tmp_path, settings):
    """How often the demo was asked for, without its minute of work."""
    settings.DATA_DIR = tmp_path
    asked: list[str] = []
    monkeypatch.setattr(
        preparation, "call_command", lambda name, **options: asked.append(name)
    )
    return asked


@pytest.mark.django_db
def test_the_demo_is_made_in_an_empty_database(progress, seedings):
    preparation.seed_demo_once(progress)

    assert seedings == ["seed_demo"]


@pytest.mark.django_db
def test_the_demo_is_not_made_among_real_people(progress, seedings):
    UserFactory()

    preparation.seed_demo_once(progress)

    assert seedings == []


@pytest.mark.django_db
def test_a_demo_that_was_cut_short_is_taken_up_again(progress, seedings, tmp_path):
    UserFactory()
    (tmp_path / "seeding-demo").touch()

    preparation.seed_demo_once(progress)
    preparation.seed_demo_once(progress)

    assert seedings == ["seed_demo"]


def test_progress_in_a_log_tells_of_a_long_thing_now_and_then(progress, out):
    progress.pause = 0.2
    with progress.doing("Counting") as count:
        count(1, 4)
        time.sleep(0.3)
        count(2, 4)
        count(3, 4)

    assert out.getvalue() == "Counting …\nCounting … 50 %\nCounting … done in 0 s\n"
