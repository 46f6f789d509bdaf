from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import (
    nested_form_data,
    streamfield,
)

from tests.factories import UserFactory
from tests.handbooks.conftest import step

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def pages(handbook, chapter, role, letter, procedure):
    return [handbook, chapter, role, letter, procedure(step(role=role))]


def test_a_draft_of_every_kind_of_page_can_be_looked_at(editor, pages):
    for page in pages:
        page.title = "Tên mới chưa đăng"
        page.save_revision()

        response = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

        assert response.status_code == 200
        assert "Tên mới chưa đăng" in response.content.decode()


def test_the_preview_may_stand_in_a_frame_of_the_admin_and_the_page_may_not(
    editor, handbook
):
    preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[handbook.pk]))
    page = editor.get(handbook.get_url())

    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_page_not_saved_yet_can_be_previewed(editor, chapter):
    address = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["handbooks", "rolecardpage", chapter.pk],
    )
    line = ("line", "Ghi giờ phát hiện")
    form = nested_form_data(
        {
            "title": "Người gác cổng",
            "slug": "nguoi-gac-cong",
            "first_actions": streamfield([line]),
            "authority": streamfield([]),
            "must_not": streamfield([]),
            "hand_over": streamfield([]),
        }
    )

    assert editor.post(address, form).json()["is_valid"]
    html = editor.get(address).content.decode()

    assert "Người gác cổng" in html
    assert "Ghi giờ phát hiện" in html
