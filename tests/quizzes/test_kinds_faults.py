"""What an author is told, row by row; and what is put right without a word."""

from __future__ import annotations

import pytest

from quizzes.kinds import KINDS, AnswerDoesNotFit
from quizzes.kinds.choice import Option
from tests.factories import options


def weighted(*fractions: str) -> dict:
    content = options("Một", "Hai", "Ba", right="ab")
    for option, fraction in zip(content["options"], fractions, strict=True):
        option["fraction"] = fraction
    return {**content, "partial": True}


@pytest.mark.parametrize(
    ("name", "content", "faults"),
    [
        ("single", {}, ["Câu hỏi cần ít nhất hai phương án.", "Đánh dấu đúng một phương án đúng."]),
        ("single", options("Đúng", right="a"), ["Câu hỏi cần ít nhất hai phương án."]),
        ("single", options("Đúng", " ", right="a"), ["Phương án B chưa có nội dung."]),
        ("single", options("Đúng", "Sai", "Đúng ", right="a"), ["Các phương án A, C giống nhau."]),
        ("single", options("Đúng", "Sai", right=""), ["Đánh dấu đúng một phương án đúng."]),
        ("single", options("Đúng", "Sai", right="ab"), ["Đánh dấu đúng một phương án đúng."]),
        ("single", {"options": [{"text": "Một", "correct": True}, {"text": "Hai", "fraction": "100"}]}, ["Phương án B không đúng nên chỉ được tính dưới 100%."]),
        ("single", {"options": [{"text": "Một", "correct": True}, {"text": "Hai", "fraction": "nửa"}]}, ["Trọng số của phương án B không phải là số từ -100 đến 100."]),
        ("multiple", options("Đúng", "Sai", right=""), ["Đánh dấu ít nhất một phương án đúng."]),
        ("multiple", weighted("60", "0", "-50"), ["Phương án B đúng nên trọng số phải lớn hơn 0%."]),
        ("multiple", weighted("60", "40", "10"), ["Phương án C không đúng nên trọng số nhiều nhất là 0%."]),
        ("multiple", weighted("60", "30", "0"), ["Trọng số của các phương án đúng cộng lại là 90%, không phải 100%."]),
        ("true_false", options("Đúng", "Sai", "Khác", right="a"), ["Câu hỏi đúng hay sai có đúng hai phương án."]),
        ("short", {"accepted": [{"text": "Hòa"}, {"text": " "}, {"text": "hoà."}]}, ["Đáp án 2 chưa có nội dung.", "Các đáp án 1, 3 được coi là một: giữ lại một."]),
        ("short", {"accepted": [{"text": "Hòa", "fraction": "-1"}]}, ["Trọng số của đáp án 1 không phải là số từ 0 đến 100.", "Chưa có đáp án nào được trọn điểm (100%)."]),
        ("numeric", {"answers": [{"value": "ba", "tolerance": "-1"}], "unit": "3 kg"}, ["Đáp án 1 không phải là số.", "Sai số cho phép của đáp án 1 không phải là số từ 0 trở lên.", "Đơn vị “3 kg” bắt đầu như một con số."]),
        ("matching", {"pairs": [{"left": "Một", "right": ""}]}, ["Câu ghép đôi cần ít nhất hai cặp.", "Cặp 1 cần có nội dung ở cả hai vế."]),
        ("matching", {"pairs": [{"left": "Một", "right": "Mẹ"}, {"left": "Một", "right": "Mẹ"}]}, ["Các cặp 1, 2 có vế trái giống nhau.", "Mọi cặp có cùng vế phải nên không có gì để chọn."]),
        ("ordering", {"items": [{"text": "Một"}, {"text": ""}, {"text": "Một"}]}, ["Mục 2 chưa có nội dung.", "Các mục 1, 3 giống nhau."]),
        ("gaps", {"text": "Không", "gaps": []}, ["Nội dung chưa có chỗ trống: hãy đánh dấu bằng [[1]], [[2]]."]),
        ("gaps", {"text": "[[1]] và [[1]]", "gaps": [{"accepted": ["a"]}, {"accepted": ["b"]}]}, ["Mỗi chỗ trống có mặt trong văn bản đúng một lần: [[1]], [[2]]…"]),
        ("gaps", {"text": "[[1]] [[2]] [[3]]", "gaps": [{"accepted": []}, {"accepted": ["a", "A"]}, {"accepted": ["c"], "options": ["a", "b"]}]}, ["Chỗ trống 1 chưa có đáp án đúng.", "Hai đáp án cho chỗ trống 2 được coi là một: giữ lại một.", "Đáp án đúng của chỗ trống 3 không có trong các lựa chọn."]),
        ("hot_words", {"text": "Một hai", "words": [{"start": 0, "end": 3, "correct": True}, {"start": 2, "end": 9}]}, ["Chỗ 2 nằm ngoài văn bản, trống hoặc lồng trong chỗ khác."]),
        ("hot_words", {"text": "", "words": []}, ["Chưa có văn bản.", "Đánh dấu ít nhất một chỗ là đúng."]),
        ("essay", {"min_words": 9, "max_words": 5, "file": "no"}, ["Số từ tối thiểu lớn hơn số từ tối đa."]),
        ("essay", {"min_words": "ba", "file": "có"}, ["Giới hạn số từ là số nguyên từ 0 trở lên.", "Cho biết có được nộp tệp hay không."]),
        ("essay", {"file": "no", "rubric": [{"title": "", "levels": [{"text": "", "points": ""}]}]}, ["Tiêu chí 1 chưa có tên.", "Tiêu chí 1 cần ít nhất hai mức.", "Mức 1 của tiêu chí 1 chưa có nội dung.", "Mức 1 của tiêu chí 1 cần số điểm từ 0 trở lên."]),
    ],
)  # fmt: skip
def test_the_author_is_told_what_cannot_be_asked(name, content, faults):
    assert KINDS[name].faults(content) == faults


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_form_has_faults_and_raises_nothing(name):
    content = KINDS[name].tidied({})

    assert KINDS[name].faults(content) or name == "essay"


