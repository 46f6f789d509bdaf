from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from accounts.templatetags import ui

TODAY = date(2026, 11, 23)
ICONS = set(
    re.findall(
        r'id="i-([\w-]+)"', (settings.BASE_DIR / "static/img/icons.svg").read_text()
    )
)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def shares(svg: str) -> list[tuple[str, float]]:
    bars = re.findall(r'class="f-(\w+)" x="[\d.]+" width="([\d.]+)"', svg)
    return [(name, float(width)) for name, width in bars]


def test_an_icon_beside_words_is_silent():
    assert render('{% icon "bell" %}') == (
        '<svg class="icon" aria-hidden="true">'
        '<use href="/static/img/icons.svg#i-bell"/></svg>'
    )


def test_an_icon_alone_says_what_it_is():
    svg = render('{% icon "x" label=words size="lg" %}', words="Đóng <hộp>")
    assert svg == (
        '<svg class="icon icon--lg" role="img" aria-label="Đóng &lt;hộp&gt;">'
        '<use href="/static/img/icons.svg#i-x"/></svg>'
    )


def test_every_icon_asked_for_in_a_template_is_in_the_sprite():
    templates = Path(settings.BASE_DIR).glob("**/templates/**/*.html")
    asked = {
        name
        for path in templates
        if ".venv" not in path.parts
        for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text())
    }
    assert asked - ICONS == set()


def test_a_strip_shows_shares_that_fill_the_whole():
    svg = ui.strip(done=102, doing=23, todo=6, late=11)
    assert shares(svg) == [
        ("done", 718.3),
        ("doing", 162.0),
        ("todo", 42.3),
        ("late", 77.5),
    ]


def test_a_strip_tells_its_counts_in_words():
    assert 'aria-label="1.102 đã xong, 11 quá hạn"' in ui.strip(done=1102, late=11)


def test_a_strip_of_nobody_is_an_empty_bar():
    svg = ui.strip()
    assert 'aria-label="chưa có ai"' in svg
    assert shares(svg) == [("todo", 1000.0)]


def test_a_ring_says_how_much_of_the_goal_is_reached():
    svg = ui.ring(28, 40, "tiết")
    assert 'aria-label="28 trong 40 tiết"' in svg
    assert 'stroke-dasharray="70 100"' in svg


@pytest.mark.parametrize(("value", "total"), [(0, 40), (0, 0)])
def test_a_ring_at_nothing_draws_no_arc(value, total):
    assert "ring__fg" not in ui.ring(value, total)


def test_a_ring_past_its_goal_is_full_and_no_more():
    assert 'stroke-dasharray="100 100"' in ui.ring(52, 40)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(8.5, "8,5"), (Decimal("16.0"), "16"), (1234, "1.234"), (0, "0")],
)
def test_numbers_carry_no_decimal_that_says_nothing(value, shown):
    assert ui.plain(value) == shown


def test_a_date_reads_day_month_year():
    assert ui.vi_date(date(2026, 12, 25)) == "25/12/2026"


def test_a_moment_is_dated_by_the_local_day():
    assert ui.vi_date(datetime(2026, 12, 24, 18, 0, tzinfo=UTC)) == "25/12/2026"


def test_no_date_shows_nothing():
    assert ui.vi_date(None) == ""
    assert ui.due_badge(None) == ""


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [
        (-3, "badge--late", "Quá hạn 3 ngày"),
        (0, "badge--due", "Hạn hôm nay"),
        (2, "badge--due", "Còn 2 ngày"),
        (7, "badge--due", "Còn 7 ngày"),
        (8, "", "Hạn 01/12/2026"),
    ],
)
def test_a_due_date_says_how_it_stands(days, kind, words):
    badge = ui.due_badge(TODAY + timedelta(days=days), today=TODAY)
    classes = f"badge {kind}".strip()
    assert badge == f'<span class="{classes}">{ui.icon("clock")}{words}</span>'


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Hoàng Thị Sen", "HS"), ("Ái", "Á"), ("đàm quốc khánh", "ĐK"), ("", "")],
)
def test_initials_are_the_first_and_the_last_letter(name, letters):
    assert ui.initials(name) == letters


def test_a_wait_is_never_told_shorter_than_it_is():
    assert ui.minutes(timedelta(minutes=29, seconds=1)) == 30


def test_how_long_something_lasts():
    assert ui.lasting(timedelta(seconds=44.6)) == "45 giây"
    assert ui.lasting(timedelta(seconds=125)) == "2 phút 5 giây"
    assert ui.lasting(timedelta()) == "0 giây"
