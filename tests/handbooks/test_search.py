from __future__ import annotations

import pytest
from wagtail.models import Page

from handbooks.models import HandbookPage, RoleCardPage
from tests.handbooks.conftest import step
from vietnamese.text import fold

pytestmark = pytest.mark.django_db


def found(words, model=Page):
    return [page.title for page in model.objects.search(fold(words)).get_queryset()]


@pytest.mark.parametrize("asked", ["hoang mang", "HOANG MANG", "hoảng mang", "QT-02"])
def test_a_procedure_is_found_however_it_is_spelt(procedure, asked):
    procedure(step(), title="Xử lý tin gây hoang mang", code="QT-02")

    assert found(asked) == ["Xử lý tin gây hoang mang"]


def test_the_words_of_a_step_are_found(procedure):
    procedure(
        step("Phân vai", avoid="Đừng giao một việc cho hai người"), title="Ứng phó"
    )

    assert found("phân vai") == ["Ứng phó"]


def test_cards_templates_and_contacts_are_found(handbook, role, letter):
    assert found("trực lãnh đạo", RoleCardPage) == ["Trực ban"]
    assert found("điều đã rõ") == ["Thông báo ban đầu"]
    assert found("trực ban", HandbookPage) == ["Cẩm nang"]