def test_options_keep_their_ids_and_new_ones_get_one_that_says_nothing():
    content = {"options": [{"id": "a", "text": "Một"}, {"id": "a", "text": "Hai"}]}

    one, two = KINDS["single"].tidied(content)["options"]

    assert one["id"] == "a"
    assert two["id"] not in ("", "a", "Hai")


def test_what_makes_a_choice_partial_is_kept():
    content = {**weighted("60", "40", "-50"), "keep_last": 1}

    tidied = KINDS["multiple"].tidied(content)

    assert [each["fraction"] for each in tidied["options"]] == ["60", "40", "-50"]
    assert (tidied["partial"], tidied["keep_last"]) == (True, True)


def test_places_in_a_text_follow_it_when_its_letters_are_composed():
    text = "No\u031b\u0301c dâng"
    content = {"text": text, "words": [{"start": 6, "end": 10, "correct": True}]}

    tidied = KINDS["hot_words"].tidied(content)
    word = tidied["words"][0]

    assert tidied["text"][word["start"] : word["end"]] == "dâng"


def test_two_answers_to_a_question_that_takes_one_are_refused():
    with pytest.raises(AnswerDoesNotFit):
        KINDS["single"].read(options("Một", "Hai", right="a"), ["a", "b"])


def test_true_and_false_keep_their_order():
    content = options("Đúng", "Sai", right="b")

    assert KINDS["true_false"].option_order(content, shuffle=True) == ["a", "b"]


def test_an_attempt_shows_its_own_order_with_letters_and_what_was_chosen():
    content = options("Một", "Hai", "Ba", right="b")
    content["options"][2]["fraction"] = "50"

    shown = KINDS["single"].shown(content, order=["c", "a", "b"], answer=["a"])

    assert shown == [
        Option("c", "A", "Ba", "", is_chosen=False, is_right=False, is_partly=True),
        Option("a", "B", "Một", "", is_chosen=True, is_right=False),
        Option("b", "C", "Hai", "", is_chosen=False, is_right=True),
    ]


def test_a_question_that_is_its_own_text_of_gaps_is_not_read_twice():
    gaps, content = KINDS["gaps"], {"text": "Một [[1]] hai."}

    assert gaps.heading("Một _____ hai.", content) == "Điền vào chỗ trống"
    assert gaps.heading("Điền cho đủ.", content) == "Điền cho đủ."


@pytest.mark.parametrize(
    ("name", "content", "answer", "remark"),
    [
        ("numeric", {"answers": [], "unit": "kg"}, ["nhiều"], "Chưa đọc được thành số. Viết như 1.234,5, có hoặc không có “kg”."),
        ("numeric", {"answers": [], "unit": ""}, ["3 kg"], "Chưa đọc được thành số. Chỉ viết chữ số như 1.234,5, không kèm chữ hay đơn vị."),
        ("numeric", {"answers": [], "unit": "kg"}, ["3 KG"], ""),
        ("ordering", {"items": [{}, {}]}, ["a:1", "b:1"], "Mỗi mục cần một vị trí riêng."),
        ("ordering", {"items": [{}, {}]}, ["a:2", "b:1"], ""),
        ("essay", {"min_words": 3, "max_words": 4}, ["một hai"], "Ngắn hơn yêu cầu: ít nhất 3 từ."),
        ("essay", {"min_words": 3, "max_words": 4}, ["một hai ba bốn năm"], "Dài hơn yêu cầu: nhiều nhất 4 từ."),
        ("essay", {"min_words": None, "max_words": 0}, ["một"], ""),
    ],
)  # fmt: skip
def test_before_handing_in_one_hears_what_to_look_at(name, content, answer, remark):
    assert KINDS[name].remark(content, answer) == remark
