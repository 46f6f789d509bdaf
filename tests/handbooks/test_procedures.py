from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.rich_text import RichText

from handbooks.values import within
from tests.factories import (
    LegalReferenceFactory,
    MessageTemplatePageFactory,
    RoleCardPageFactory,
)
from tests.handbooks.conftest import step

pytestmark = pytest.mark.django_db
QUERIES = 23
LONG_GONE = date(2020, 1, 1)


def shown_steps(html):
    return re.findall(r'<li class="step[^"]*" id="buoc-(\d+)">', html)


def step_of(html, number):
    """The piece of the page that is this step."""
    return re.search(
        rf'<li class="step[^"]*" id="buoc-{number}">(.*?)\n</li>', html, re.S
    )[1]


def test_the_head_says_what_it_is_and_how_old(procedure, read):
    page = procedure(
        step(),
        code="QT-02",
        purpose="Bảo vệ người dân.",
        scope="Mọi sở, ngành",
        keeper="Sở Văn hóa",
        clock_note="Tính từ lúc phát hiện.",
        effective_from=date(2026, 11, 20),
        review_on=LONG_GONE,
    )
    page.save_revision().publish()

    html = read(page)

    for words in [
        "QT-02",
        "Bảo vệ người dân.",
        "Mọi sở, ngành",
        "Sở Văn hóa",
        "Tính từ lúc phát hiện.",
        "áp dụng từ 20/11/2026",
        f"bản ngày {timezone.localdate():%d/%m/%Y}",
        "Bản dự thảo.",
        "ngày",
    ]:
        assert words in html
    assert "badge--late" in html  # the review is overdue


def test_a_step_has_verb_role_time_basis_and_all_it_needs(
    procedure, role, letter, read
):
    page = procedure(
        step(
            "Ra thông báo",
            role=role,
            minutes=60,
            is_critical=True,
            checklist=[
                {"text": "Đủ tám phần", "critical": True},
                {"text": "Lưu đường dẫn", "critical": False},
            ],
            avoid="Đừng lặp lại tin sai.",
            templates=[letter],
            levels=["3", "4"],
        )
    )

    html = step_of(read(page), 1)

    assert "<h3>Ra thông báo</h3>" in html
    assert "<p>Ghi ai báo, lúc nào.</p>" in html
    assert "trong 60 phút" in html
    assert '<span class="basis basis--own">Mục tiêu nội bộ</span>' in html
    assert f'<a href="{role.get_url()}">Trực ban</a>' in html
    assert "Không được bỏ qua" in html
    assert html.count("tick--key") == 1
    assert "Lưu đường dẫn" in html
    assert "Đừng lặp lại tin sai." in html
    assert letter.get_url() in html
    assert "Chỉ ở mức 3, 4" in html


def test_only_what_may_be_called_broken_is_filled_in(procedure, read):
    page = procedure(*[step(basis=each) for each in ["law", "province", "practice"]])

    html = read(page)

    assert "basis--law" in step_of(html, 1)
    assert "basis--province" in step_of(html, 2)
    assert '<span class="basis">Thông lệ</span>' in step_of(html, 3)
    assert "vi phạm" in html


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "trong 1 phút"),
        (90, "trong 90 phút"),
        (120, "trong 120 phút"),
        (180, "trong 3 giờ"),
        (200, "trong 200 phút"),
        (1440, "trong 24 giờ"),
        (7200, "trong 5 ngày"),
    ],
)
def test_a_time_is_said_in_the_unit_people_use(minutes, words):
    with override("vi"):
        assert within(minutes) == words


def test_words_stand_for_minutes_and_a_step_may_have_no_time(procedure, read):
    page = procedure(
        step(when="ngay khi thấy có nguy cơ", counted_from="activation"),
        step(minutes=None),
        step(minutes=30, counted_from="activation"),
    )

    html = read(page)

    assert "ngay khi thấy có nguy cơ" in step_of(html, 1)
    assert "từ lúc kích hoạt" not in step_of(html, 1)
    assert "step__time" not in step_of(html, 2)
    assert "basis" not in step_of(html, 2)
    assert "từ lúc kích hoạt" in step_of(html, 3)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["1", "2", "3"]),
        ("?muc=4", ["1", "2"]),
        ("?muc=3", ["1"]),
        ("?muc=1", ["1", "3"]),
        ("?muc=9", ["1", "2", "3"]),
        ("?muc=khan-cap", ["1", "2", "3"]),
    ],
)
def test_a_level_leaves_steps_out_but_keeps_their_numbers(
    procedure, read, query, numbers
):
    page = procedure(step(), step(levels=["4"]), step(levels=["1"]))

    assert shown_steps(read(page, query)) == numbers


def test_the_filter_names_the_levels_as_the_handbook_does(procedure, read):
    html = read(procedure(step(), step(levels=["4"])), "?muc=3")

    assert re.findall(r'href="\?muc=(\d)#buoc"', html) == ["4", "3", "2", "1"]
    assert re.findall(r'muc=(\d)#buoc" aria-current="true"', html) == ["3"]
    assert "Tên mức 3" in html
    assert "Mức 3: 1 trên 2 bước" in html


