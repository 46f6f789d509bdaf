"""Files as a bad line, a careless editor or an attacker would leave them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from quizzes import formats
from tests.quizzes.formats import workbooks
from tests.quizzes.formats.golden import samples

TOKENS = [
    *"{}=~#:\\%|[]<>&'\"\n\t,;*-+/",
    *("\n\n", "\r\n", "::", "->", "####", "\\", "%50%", "{}", "{#", "}{", "//"),
    *("<![CDATA[", "]]>", "<!--", "-->", "<question>", "</text>", "&#1;", "&x;"),
    *("{1:SA:", "[[1]]", "[[999]]", "ANSWER: Z", "A. ", "1e999", "1" * 40),
    *("<!DOCTYPE a>", "\0", "\ufeff", "\u0301", "ư", "𠮷", '""', "sep=;\n", "<br>"),
]
RAW = [b"\xff", b"\xfe\xff", b"\xc3", b"\x80", b"\xed\xa0\x80", b"\x00\xd8"]


@dataclass(frozen=True)
class Mutant:
    name: str
    data: bytes
    seed: int


def originals() -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]:
    """Files with questions, and files refused as a whole."""
    files = [(sample.name, sample.read_bytes()) for sample in samples()]
    every = formats.read(name="every-kind.csv", data=dict(files)["every-kind.csv"])
    files += [
        ("typed.xlsx", workbooks.typed_by_hand()),
        ("bad-cells.xlsx", workbooks.with_bad_cells()),
        ("written.xlsx", formats.write_table_xlsx(every.questions).data),
        ("written.xml", formats.write_moodle_xml(every.questions).data),
        ("written.gift", formats.write_gift(every.questions).data),
        ("written.aiken.txt", formats.write_aiken(every.questions).data),
    ]
    sound = [
        file for file in files if formats.read(name=file[0], data=file[1]).questions
    ]
    return sound, [file for file in files if file not in sound]


def mutants(count: int, *, seed: int) -> Iterator[Mutant]:
    sound, unsound = originals()
    for number in range(seed, seed + count):
        random_ = random.Random(number)
        name, data = random_.choice(unsound if random_.random() < 0.1 else sound)
        yield Mutant(name, mutated(data, random_), number)


def mutated(data: bytes, random_: random.Random) -> bytes:
    if data.startswith(b"PK") and random_.random() < 0.9:
        return _inside_archive(data, random_)
    if random_.random() < 0.8:
        try:
            return _changed(data.decode(), random_, TOKENS).encode()
        except UnicodeDecodeError:
            pass
    return _changed(data, random_, [*RAW, *(token.encode() for token in TOKENS)])


def _inside_archive(data: bytes, random_: random.Random) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        name = random_.choice(archive.namelist())
    return workbooks.edited(data, name, lambda part: mutated(part, random_))


def _changed(data, random_: random.Random, tokens):
    """A text or bytes after one to eight accidents."""
    for _ in range(random_.choice([1, 1, 2, 3, 8])):
        act = random_.choice(ACTS)
        at = random_.randint(0, len(data))
        data = act(data, at, random_, tokens)
    return data


def _insert(data, at, random_, tokens):
    return data[:at] + random_.choice(tokens) + data[at:]


def _delete(data, at, random_, tokens):
    return data[:at] + data[at + random_.choice([1, 1, 4, 40, 400]) :]


def _repeat(data, at, random_, tokens):
    piece = data[at : at + random_.choice([1, 5, 50, 500])]
    return data[:at] + piece * random_.choice([2, 3, 50]) + data[at:]


def _move(data, at, random_, tokens):
    start = random_.randint(0, len(data))
    piece = data[start : start + random_.choice([1, 10, 100])]
    return data[:at] + piece + data[at:]


def _replace(data, at, random_, tokens):
    return data[:at] + random_.choice(tokens) + data[at + 1 :]


def _cut(data, at, random_, tokens):
    return data[:at]


def _swap_token(data, at, random_, tokens):
    old, new = random_.choice(tokens), random_.choice(tokens)
    return data.replace(old, new, random_.choice([1, 3, 1000]))


ACTS = [
    *(_insert, _insert, _insert, _delete, _delete, _repeat, _move, _replace),
    *(_replace, _cut, _swap_token),
]
