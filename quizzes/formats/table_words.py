"""The headings and words of question tables, in Vietnamese and English.

They are part of the format, not of the interface: a table reads the same
whatever language the screen has. Compared folded, so "dap an" is "Đáp án".
"""

from __future__ import annotations

import re
import string
from typing import Final

from vietnamese.text import fold

LETTERS: Final = string.ascii_uppercase

# Key: how we write it, then what else we know it by.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "category": ("Nhóm", "Danh mục", "Nhóm câu hỏi", "Category", "Group"),
    "kind": ("Loại", "Loại câu hỏi", "Dạng", "Kind", "Type"),
    "text": ("Câu hỏi", "Nội dung", "Nội dung câu hỏi", "Question", "Text"),
    "answer": ("Đáp án", "Đáp án đúng", "Trả lời", "Answer", "Correct answer"),
    "explanation": ("Giải thích", "Lời giải", "Explanation", "General feedback"),
    "difficulty": ("Độ khó", "Mức độ", "Difficulty", "Level"),
    "reference": ("Văn bản", "Căn cứ", "Legal reference", "Reference"),
    "tags": ("Thẻ", "Nhãn", "Tags"),
    "code": ("Mã", "Mã câu hỏi", "Mã số", "Code", "ID"),
    "name": ("Tên", "Tên câu hỏi", "Name", "Title"),
    "fold_marks": ("Bỏ qua dấu", "Bỏ dấu", "Ignore marks"),
}
OPTION: Final = re.compile(r"(?:(?:phuong an|lua chon|option|answer) )?([a-z])")
FEEDBACK: Final = re.compile(r"(?:phan hoi|nhan xet|feedback) ([a-z])")
FEEDBACK_HEADING: Final = "Phản hồi {letter}"

KINDS: Final[dict[str, tuple[str, ...]]] = {
    "single": ("Một đáp án", "Chọn một", "Một phương án đúng", "Trắc nghiệm"),
    "multiple": ("Nhiều đáp án", "Chọn nhiều", "Nhiều phương án đúng"),
    "true_false": ("Đúng/Sai", "Đúng sai", "Đúng hay sai", "True/False"),
    "short": ("Trả lời ngắn", "Câu trả lời ngắn", "Short answer"),
    "numeric": ("Số", "Con số", "Tính toán", "Number", "Numerical"),
    "matching": ("Ghép đôi", "Ghép cặp", "Nối", "Match"),
    "ordering": ("Sắp xếp", "Thứ tự", "Sắp thứ tự", "Order"),
    "gaps": ("Điền chỗ trống", "Điền khuyết", "Fill in the gaps", "Cloze"),
    "hot_words": ("Tìm từ", "Chọn từ", "Tìm trong văn bản", "Hot words"),
    "essay": ("Tự luận", "Bài viết", "Essay question"),
}
DIFFICULTIES: Final[dict[int, tuple[str, ...]]] = {
    1: ("Dễ", "Easy", "1"),
    2: ("Vừa", "Trung bình", "Medium", "2"),
    3: ("Khó", "Hard", "3"),
}
YES: Final = {"co", "x", "yes", "true", "dung", "1"}
NO: Final = {"", "khong", "no", "false", "sai", "0"}
TRUE_WORDS: Final = {"dung", "d", "true", "t", "co"}
FALSE_WORDS: Final = {"sai", "s", "false", "f", "khong"}


def heading(key: str) -> str:
    """As we write it. Options and feedback have keys such as "A" and "A#"."""
    if key in HEADINGS:
        return HEADINGS[key][0]
    if key.endswith("#"):
        return FEEDBACK_HEADING.format(letter=key[0])
    return key


def heading_key(typed: str) -> str:
    """The key of a heading, "" for one we do not know."""
    words = fold(typed).strip(" .:*")
    if words in KEYS:
        return KEYS[words]
    if option := OPTION.fullmatch(words):
        return option[1].upper()
    if feedback := FEEDBACK.fullmatch(words):
        return f"{feedback[1].upper()}#"
    return ""


def kind_of(typed: str) -> str:
    return KIND_KEYS.get(fold(typed).replace("_", " "), "")


def difficulty_of(typed: str) -> int | None:
    return DIFFICULTY_KEYS.get(fold(typed))


KEYS: Final = {fold(name): key for key, names in HEADINGS.items() for name in names}
KIND_KEYS: Final = {
    fold(name).replace("_", " "): kind
    for kind, names in KINDS.items()
    for name in (kind, *names)
}
DIFFICULTY_KEYS: Final = {
    fold(name): level for level, names in DIFFICULTIES.items() for name in names
}
