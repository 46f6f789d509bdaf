from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from legal.citations import ended_law_cited_by, pages_citing_ended_law
from legal.models import LegalReference
from tests.factories import (
    LegalReferenceFactory,
    LessonPageFactory,
    ModulePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def heir():
    return LegalReferenceFactory(
        number="244/2026/NĐ-CP", effective_from=date(2026, 7, 1)
    )


@pytest.fixture
def ended(heir):
    return LegalReferenceFactory(
        number="09/2017/NĐ-CP", effective_from=date(2017, 3, 30), replaced_by=heir
    )


def lesson_citing(course, *laws):
    module = ModulePageFactory(parent=course)
    body = [("legal", {"reference": law, "note": ""}) for law in laws]
    return LessonPageFactory(parent=module, body=body)


@pytest.mark.parametrize(
    ("until", "day", "over"),
    [
        (date(2026, 11, 24), TODAY, False),
        (date(2026, 11, 23), TODAY, True),
        (None, TODAY, False),
    ],
)
def test_a_text_ends_the_day_after_its_last(until, day, over):
    law = LegalReferenceFactory(effective_to=until)

    assert law.has_ended(day) is over
    assert list(LegalReference.objects.ended(day)) == ([law] if over else [])


def test_a_text_ends_when_its_heir_comes_into_force_not_when_it_is_named(heir, ended):
    assert ended.has_ended(date(2026, 6, 30)) is False
    assert ended.has_ended(date(2026, 7, 1)) is True
    assert list(LegalReference.objects.ended(date(2026, 6, 30))) == []
    assert list(LegalReference.objects.ended(date(2026, 7, 1))) == [ended]


def test_pages_that_cite_an_ended_text_are_listed_and_others_are_not(
    course, heir, ended
):
    outdated = lesson_citing(course, ended, heir)
    lesson_citing(course, heir)

    assert [page.pk for page in pages_citing_ended_law(TODAY)] == [outdated.pk]
    assert list(ended_law_cited_by(outdated, TODAY)) == [ended]


def test_a_page_leaves_the_list_when_its_citation_is_changed(course, heir, ended):
    lesson = lesson_citing(course, ended)
    lesson.body = [("legal", {"reference": heir, "note": ""})]
    lesson.save()

    assert list(pages_citing_ended_law(TODAY)) == []


def test_the_editor_warns_and_the_report_lists(client, course, ended):
    lesson = lesson_citing(course, ended)
    client.force_login(UserFactory(is_superuser=True))

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    report = client.get(reverse("legal_outdated_pages"))

    warnings = [str(message) for message in editor.context["messages"]]
    assert any("09/2017/NĐ-CP" in warning for warning in warnings)
    assert [page.pk for page in report.context["object_list"]] == [lesson.pk]
    assert timezone.localdate() >= date(2026, 7, 1)
