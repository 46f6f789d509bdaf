from __future__ import annotations

import gc

import pytest
from django.core.cache import cache
from django.db import connection
from wagtail.models import Page, Site

from courses.models import CoursePage
from tests.factories import (
    CourseIndexPageFactory,
    CoursePageFactory,
    IssuerFactory,
    LessonPageFactory,
    ModulePageFactory,
    UserFactory,
)
from tests.spread import Spread, is_spread


def pytest_configure(config: pytest.Config) -> None:
    if is_spread(config):
        config.pluginmanager.register(Spread())


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no use in looking through it for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Emptied tables are filled again in time only by `committed` on its own."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and (mark.kwargs.get("transaction") or "committed" in _asked(item)):
            raise pytest.UsageError(
                f"{item.nodeid}: take the fixture `committed` and no mark django_db"
            )


def _asked(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@pytest.fixture(autouse=True)
def _cold_cache():
    """Every test starts without what another one cached."""
    cache.clear()


@pytest.fixture
def _refilled(django_db_setup, django_db_blocker):
    """What migrations wrote is there again after the tables were emptied."""
    yield
    with django_db_blocker.unblock():
        contents = connection._test_serialized_contents
        connection.creation.deserialize_db_from_string(contents)


@pytest.fixture
def committed(_refilled, django_db_serialized_rollback, transactional_db):
    """Rows that other connections see; removed afterwards."""


@pytest.fixture
def root(db) -> Page:
    """The root of the site, as a new installation has it."""
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def course(root) -> CoursePage:
    return course_of_two_lessons(root)


def course_of_two_lessons(root: Page) -> CoursePage:
    """To read, in one module; certificates can be issued."""
    IssuerFactory()
    course = CoursePageFactory(parent=CourseIndexPageFactory(parent=root))
    module = ModulePageFactory(parent=course)
    LessonPageFactory(parent=module, slug="bai-1")
    LessonPageFactory(parent=module, slug="bai-2")
    return course


@pytest.fixture
def trainee(db):
    return UserFactory(full_name="Hoàng Thị Sen")


@pytest.fixture
def signed_in(client, trainee):
    client.force_login(trainee)
    return client
