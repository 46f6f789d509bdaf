"""What matters about reading that the samples do not show by themselves."""

from __future__ import annotations

import pytest

from quizzes.formats import ParsedQuestion, read, write_gift, write_moodle_xml
from quizzes.formats.categories import joined_path, moodle_names, path_names


def kinds(text: str, name: str) -> list[str]:
    return [question.kind for question in read(name=name, data=text.encode()).questions]


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("<quiz></quiz>", "moodle_xml"),
        ("Câu hỏi\tĐáp án\nMột\tĐúng\n", "csv"),
        ("Một\nA. Hai\nB. Ba\nANSWER: A\n", "aiken"),
        ("Một {=hai ~ba}", "gift"),
    ],
)
def test_the_content_of_a_text_file_tells_its_format(text, format):
    assert read(name="cau-hoi.txt", data=text.encode()).format == format


def test_a_question_after_a_cut_one_is_read_and_its_tail_is_no_second_fault():
    text = "Một{\n=a\n\n~b\n}\n\nHai{T}\n\nBa }\n"

    parsed = read(name="x.gift", data=text.encode())

    assert [question.text for question in parsed.questions] == ["Hai"]
    assert [refusal.line for refusal in parsed.refusals] == [1, 9]


def test_faults_inside_a_question_have_the_line_they_stand_on():
    text = "// ghi chú\nMột{\n=a\n// ghi chú nữa\n~%200%b\n}\n\nHai\nhai {=a\n{\n}\n"

    parsed = read(name="x.gift", data=text.encode())

    assert [refusal.line for refusal in parsed.refusals] == [5, 10]


def test_a_refusal_names_its_question():
    parsed = read(name="x.gift", data=f"{'Một câu rất dài ' * 9}{{}}}}".encode())

    assert parsed.refusals[0].question == (
        "Một câu rất dài Một câu rất dài Một câu rất dài Một câu rất…"
    )


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("$course$/top/Báo chí/Họp báo", ("Báo chí", "Họp báo")),
        ("$system$/Báo chí", ("Báo chí",)),
        ("top/Báo chí", ("Báo chí",)),
        ("Báo chí", ("Báo chí",)),
        ("Tin//bài / Ảnh", ("Tin/bài", "Ảnh")),
        ("$course$", ()),
        ("$module$/top", ()),
        ("  ", ()),
    ],
)
def test_moodles_category_paths_become_names(path, names):
    assert moodle_names(path) == names


@pytest.mark.parametrize(
    "names", [("a", "b"), ("a/b", "c"), ("/a", "b/"), ("/", "//"), ("top", "a"), ()]
)
def test_a_path_written_is_read_as_the_same_names(names):
    assert path_names(joined_path(names)) == names


def test_categories_last_until_the_next_in_both_of_moodles_formats():
    questions = [
        ParsedQuestion(
            kind="essay",
            text=f"Câu {number}",
            content={"min_words": 0, "max_words": 0, "guide": ""},
            category=category,
        )
        for number, category in enumerate([("a",), ("a",), (), ("a", "b/c")])
    ]

    for write, name in [(write_gift, "x.gift"), (write_moodle_xml, "x.xml")]:
        assert read(name=name, data=write(questions).data).questions == tuple(questions)


def test_options_an_author_gave_no_weights_are_written_with_equal_ones():
    content = {
        "options": [
            {"text": text, "correct": correct, "feedback": ""}
            for text, correct in [("a", True), ("b", True), ("c", True), ("d", False)]
        ],
        "partial": True,
    }
    question = ParsedQuestion(kind="multiple", text="Chọn", content=content)

    (again,) = read(name="x.gift", data=write_gift([question]).data).questions

    assert [option["fraction"] for option in again.content["options"]] == [
        *("33.33333", "33.33333", "33.33333", "0"),
    ]


def test_moodle_ids_in_content_are_no_matter_to_the_writers():
    """Questions of the bank carry option ids; files do not."""
    options = [
        {"id": "a1", "text": "Một", "correct": True, "feedback": ""},
        {"id": "b2", "text": "Hai", "correct": False, "feedback": ""},
    ]
    question = ParsedQuestion(kind="single", text="Chọn", content={"options": options})

    written = write_moodle_xml([question]).data

    assert b"a1" not in written
    assert kinds(written.decode(), "x.xml") == ["single"]


def test_no_control_character_comes_in_through_markup():
    gift = read(name="x.gift", data="[html]Câu&#7; hỏi{T}".encode())
    xml = read(
        name="x.xml",
        data='<quiz><question type="essay"><questiontext format="plain_text">'
        "<text>Câu&#x7f; hỏi</text></questiontext></question></quiz>".encode(),
    )

    assert [question.text for question in gift.questions] == ["Câu hỏi"]
    assert [refusal.reason for refusal in xml.refusals] == [
        "There is an invisible control character (U+007F). Delete it."
    ]


def test_every_question_left_out_is_named_however_many():
    question = ParsedQuestion(
        kind="ordering", text="Xếp", content={"items": [{"text": "a"}, {"text": "b"}]}
    )

    assert len(write_gift([question] * 12_000).left_out) == 12_000
