"""Search: any spelling finds, the exact one first, on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import PageViewRestriction

from learning.excerpts import Asked, excerpt, marked
from learning.search import LONGEST, SHOWN, find
from tests.factories import (
    ChapterPageFactory,
    HandbookPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    ProcedurePageFactory,
    RoleCardPageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(course):
    return course.get_children().get()


@pytest.fixture
def chapter(root):
    return ChapterPageFactory(parent=HandbookPageFactory(parent=root))


def lesson(module, title: str, text: str = "Nội dung."):
    return LessonPageFactory(
        parent=module, title=title, lead="", body=[("text", f"<p>{text}</p>")]
    )


def reindex() -> None:
    call_command("update_index", verbosity=0)


def titles(text: str) -> list[str]:
    reindex()
    return [plain(hit.title) for group in find(text) for hit in group.hits]


def plain(html: str) -> str:
    return html.replace("<mark>", "").replace("</mark>", "")


# --- finding ----------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "khủng hoảng",
        "khung hoang",
        "KHỦNG HOẢNG",
        "khủng hoang",
        "hoảng khủng",
        "hoang",
    ],
)
def test_any_spelling_finds(module, asked):
    lesson(module, "Xử lý khủng hoảng")
    lesson(module, "Chuyện khác")

    assert titles(asked) == ["Xử lý khủng hoảng"]


@pytest.mark.parametrize("asked", ["đấu tranh", "dau tranh", "Ðau tranh", "ĐẤU TRANH"])
def test_the_barred_d_is_no_obstacle(module, asked):
    lesson(module, "Đấu tranh với tin giả")

    assert titles(asked) == ["Đấu tranh với tin giả"]


@pytest.mark.parametrize("asked", ["xử lí", "xử lý", "xu li", "hoà giải", "hòa giải"])
def test_spellings_of_one_word_find_each_other(module, asked):
    lesson(module, "Một bài", "Xử lý và hòa giải.")

    assert titles(asked) == ["Một bài"]


def test_the_exact_spelling_comes_first(module):
    lesson(module, "Khung hoàng gia", "Khung hoàng gia, khung hoàng gia.")
    lesson(module, "Khủng hoảng", "Chỉ nói một lần trong một bài dài hơn nhiều.")

    assert titles("khủng hoảng") == ["Khủng hoảng", "Khung hoàng gia"]
    assert titles("khung hoàng") == ["Khung hoàng gia", "Khủng hoảng"]


def test_words_in_a_row_come_before_words_apart(module):
    lesson(module, "Một", "Tin ở đây, còn giả ở kia. Giả thì bỏ, tin thì giữ.")
    lesson(module, "Hai", "Bài dài về nhiều việc khác nhau, có nhắc đến tin giả.")

    assert titles("tin giả") == ["Hai", "Một"]


def test_a_page_named_so_comes_before_pages_that_say_so(module):
    lesson(module, "Việc khác", "Họp báo. Họp báo. Họp báo. Họp báo.")
    lesson(module, "Tổ chức họp báo", "Chọn phòng, chọn giờ.")

    assert titles("họp báo") == ["Tổ chức họp báo", "Việc khác"]


def test_every_word_has_to_occur(module):
    lesson(module, "Tin giả")

    assert titles("tin giả hoàn toàn khác") == []


def test_the_number_of_a_decree_finds(module):
    lesson(module, "Căn cứ", "Theo Nghị định 244/2026/NĐ-CP, trong 24 giờ.")

    for asked in ["244/2026/NĐ-CP", "244/2026/nd-cp", "244/2026", "nghị định 244"]:
        assert titles(asked) == ["Căn cứ"]


def test_results_are_grouped_by_kind(course, module, chapter):
    course.title = "Khóa về đập nước"
    course.save()
    lesson(module, "Bài về đập nước")
    ProcedurePageFactory(parent=chapter, title="Quy trình đập nước")
    RoleCardPageFactory(parent=chapter, title="Vai trò khi đập nước")
    reindex()

    groups = {group.key: group.hits for group in find("đập nước")}

    assert list(groups) == ["courses", "lessons", "handbook"]
    assert groups["courses"][0].url == reverse("learning:course", args=[course.slug])
    assert groups["lessons"][0].where == "Khóa về đập nước"
    assert {hit.where for hit in groups["handbook"]} == {"quy trình", "thẻ vai"}
    assert all(hit.url.startswith("/cam-nang/") for hit in groups["handbook"])


# --- what must not be found -------------------------------------------------


def test_only_what_is_published_is_found(course, module, chapter):
    lesson(module, "Cá suối").unpublish()
    ProcedurePageFactory(parent=chapter, title="Cá suối").unpublish()
    assert titles("cá suối") == []

    lesson(module, "Cá sông")
    course.unpublish()

    assert titles("cá sông") == []


def test_pages_for_some_groups_only_are_not_found(module, chapter):
    ProcedurePageFactory(parent=chapter, title="Danh bạ mật")
    PageViewRestriction.objects.create(
        page=chapter, restriction_type=PageViewRestriction.GROUPS
    )
    assert titles("danh bạ mật") == []

    PageViewRestriction.objects.update(restriction_type=PageViewRestriction.LOGIN)

    assert titles("danh bạ mật") == ["Danh bạ mật"]


# --- bad input --------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "   ",
        "***",
        '"',
        "'; DROP TABLE wagtailcore_page; --",
        "title:x OR body:y",
        "NEAR(a b, 5)",
        "a AND NOT b",
        "^a*",
        "a:* & !b | (c <-> d)",
        "\\",
        "%_%",
        "\x00tin",
        "{}[]()",
        "🌊 😀",
        "中文",
        "x" * 5000,
        "tin " * 2000,
        "\u0301\u0323",
        "<script>alert(1)</script>",
    ],
)
def test_nothing_that_is_typed_breaks_the_page(signed_in, module, asked):
    lesson(module, "Tin giả")
    reindex()

    response = signed_in.get(reverse("learning:search"), {"q": asked})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_what_is_too_long_is_cut(signed_in):
    response = signed_in.get(reverse("learning:search"), {"q": "y" * 500})

    assert f'value="{"y" * LONGEST}"' in response.content.decode()


def test_nothing_found_says_what_to_try(signed_in):
    response = signed_in.get(reverse("learning:search"), {"q": "không có đâu"})

    html = response.content.decode()
    assert "Không tìm thấy “không có đâu”" in html
    assert "Hãy thử ít từ hơn" in html


def test_no_more_than_a_page_of_each_kind_is_shown(module):
    LessonPageFactory.create_batch(SHOWN + 2, parent=module, title="Thác nước")

    assert titles("thác nước") == ["Thác nước"] * SHOWN
    assert find("thác nước")[0].is_cut


@pytest.mark.parametrize("count", [1, 3])
def test_search_costs_the_same_for_any_number_of_results(
    count, signed_in, course, module, chapter, django_assert_num_queries
):
    for number in range(count):
        lesson(module, f"Chợ phiên {number}")
        lesson(ModulePageFactory(parent=course), f"Chợ phiên {number}")
        ProcedurePageFactory(parent=chapter, title=f"Chợ phiên {number}")
    reindex()
    address = reverse("learning:search")
    signed_in.get(address, {"q": "chợ phiên"})  # content types and site are kept

    with django_assert_num_queries(13):
        signed_in.get(address, {"q": "chợ phiên"})


# --- excerpts ---------------------------------------------------------------


def test_an_excerpt_shows_the_place_and_marks_the_words():
    text = "mở đầu " * 40 + "rồi khủng hoảng, xảy ra " + "kết thúc " * 40

    lines = excerpt(text, Asked.in_text("khung hoang"))

    assert "<mark>khủng hoảng,</mark> xảy ra" in lines
    assert lines.startswith("… ")
    assert lines.endswith(" …")


def test_an_excerpt_prefers_the_exact_spelling():
    text = "khung hoàng gia " + "và " * 60 + "khủng hoảng thật"

    assert "<mark>khủng hoảng</mark>" in excerpt(text, Asked.in_text("khủng hoảng"))


def test_an_excerpt_without_the_words_is_the_beginning():
    assert excerpt("Một hai ba.", Asked.in_text("bốn")) == "Một hai ba."


def test_marks_and_excerpts_escape():
    asked = Asked.in_text("b script")
    text = "<script>b</script> & <b>"

    assert marked(text, asked) == (
        "<mark>&lt;script&gt;b&lt;/script&gt;</mark> &amp; <mark>&lt;b&gt;</mark>"
    )
    assert "<script>" not in excerpt(text, asked)


def test_invisible_characters_do_not_shift_the_marks():
    text = "một \u200b hai \u0301 ba"

    assert marked(text, Asked.in_text("ba")).endswith("<mark>ba</mark>")
