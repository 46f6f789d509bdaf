from __future__ import annotations

import re

import pytest

from vietnamese.name_search import MOST_WORDS, name_patterns
from vietnamese.names import name_sort_key
from vietnamese.text import unmarked


def finds(typed: str, name: str) -> bool:
    key = name_sort_key(name)
    return all(re.search(pattern, key) for pattern in name_patterns(typed))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hue", "Nguyễn Thị Huệ"),
        ("HUE", "Nguyễn Thị Huê"),
        ("huệ", "Nguyễn Thị Huệ"),
        ("hue nguyen", "Nguyễn Thị Huệ"),  # in any order
        ("thi", "Nguyễn Thị Huệ"),
        ("ho", "Hoàng Thị Sen"),  # the beginning of a syllable
        ("hoà", "Trần Văn Hòa"),  # one word, two places for the tone
        ("hoa", "Trần Văn Hoả"),
        ("dang", "Đặng A Pao"),
        ("đặng", "Đặng A Pao"),
        ("đăng", "Đặng A Pao"),  # the tone was not typed yet
        ("ly", "Lí A Pao"),
        ("a", "Lý A Pao"),
        ("ước", "Đinh Thị Ước"),
        ("uoc", "Đinh Thị Ước"),
        ("hue\u0323\u0302", "Nguyễn Thị Huệ"),  # typed on a Mac
        ("", "Lý A Pao"),
        ("!? –", "Lý A Pao"),
    ],
)
def test_a_name_is_found(typed, name):
    assert finds(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("huế", "Nguyễn Thị Huệ"),  # marks that are typed must be there
        ("đan", "Dân A Pao"),
        ("ang", "Đặng A Pao"),  # not inside a syllable
        ("n", "An Văn Bằng"),
        ("n", "Bằng An"),
        ("nguyen", "Hoàng Thị Sen"),
        ("sen nong", "Hoàng Thị Sen"),
    ],
)
def test_another_name_is_not_found(typed, name):
    assert not finds(typed, name)


def test_every_syllable_of_every_name_finds_it_with_and_without_marks():
    for name in ["Nông Quốc Ân", "Mông Thị Ý", "Triệu Mùi Pham", "Vừ A Dế", "Bế Ích"]:
        for word in name.split():
            assert finds(word, name)
            assert finds(unmarked(word), name)


def test_a_long_text_asks_for_its_first_words_only():
    assert len(name_patterns("nguyễn " * 50)) == MOST_WORDS


def test_signs_of_regular_expressions_are_only_signs():
    assert name_patterns(".* ( [ \\ ^$") == []
