from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtailmedia.models import Media

from courses.rendering import lesson_html, render_lesson
from tests.factories import (
    ChapterPageFactory,
    HandbookPageFactory,
    LegalReferenceFactory,
    LessonPageFactory,
    ProcedurePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(course):
    return LessonPageFactory(parent=course.get_children().get(), slug="bai-3")


def render(lesson, *blocks) -> str:
    lesson.body = list(blocks)
    lesson.save()
    lesson.refresh_from_db()
    return render_lesson(lesson)


# --- kept -------------------------------------------------------------------


def test_a_lesson_is_rendered_once_and_then_costs_no_query(
    lesson, django_assert_num_queries
):
    first = lesson_html(lesson.pk, revision=None)

    with django_assert_num_queries(0):
        assert lesson_html(lesson.pk, revision=None) == first
    assert "Nội dung bài học." in first


def test_a_new_revision_shows_at_once(lesson):
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    lesson_html(lesson.pk, revision=lesson.live_revision_id)

    lesson.body = [("text", "<p>Bản mới.</p>")]
    lesson.save_revision().publish()
    lesson.refresh_from_db()

    assert "Bản mới." in lesson_html(lesson.pk, revision=lesson.live_revision_id)


def test_each_language_is_kept_for_itself(lesson):
    with translation.override("vi"):
        assert "15 phút" in lesson_html(lesson.pk, revision=None)
    with translation.override("en"):
        assert "15 minutes" in lesson_html(lesson.pk, revision=None)


def test_what_a_lesson_points_to_is_looked_at_again_later(lesson):
    lesson_html(lesson.pk, revision=None)
    cache.clear()  # as after ten minutes
    lesson.lead = "Lời dẫn khác."
    lesson.save()

    assert "Lời dẫn khác." in lesson_html(lesson.pk, revision=None)


# --- blocks -----------------------------------------------------------------


def test_what_authors_type_is_escaped(lesson):
    lesson.lead = "<script>alert(1)</script>"
    html = render(
        lesson,
        ("quote", {"text": "<b>đậm</b>\nhai", "source": "a & b"}),
        ("pair", {"context": "<i>", "bad": "<u>", "good": "tốt"}),
        ("steps", {"title": "<h1>", "items": [{"title": "<s>", "text": "<s>"}]}),
        ("table", {"caption": "<p>", "table": {"data": [["<td>", "x"]]}}),
    )

    assert "<script>" not in html
    assert "&lt;b&gt;đậm&lt;/b&gt;<br>hai" in html
    for tag in ["<i>", "<u>", "<h1>", "<s>"]:
        assert tag not in html


def test_a_callout_says_what_it_rests_on_and_whether_the_text_still_holds(lesson):
    new = LegalReferenceFactory(number="244/2026/NĐ-CP")
    old = LegalReferenceFactory(
        number="09/2017/NĐ-CP",
        effective_from=date(2017, 3, 30),
        effective_to=date(2026, 6, 30),
        replaced_by=new,
        checked_on=date(2026, 11, 2),
    )
    callout = {"kind": "rule", "title": "", "text": "<p>Trong 24 giờ.</p>"}

    html = render(lesson, ("callout", {**callout, "basis": "law", "legal": old}))

    assert "note--rule" in html
    assert "basis--law" in html
    assert "Quy định" in html
    assert "đã hết hiệu lực" in html
    assert "thay bằng 244/2026/NĐ-CP" in html
    assert "Kiểm tra lần cuối 02/11/2026." in html


@pytest.mark.parametrize(
    ("kind", "look", "title"),
    [("warning", "note--warn", "Dễ sai"), ("example", "note--example", "Ví dụ")],
)
def test_callouts_of_other_kinds(lesson, kind, look, title):
    callout = {"kind": kind, "title": "", "text": "<p>Chữ.</p>", "basis": "internal"}

    html = render(lesson, ("callout", callout))

    assert look in html
    assert title in html
    assert "basis--own" in html


def test_a_picture_comes_small_lazy_and_with_its_size(lesson):
    file = get_test_image_file(filename="to.png", size=(1600, 800))
    picture = Image.objects.create(title="To", file=file)
    block = {"image": picture, "alt": "Hai cán bộ bên đập", "caption": "Ảnh minh họa"}

    html = render(lesson, ("image", block))

    tag = re.search(r"<img [^>]*>", html)[0]
    assert 'alt="Hai cán bộ bên đập"' in tag
    assert 'loading="lazy"' in tag
    assert ".webp 480w" in tag
    assert ".webp 900w" in tag
    assert 'height="450"' in tag
    assert 'width="900"' in tag
    assert "<figcaption>Ảnh minh họa</figcaption>" in html


def test_a_film_has_captions_and_a_transcript(lesson):
    film = Media.objects.create(
        title="Họp báo", type="video", duration=60, file=ContentFile(b"x", "a.mp4")
    )
    captions = Document.objects.create(
        title="Phụ đề", file=ContentFile(b"WEBVTT", "a.vtt")
    )
    block = {"video": film, "captions": captions, "transcript": "<p>Lời nói.</p>"}

    html = render(lesson, ("video", block))

    assert f'src="{film.url}" type="video/mp4"' in html
    assert (
        f'<track kind="captions" srclang="vi" label="Tiếng Việt" src="{captions.url}"'
        in html
    )
    assert re.search(r"<details.*Lời nói\..*</details>", html, re.DOTALL)


def test_a_recording_has_a_transcript(lesson):
    sound = Media.objects.create(
        title="Bản tin", type="audio", duration=60, file=ContentFile(b"x", "a.mp3")
    )

    html = render(lesson, ("audio", {"audio": sound, "transcript": "<p>Lời đọc.</p>"}))

    assert f'src="{sound.url}" type="audio/mpeg"' in html
    assert "Lời đọc." in html


def test_a_document_says_what_kind_of_file_it_is(lesson):
    paper = Document.objects.create(
        title="Mẫu thông báo", file=ContentFile(b"x" * 2048, "mau.docx")
    )

    html = render(lesson, ("document", {"document": paper, "note": "Dùng ngay được"}))

    assert f'href="{paper.url}"' in html
    assert "DOCX" in html
    assert "2,0" in html


def test_a_table_carries_its_headings_into_each_cell(lesson):
    data = [["Cấp", "Người nói"], ["Xã", "Chủ tịch"], ["Sở", None]]
    table = {"data": data, "first_row_is_table_header": True}

    html = render(lesson, ("table", {"caption": "Ai nói", "table": table}))

    assert '<th scope="col">Người nói</th>' in html
    assert '<th scope="row">Xã</th><td data-label="Người nói">Chủ tịch</td>' in html
    assert '<td data-label="Người nói"></td>' in html


def test_two_checks_of_one_lesson_do_not_share_their_answers(lesson):
    options = [
        {"text": "Đúng đắn", "correct": True, "why": "Vì thế."},
        {"text": "Sai lầm", "correct": False, "why": "Không phải."},
    ]
    check = ("check", {"question": "Nên làm gì?", "options": options})

    html = render(lesson, check, check)

    names = re.findall(r'<input type="radio" name="([^"]+)"', html)
    assert len(names) == 4
    assert len(set(names)) == 2
    assert html.count("choice--right") == 2
    assert "2 câu tự kiểm tra" in html


def test_a_procedure_is_linked_while_it_is_published(lesson, root):
    chapter = ChapterPageFactory(parent=HandbookPageFactory(parent=root))
    procedure = ProcedurePageFactory(parent=chapter, title="Xử lý tin sai")
    block = ("procedure", {"page": procedure, "note": "Bước 3"})
    assert f'href="{procedure.url}"' in render(lesson, block)

    procedure.unpublish()

    assert "Xử lý tin sai" not in render(lesson, block)


def test_a_legal_reference_is_quoted_with_its_dates(lesson):
    reference = LegalReferenceFactory(
        number="126/2025/QH15",
        title="Luật Báo chí",
        url="https://example.vn/luat",
        effective_from=timezone.localdate() - timedelta(days=1),
    )

    html = render(lesson, ("legal", {"reference": reference, "note": "Điều 5"}))

    assert 'href="https://example.vn/luat"' in html
    assert "Luật Báo chí" in html
    assert "đã hết hiệu lực" not in html


# --- previews ---------------------------------------------------------------


@pytest.mark.parametrize("kind", ["course", "module", "lesson"])
def test_authors_can_preview_their_pages(client, course, kind):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    page = {
        "course": course,
        "module": course.get_children().get().specific,
        "lesson": course.lessons()[0],
    }[kind]
    page.save_revision()

    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert response.status_code == 200
    assert page.title in response.content.decode()
