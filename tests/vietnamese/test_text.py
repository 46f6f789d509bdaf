from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.text import fold, has_marks, nfc, slug, telex

VIETNAMESE = st.text(
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ "
)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_nfc_composes_what_a_mac_decomposed() -> None:
    assert nfc(nfd("Đặng Thị Huệ")) == "Đặng Thị Huệ"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Khủng hoảng", "khung hoang"),
        ("ĐẤU TRANH", "dau tranh"),
        ("Ðặng Ɖình", "dang dinh"),
        ("  xử \u00a0 lý\n tin\u200b giả ", "xu li tin gia"),
        ("Nghị định 30/2020/NĐ-CP", "nghi dinh 30/2020/nd-cp"),
        ("", ""),
    ],
)
def test_folding_takes_off_case_marks_and_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("kĩ năng", "kỹ năng"),
        ("Lí", "Lý"),
        ("Mĩ", "Mỹ"),
        ("bác sĩ", "bác sỹ"),
        ("tỉ lệ", "tỷ lệ"),
        ("hi vọng", "hy vọng"),
        ("quí", "quý"),
    ],
)
def test_two_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("thúi", "thúy"), ("tai", "tay"), ("hai", "hay"), ("lui", "luy"), ("i", "y")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_an_unfinished_quy_already_finds_quyet_dinh() -> None:
    assert fold("quyết định").startswith(fold("quy"))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(nfd(text)) == fold(nfc(text))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("khủng hoảng", "khungr hoangr"),
        ("Đấu tranh", "ddaaus tranh"),
        ("đường", "dduwowngf"),
        ("HỢP", "howpj"),
        ("năm", "nawm"),
        ("nam", "nam"),
        ("kỹ", "kyx"),
        ("kĩ", "kix"),
        ("Số 12/QĐ-UBND", "soos 12/qdd-ubnd"),
        ("“tin giả” –  báo", "tin giar baos"),
        ("", ""),
    ],
)
def test_telex_spells_the_exact_word_in_ascii(text: str, typed: str) -> None:
    assert telex(text) == typed


def test_telex_ignores_where_the_tone_was_put() -> None:
    assert telex("hoà thuỷ") == telex("hòa thủy") == "hoaf thuyr"


@given(st.text())
def test_telex_is_ascii_and_lower_case(text: str) -> None:
    typed = telex(text)

    assert typed.isascii()
    assert typed == typed.lower()


@given(st.text())
def test_telex_does_not_mind_the_unicode_form(text: str) -> None:
    assert telex(nfd(text)) == telex(nfc(text))


@given(VIETNAMESE)
def test_moving_a_tone_within_a_syllable_changes_neither_form(text: str) -> None:
    respelt = nfc(nfd(text).replace("oà", "òa"))

    assert (telex(respelt), fold(respelt)) == (telex(text), fold(text))


@pytest.mark.parametrize("text", ["khủng", "đa", "Đ", nfd("hoà"), "ưu"])
def test_marks_are_noticed(text: str) -> None:
    assert has_marks(text)


@pytest.mark.parametrize("text", ["khung hoang", "30/2020", "", "tin\u200bgia"])
def test_plain_text_has_no_marks(text: str) -> None:
    assert not has_marks(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xử lý Đặng", "xu-ly-dang"),
        ("  Ứng phó: 24 giờ đầu! ", "ung-pho-24-gio-dau"),
        ("Москва", ""),
    ],
)
def test_slugs_keep_the_vietnamese_letters(text: str, expected: str) -> None:
    assert slug(text) == expected
