from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.names import given_name, initials, name_sort_key, sort_key

IN_ORDER = [
    "An",
    "Anh",
    "Ánh",
    "Ân",
    "Bình",
    "Dũng",
    "Duy",
    "Đào",
    "Đức",
    "Ha",
    "Hà",
    "Hả",
    "Hã",
    "Há",
    "Hạ",
    "Oanh",
    "Ông",
    "Uyên",
    "Ước",
    "Ý",
    "Yến",
]

PEOPLE_IN_ORDER = [
    "An",
    "Nông An",
    "Nguyễn Thị An",
    "Hoàng Văn An",
    "Nguyễn Văn An",
    "Nguyễn Văn Bảo An",
    "Bế Thị Anh",
    "Bế Thị Ánh",
    "Đàm Dũng",
    "Đàm Đức",
    "Lý A Pao",
]


def shuffled(items: list[str]) -> list[str]:
    mixed = list(items)
    random.Random(4).shuffle(mixed)
    return mixed


@pytest.mark.parametrize(
    ("full_name", "expected"),
    [
        ("Nguyễn Thị Hường", "Hường"),
        ("Lý A Pao", "Pao"),
        (" Nguyễn  Trãi ", "Trãi"),
        ("Y", "Y"),
        ("", ""),
        (unicodedata.normalize("NFD", "Bế Thị Huệ"), "Huệ"),
    ],
)
def test_the_given_name_is_the_last_syllable(full_name: str, expected: str) -> None:
    assert given_name(full_name) == expected


@pytest.mark.parametrize(
    ("full_name", "expected"),
    [
        ("Nguyễn Thị Hường", "NH"),
        ("đàm ánh", "ĐÁ"),
        ("Lò Lò", "LL"),
        ("Pao", "P"),
        ("", ""),
    ],
)
def test_initials_are_those_of_family_and_given_name(
    full_name: str, expected: str
) -> None:
    assert initials(full_name) == expected


def test_words_sort_as_in_a_vietnamese_dictionary() -> None:
    assert sorted(shuffled(IN_ORDER), key=sort_key) == IN_ORDER


def test_people_sort_by_given_then_middle_then_family_name() -> None:
    by_name = sorted(shuffled(PEOPLE_IN_ORDER), key=name_sort_key)

    assert by_name == PEOPLE_IN_ORDER


def test_a_corrected_given_name_decides_the_order() -> None:
    corrected = name_sort_key("Trần Ngọc Anh", "Ngọc Anh")

    assert (
        name_sort_key("Trần Minh Ngọc") < corrected < name_sort_key("Trần Thị Nguyệt")
    )


def test_a_given_name_may_stand_first() -> None:
    assert name_sort_key("John Smith", "john") == name_sort_key("Smith John")


def test_a_given_name_that_is_not_in_the_full_name_still_sorts() -> None:
    assert name_sort_key("Trần Văn Bảy", "Út").startswith(sort_key("Út"))


@pytest.mark.parametrize(
    "in_order",
    [
        ["Xã 2", "Xã 10", "Xã Bế Văn Đàn"],
        ["An", "An Bình", "Ân"],
        ["Hà Quảng", "Hạ Lang", "Hoà An"],
        ["Jack", "Kim", "Wang", "Xuân", "Zhao", "Москва", "字"],
        ["Phòng", "Phòng Nội vụ", "Phòng Văn hóa"],
    ],
)
def test_other_texts_sort_sanely(in_order: list[str]) -> None:
    assert sorted(shuffled(in_order), key=sort_key) == in_order


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HOÀ AN", "hòa  an"),
        ("A-Pao", "A Pao"),
        ("Ðặng", "Đặng"),
        ("Đặng", unicodedata.normalize("NFD", "Đặng")),
    ],
)
def test_spelling_details_do_not_move_a_name(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(st.text(), st.text())
def test_keys_are_plain_enough_for_every_collation(name: str, tên: str) -> None:
    assert re.fullmatch("[0-9a-z]*", sort_key(name))
    assert re.fullmatch("[0-9a-z]+", name_sort_key(name, tên))
