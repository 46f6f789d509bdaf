"""Whatever the file: an answer in time, never an exception."""

from __future__ import annotations

import os
import time

import pytest

from quizzes import formats
from tests.quizzes.formats.mutations import mutants

FILES = int(os.environ.get("FUZZ_FILES", "2000"))
SECONDS = 3


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_mutated_files_are_read_or_refused_in_time():
    """A failure names its file and seed; FUZZ_FILES=100000 looks further."""
    slowest = 0.0
    for mutant in mutants(FILES, seed=20_261_123):
        began = time.process_time()
        try:
            parsed = formats.read(name=mutant.name, data=mutant.data)
        except Exception as error:  # noqa: BLE001 - any would be a failure
            pytest.fail(f"{mutant.name}, seed {mutant.seed}: {error!r}")
        slowest = max(slowest, time.process_time() - began)
        assert parsed.questions or parsed.refusals, mutant.seed
        assert all(refusal.reason for refusal in parsed.refusals), mutant.seed

    assert slowest < SECONDS


TWO_MB = 2 * 1024 * 1024 - 100
GIFT = {
    "open braces": "{" * TWO_MB,
    "backslashes": "a{=" + "\\" * TWO_MB,
    "one long block": "a\n" * (TWO_MB // 2),
    "answers": "a{" + "=b" * (TWO_MB // 3) + "}",
    "titles": "::a" * (TWO_MB // 3),
    "general feedback": "a{" + "####" * (TWO_MB // 4) + "}",
    "weights": "a{" + "~%1%" * (TWO_MB // 4) + "}",
    "arrows": "a{" + "=->" * (TWO_MB // 3) + "}",
    "remarks": "// " + "[a:\\" * (TWO_MB // 4) + "\na{T}",
    "comments": "//\n" * (TWO_MB // 3),
    "tags": "a{T}" + "<b" * (TWO_MB // 2),
    "scripts": "<script>" * (TWO_MB // 8) + "{T}",
    "comments of html": "<!--" * (TWO_MB // 4) + "> {T}",
    "attributes": "<img " + "alt=" * (TWO_MB // 4) + "> {T}",
    "stars of markdown": "[markdown]" + "**a" * (TWO_MB // 3) + "{T}",
    "links of markdown": "[markdown]" + "[" * TWO_MB + "{T}",
    "entities": "[html]" + "&" * TWO_MB + "{T}",
    "spaces": "[html]a" + " " * TWO_MB + "{T}",
    "lines": "[html]a<br>" + "<br>" * (TWO_MB // 4) + "{T}",
    "categories": "$CATEGORY: " + "a/" * (TWO_MB // 2),
    "slashes": "$CATEGORY: " + "/" * TWO_MB,
    "ranges": "a{#" + "1" * TWO_MB + "..}",
    "accents": "a" + "\u0301" * (TWO_MB // 2) + "{T}",
    "many questions": "a{T}\n\n" * (TWO_MB // 6),
    "many refusals": "a}\n\n" * (TWO_MB // 4),
}
XML = {
    "depth": "<quiz>" + "<a>" * (TWO_MB // 3),
    "elements": "<quiz>" + "<a/>" * (TWO_MB // 4) + "</quiz>",
    "attributes": "<quiz " + "a" * TWO_MB + "='b'/>",
    "many attributes": "<quiz " + " ".join(f"a{n}=''" for n in range(200_000)) + "/>",
    "gaps": "<quiz><question type='cloze'><questiontext><text>"
    + "{1:SA:" * (TWO_MB // 6 - 40)
    + "</text></questiontext></question></quiz>",
    "filled gaps": "<quiz><question type='cloze'><questiontext><text>"
    + "{1:SA:=a}" * (TWO_MB // 9 - 40)
    + "</text></questiontext></question></quiz>",
    "markers": "<quiz><question type='ddwtos'><questiontext><text>"
    + "[[1]]" * (TWO_MB // 5 - 60)
    + "</text></questiontext><dragbox><text>a</text></dragbox></question></quiz>",
}
TABLES = {
    "columns": "Câu hỏi,Đáp án" + "," * TWO_MB,
    "rows": "Câu hỏi,Đáp án\n" + "a,b\n" * (TWO_MB // 4),
    "quotes": "Câu hỏi,Đáp án\n" + '"' * (TWO_MB - 100),
    "numbers": "Loại,Câu hỏi,Đáp án\n" + ("Số,a," + "1" * 19_000 + "\n") * 100,
    "letters": "Loại,Câu hỏi,A,Đáp án\n" + ("single,a,b," + "A " * 9_000 + "\n") * 100,
    "brackets": "Loại,Câu hỏi,A\n" + ("hot_words,a," + "[a] " * 4_900 + "\n") * 100,
    "underlines": "Loại,Câu hỏi,A\n" + ("gaps," + "___ " * 4_900 + ",a\n") * 100,
    "pairs": "Loại,Câu hỏi,A\n" + ("matching,a," + "\\" * 19_000 + "\n") * 100,
}
AIKEN = {
    "options": "a\n" + "A. b\n" * (TWO_MB // 5) + "ANSWER: A",
    "answers": "A. b\n" + "ANSWER: A\n" * (TWO_MB // 10),
    "words": "A. b\n\nANSWER: A\n" + "a\n\n" * (TWO_MB // 3),
}
LARGE = [
    (f"{ending}: {case}", f"x.{ending}", text)
    for ending, cases in [
        ("gift", GIFT),
        ("xml", XML),
        ("csv", TABLES),
        ("aiken.txt", AIKEN),
    ]
    for case, text in cases.items()
]


@pytest.mark.parametrize(
    ("name", "text"),
    [pytest.param(name, text, id=case) for case, name, text in LARGE],
)
def test_two_megabytes_of_one_thing_take_seconds_at_most(name, text):
    data = text.encode()
    began = time.process_time()

    parsed = formats.read(name=name, data=data)

    assert parsed.questions or parsed.refusals
    assert time.process_time() - began < SECONDS


def test_a_file_over_two_megabytes_is_refused_unread():
    parsed = formats.read(name="x.gift", data=b"a{T}\n\n" * 400_000)

    assert [refusal.reason for refusal in parsed.refusals] == [
        "The file is larger than 2 MB. Split it."
    ]


def test_thousands_of_faults_are_counted_not_listed():
    parsed = formats.read(name="x.gift", data=b"a}\n\n" * 2_000)

    assert len(parsed.refusals) == 501
    assert parsed.refusals[-1].reason == (
        "1500 more faults are not listed. Mend these first."
    )
