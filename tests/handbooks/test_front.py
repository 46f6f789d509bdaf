from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from handbooks.values import ContactValue
from tests.factories import (
    ChapterPageFactory,
    HandbookPageFactory,
    MessageTemplatePageFactory,
    ProcedurePageFactory,
    RoleCardPageFactory,
)
from tests.handbooks.conftest import contact, step

pytestmark = pytest.mark.django_db
# Finding the page and who asks is more than half of them.
FRONT_QUERIES = 15
CHAPTER_QUERIES = 19


def open_levels(html):
    return re.findall(r'id="muc-(\d)">\s*<details open>', html)


def test_it_stands_at_the_address_of_the_main_navigation(handbook, read):
    assert handbook.get_url() == "/cam-nang/"
    assert "Đang có chuyện gì?" in read(handbook)


def test_whoever_is_not_signed_in_is_asked_to(client, handbook):
    response = client.get("/cam-nang/")

    assert response.url == reverse("account_login") + "?next=/cam-nang/"


def test_the_ladder_goes_down_from_the_worst_level(handbook, read):
    html = read(handbook)

    assert re.findall(r"Câu hỏi mức (\d)\?", html) == ["4", "3", "2", "1"]


def test_a_level_says_what_to_do_and_by_which_procedure(handbook, procedure, read):
    way = procedure(
        step("Nói ngay", levels=["4"]),
        step("Ghi lại", levels=["1", "2", "3", "4"]),
        step("Đã chuẩn bị", phase="before"),
    )

    html = read(handbook)
    rung = html[html.index('id="muc-4"') : html.index('id="muc-3"')]

    for words in ["Dấu hiệu", "Người quyết", "Nơi nhận", "Nhịp", "Hạ"]:
        assert f"{words} mức 4" in rung
    assert f'href="{way.get_url()}?muc=4"' in rung
    assert "2 bước" in rung


def test_a_procedure_without_a_step_at_the_level_is_not_offered(
    handbook, procedure, read
):
    way = procedure(step(levels=["1"]))

    html = read(handbook)

    assert f"{way.get_url()}?muc=1" in html
    assert f"{way.get_url()}?muc=4" not in html


@pytest.mark.parametrize(
    ("query", "opened"),
    [("", []), ("?muc=3", ["3"]), ("?muc=9", []), ("?muc=", []), ("?muc=3'", [])],
)
def test_the_level_in_the_address_is_open(handbook, read, query, opened):
    assert open_levels(read(handbook, query)) == opened


@pytest.mark.parametrize(("days", "overdue"), [(90, False), (91, True), (None, True)])
def test_a_number_not_tried_for_90_days_is_overdue(days, overdue):
    today = timezone.localdate()
    checked = today - timedelta(days=days) if days is not None else None

    assert ContactValue(None, [("verified_on", checked)]).is_overdue is overdue


def test_numbers_can_be_dialled_and_overdue_ones_are_marked(root, read):
    fresh = timezone.localdate() - timedelta(days=3)
    handbook = HandbookPageFactory(
        parent=root,
        contacts=[
            contact("Trực ban tỉnh", verified_on=fresh, phone="+84 206 000 0101"),
            contact("Trực ban xã", verified_on=date(2026, 1, 5)),
            contact("Trạm y tế"),
        ],
    )

    html = read(handbook)

    assert 'href="tel:+842060000101"' in html
    assert html.count("badge--late") == 2
    assert "Gọi thử 05/01/2026: quá 90 ngày" in html
    assert "Chưa gọi thử lần nào" in html


def test_the_chapters_list_what_is_published(
    handbook, chapter, role, letter, procedure, signed_in
):
    procedure(step(), title="Quy trình đã đăng", code="QT-09", purpose="Để yên dân.")
    procedure(step(), title="Quy trình nháp", live=False)
    hidden = ChapterPageFactory(parent=handbook, title="Chương nháp", live=False)
    RoleCardPageFactory(parent=hidden, title="Vai trong chương nháp")

    chapters = signed_in.get("/cam-nang/").context["chapters"]

    assert [each.page.title for each in chapters] == ["Khi có chuyện"]
    titles = [entry.title for entry in chapters[0].entries]
    assert titles == ["Trực ban", "Thông báo ban đầu", "Quy trình đã đăng"]


def test_it_shows_its_standing_and_a_search_box(handbook, chapter, role, read):
    html = read(handbook)

    assert "Bản dự thảo." in html
    assert f'action="{reverse("learning:search")}"' in html
    assert "Cán bộ trực" in html


def test_an_empty_handbook_says_so(root, read):
    assert "Cẩm nang đang được soạn" in read(HandbookPageFactory(parent=root))


def test_a_chapter_shows_its_pages_and_the_chapters_beside_it(
    handbook, chapter, role, read
):
    after = ChapterPageFactory(parent=handbook, title="Mẫu")

    html = read(chapter)

    assert role.get_url() in html
    assert f'rel="next" href="{after.get_url()}"' in html
    assert 'rel="prev"' not in html
    assert 'href="/cam-nang/"' in html


@pytest.mark.parametrize("pages", [1, 3])
def test_the_number_of_queries_does_not_grow(
    handbook, chapter, signed_in, pages, queries_of
):
    for _ in range(pages):
        ProcedurePageFactory(parent=chapter, steps=[step(), step()])
        RoleCardPageFactory(parent=chapter)
        MessageTemplatePageFactory(parent=chapter)

    assert queries_of("/cam-nang/") == FRONT_QUERIES
    assert queries_of(chapter.get_url()) == CHAPTER_QUERIES
