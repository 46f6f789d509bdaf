from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from tests.factories import (
    ChapterPageFactory,
    HandbookPageFactory,
    MessageTemplatePageFactory,
    ProcedurePageFactory,
    RoleCardPageFactory,
)


def level(number, **parts):
    return (
        "level",
        {
            "number": number,
            "name": f"Tên mức {number}",
            "question": f"Câu hỏi mức {number}?",
            "criteria": RichText(f"<p>Dấu hiệu mức {number}</p>"),
            "activates": f"Người quyết mức {number}",
            "informs": f"Nơi nhận mức {number}",
            "rhythm": f"Nhịp mức {number}",
            "stand_down": f"Hạ mức {number}",
            **parts,
        },
    )


def contact(post="Trực ban", *, verified_on=None, phone="0206 000 0101"):
    return ("contact", {"post": post, "phone": phone, "verified_on": verified_on})


def step(title="Ghi nhận", **parts):
    """A step as an author leaves it; give only what the test is about."""
    return (
        "step",
        {
            "phase": "initial",
            "title": title,
            "detail": RichText("<p>Ghi ai báo, lúc nào.</p>"),
            "role": None,
            "minutes": 10,
            "counted_from": "detection",
            "when": "",
            "basis": "internal",
            "legal": None,
            "is_critical": False,
            "checklist": [],
            "avoid": "",
            "templates": [],
            "levels": ["1", "2", "3", "4"],
            **parts,
        },
    )


@pytest.fixture
def handbook(root):
    return HandbookPageFactory(
        parent=root,
        note="Bản dự thảo.",
        levels=[level(1), level(4), level(2), level(3)],
        contacts=[contact(verified_on=date(2026, 11, 12))],
    )


@pytest.fixture
def chapter(handbook):
    return ChapterPageFactory(
        parent=handbook, title="Khi có chuyện", slug="khi-co-chuyen"
    )


@pytest.fixture
def role(chapter):
    return RoleCardPageFactory(
        parent=chapter,
        title="Trực ban",
        slug="truc-ban",
        holder="Cán bộ trực",
        deputy="Trực lãnh đạo",
        first_actions=[("line", f"Việc thứ {n}") for n in range(1, 6)],
        authority=[("line", "Kích hoạt mức 1")],
        must_not=[("line", "Không trả lời báo chí")],
        hand_over=[("line", "Mức hiện tại")],
    )


@pytest.fixture
def letter(chapter):
    return MessageTemplatePageFactory(
        parent=chapter,
        title="Thông báo ban đầu",
        slug="thong-bao-ban-dau",
        when_to_use="Khi chưa biết hết sự việc.",
        approval="Người duyệt được ủy quyền",
        slots=[
            ("slot", {"name": "Điều đã rõ", "hint": "Có nguồn", "mandatory": True}),
            ("slot", {"name": "Lời cảm ơn", "hint": "", "mandatory": False}),
        ],
        example="<p>UBND xã Nậm Lăng thông báo.</p>",
    )


@pytest.fixture
def procedure(chapter):
    """Build a procedure of these steps."""

    def build(*steps, **fields):
        return ProcedurePageFactory(parent=chapter, steps=list(steps), **fields)

    return build


@pytest.fixture
def read(signed_in):
    """What a signed-in reader gets at a page's address."""

    def get(page, query=""):
        response = signed_in.get(page.get_url() + query)
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.fixture
def queries_of(signed_in):
    """How many queries one view of an address takes, the caches warm."""

    def count(address):
        signed_in.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert signed_in.get(address).status_code == 200
        return len(captured)

    return count
