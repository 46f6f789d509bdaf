from __future__ import annotations

import re

import pytest

from tests.handbooks.conftest import step

pytestmark = pytest.mark.django_db
QUERIES = 18


def test_a_role_card_says_who_does_what_first(role, read):
    html = read(role)

    for words in [
        "Cán bộ trực",
        "Trực lãnh đạo",
        "Kích hoạt mức 1",
        "Không trả lời báo chí",
        "Mức hiện tại",
        "In thẻ (khổ A5)",
    ]:
        assert words in html
    firsts = re.findall(r'<div class="step__body">(Việc thứ \d)</div>', html)
    assert firsts == [f"Việc thứ {n}" for n in range(1, 6)]
    assert re.search(r'<body class="[^"]*\ba5\b', html)


def test_a_role_card_leads_to_the_steps_of_the_role(role, procedure, read):
    mine = procedure(step(), step(role=role), step(role=role), title="Có vai này")
    procedure(step(role=role), title="Nháp", live=False)
    procedure(step(), title="Của người khác")

    html = read(role)
    steps = html[html.index("Các bước do vai này làm") :]

    assert re.findall(r"#buoc-(\d)", steps) == ["2", "3"]
    assert mine.get_url() in steps
    assert "Nháp" not in steps


def test_a_template_has_parts_with_hints_and_a_filled_example(letter, read):
    html = read(letter)

    for words in [
        "Khi chưa biết hết sự việc.",
        "Người duyệt được ủy quyền",
        "Điều đã rõ",
        "Có nguồn",
        "UBND xã Nậm Lăng thông báo.",
    ]:
        assert words in html
    assert html.count("Bắt buộc") == 1
    assert html.count("Nếu có") == 1


def test_a_template_can_be_copied_blank_or_filled(letter, read):
    html = read(letter)
    blank = re.search(r'<pre id="mau-trong" hidden>(.*?)</pre>', html, re.S)[1]

    assert blank.split("\n") == [
        "Thông báo ban đầu",
        "",
        "Điều đã rõ: [Có nguồn]",
        "Lời cảm ơn: […]",
        "",
    ]
    assert 'data-copy="mau-trong"' in html
    assert 'data-copy="vi-du-chu"' in html
    assert "js/copy.js" in html


def test_a_template_leads_to_the_steps_that_need_it(letter, procedure, read):
    procedure(step(), step(templates=[letter]))

    html = read(letter)

    assert re.findall(r"#buoc-(\d)", html) == ["2"]


@pytest.mark.parametrize("procedures", [1, 3])
def test_the_number_of_queries_does_not_grow(
    role, letter, procedure, queries_of, procedures
):
    for _ in range(procedures):
        procedure(step(role=role, templates=[letter]))

    assert queries_of(role.get_url()) == QUERIES
    assert queries_of(letter.get_url()) == QUERIES
