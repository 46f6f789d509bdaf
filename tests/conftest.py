from __future__ import annotations

import pytest
from django.core.cache import cache
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


@pytest.fixture(autouse=True)
def _cold_cache():
    """Every test starts without what another one cached."""
    cache.clear()


@pytest.fixture
def root(db) -> Page:
    """The root of the site, as a new installation has it."""
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def course(root) -> CoursePage:
    """A course with two lessons to read, in one module; certificates can be issued."""
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
