from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.plain import clean, plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Một</p><p>Hai</p>", "Một\n\nHai"),
        ("<p>Một<br>Hai</p>\n<p>Ba</p>", "Một\nHai\n\nBa"),
        ("<ul><li>Một</li><li>Hai</li></ul>", "- Một\n- Hai"),
        ("<table><tr><th>A</th><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC"),
        ("10<sup>2</sup> m<sup>2 trời</sup>", "10² m^(2 trời)"),
        ("CO<sub>2</sub>", "CO₂"),
        ("a &lt; b &amp;&amp; c &nbsp; d", "a < b && c d"),
        ("3 < 5 và x <y z>", "3 < 5 và x <y z>"),
        ("a <b>đậm</b> <o:p>x</o:p>", "a đậm x"),
        ('<a href="https://a.vn/x">Nguồn</a>', "Nguồn (https://a.vn/x)"),
        ('<a href="https://a.vn">https://a.vn</a>', "https://a.vn"),
        ('<a href="javascript:alert(1)">Nguồn</a>', "Nguồn"),
        ("<script>alert('<p>x</p>')</script>Chữ<style>p{}</style>", "Chữ"),
        ("<!-- ghi <b> chú -->Chữ<!-- cuối", "Chữ<!-- cuối"),
        ("<p>Một   hai\n ba</p>", "Một hai ba"),
        ("không đóng <b", "không đóng <b"),
        ("<script>mất hết", ""),
    ],
)
def test_html_becomes_plain_text(source, text):
    assert plain(source, "html").text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("## Tiêu đề\nđoạn **đậm** và _nghiêng_", "Tiêu đề\nđoạn đậm và nghiêng"),
        ("`mã` và [chữ](https://a.vn)", "mã và chữ (https://a.vn)"),
        ("3 * 4 * 5 và snake_case_name", "3 * 4 * 5 và snake_case_name"),
    ],
)
def test_markdown_becomes_plain_text(source, text):
    assert plain(source, "markdown").text == text


def test_what_calls_itself_plain_is_left_alone():
    assert plain("<b>&amp;</b>", "plain").text == "<b>&amp;</b>"


def test_lost_pictures_are_told_and_their_description_stays():
    read = plain('<p>Xem <img src="x.png" alt="bản  đồ"> này</p>', "html")

    assert (read.text, read.has_lost_media) == ("Xem [bản đồ] này", True)


@given(st.text(), st.sampled_from(["html", "markdown", "moodle", "plain"]))
def test_any_text_becomes_clean_text(source, markup):
    text = plain(source, markup).text

    assert clean(text) == text


@given(st.text())
def test_what_was_escaped_comes_back_as_it_was(text):
    words = " ".join(clean(text).split())
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert plain(f"<p>{escaped}</p>", "html").text == words