def test_no_filter_is_offered_where_every_step_is_for_all_levels(procedure, read):
    assert "?muc=" not in read(procedure(step(), step()))


def test_a_level_without_steps_says_so(procedure, read):
    html = read(procedure(step(levels=["1"])), "?muc=4")

    assert shown_steps(html) == []
    assert "Không có bước nào ở mức này" in html


def test_steps_stand_under_their_phase(procedure, read):
    html = read(procedure(step(), step(), step(phase="after")))

    assert re.findall(r"<h2>([^<]+)</h2>", html) == ["Phản ứng ban đầu", "Sau sự việc"]


def test_a_cited_law_is_shown_with_its_dates(procedure, read):
    law = LegalReferenceFactory(
        number="244/2026/NĐ-CP",
        title="Nghị định về phát ngôn",
        issuer="Chính phủ",
        effective_from=date(2026, 7, 1),
        checked_on=date(2026, 11, 23),
        url="https://example.vn/244",
        note="Cần đối chiếu văn bản gốc.",
    )
    page = procedure(step(basis="law", legal=law), step(basis="law", legal=law))

    html = read(page)

    assert '<span class="basis basis--law">Luật: 244/2026/NĐ-CP</span>' in step_of(
        html, 1
    )
    assert "Hiệu lực từ 01/07/2026" in step_of(html, 2)
    assert html.count("Cần đối chiếu văn bản gốc.") == 1
    assert "https://example.vn/244" in html
    assert "hết hiệu lực" not in html


def test_a_law_that_ended_is_marked_in_the_step_and_at_the_top(procedure, read):
    heir = LegalReferenceFactory(
        number="244/2026/NĐ-CP", effective_from=date(2026, 7, 1)
    )
    old = LegalReferenceFactory(
        number="09/2017/NĐ-CP", effective_from=date(2017, 3, 30), replaced_by=heir
    )
    gone = LegalReferenceFactory(
        number="15/2010/NĐ-CP", effective_from=LONG_GONE, effective_to=LONG_GONE
    )
    page = procedure(step(legal=old), step(legal=gone), step(legal=heir))

    html = read(page)

    assert "Trang này dẫn văn bản đã hết hiệu lực" in html
    assert "Đã hết hiệu lực" in step_of(html, 1)
    assert "thay bằng 244/2026/NĐ-CP" in step_of(html, 1)
    assert "Đã hết hiệu lực" in step_of(html, 2)
    assert "Đã hết hiệu lực" not in step_of(html, 3)


def test_a_law_named_to_end_later_still_applies_today(procedure, read):
    next_month = timezone.localdate() + timedelta(days=30)
    law = LegalReferenceFactory(effective_to=next_month)

    assert "hết hiệu lực" not in read(procedure(step(legal=law)))


def test_pages_not_published_are_not_linked(procedure, role, letter, read):
    page = procedure(step(role=role, templates=[letter]))
    role.unpublish()
    letter.unpublish()

    html = step_of(read(page), 1)

    assert "Trực ban" in html
    assert role.get_url() not in html
    assert "Thông báo ban đầu" not in html


def test_a_page_removed_later_leaves_a_readable_step(procedure, role, letter, read):
    law = LegalReferenceFactory()
    page = procedure(step(role=role, templates=[letter], legal=law))
    for each in [role, letter, law]:
        each.delete()

    assert shown_steps(read(page)) == ["1"]


def test_the_way_up_and_the_pages_beside_it(procedure, chapter, read):
    before, page, draft, after = (procedure(step()) for _ in range(4))
    draft.unpublish()

    html = read(page)

    assert 'href="/cam-nang/"' in html
    assert f'<a href="{chapter.get_url()}">Khi có chuyện</a>' in html
    assert f'rel="prev" href="{before.get_url()}"' in html
    assert f'rel="next" href="{after.get_url()}"' in html


def test_it_can_be_printed_without_scripts(procedure, read):
    html = read(procedure(step()))

    assert "data-print hidden" in html
    assert "<noscript>" in html
    assert "http://testserver/cam-nang/khi-co-chuyen/" in html


def test_whoever_is_not_signed_in_is_asked_to(client, procedure):
    page = procedure(step())

    response = client.get(page.get_url())

    assert response.url == f"{reverse('account_login')}?next={page.get_url()}"


@pytest.mark.parametrize("steps", [1, 3])
def test_the_number_of_queries_does_not_grow(
    procedure, chapter, root, queries_of, steps
):
    def full(number):
        heir = LegalReferenceFactory()
        letters = MessageTemplatePageFactory.create_batch(2, parent=chapter)
        link = f'<p><a linktype="page" id="{letters[0].pk}">Mẫu</a></p>'
        return step(
            role=RoleCardPageFactory(parent=chapter),
            templates=letters,
            legal=LegalReferenceFactory(replaced_by=heir),
            detail=RichText(link),
        )

    page = procedure(*[full(number) for number in range(steps)])

    assert queries_of(page.get_url()) == QUERIES
