"""GIFT before its meaning: blocks between blank lines, comments, escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Malformed
from quizzes.formats.decoding import line_at

ESCAPED: Final = re.compile(r"\\([~=#{}:\\n])")
BRACES: Final = re.compile(r"\\[\s\S]|[{}]")
MAX_BLOCK: Final = 100_000
MAX_COMMENT: Final = 2_000
MARKUP: Final = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
# Moodle writes "// [id:x] [tag:y]" above a question; we add a few of our own.
REMARK: Final = re.compile(r"\[([a-z-]{1,20})(?::((?:\\.|[^\]\\])*))?\]")


@dataclass
class Block:
    """Lines without a blank one between them: one question, if well formed."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def line(self, place: int = 0) -> int:
        """The line of the file at this place in `text`."""
        return self.numbers[line_at(self.text, place) - 1]

    def remarks(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for comment in self.comments:
            for name, value in REMARK.findall(comment):
                unescaped = re.sub(r"\\(.)", r"\1", value)
                found.setdefault(name, []).append(unescaped)
        return found

    @property
    def is_cut(self) -> bool:
        """Whether a blank line cut it in its braces."""
        marks = [found[0] for found in BRACES.finditer(self.text)]
        return [mark for mark in marks if len(mark) < 2][-1:] == ["{"]

    @property
    def is_tail(self) -> bool:
        """What is left of a question that a blank line cut in its braces."""
        first = next((m[0] for m in BRACES.finditer(self.text) if len(m[0]) < 2), "")
        return first == "}"


def blocks(text: str) -> Iterator[Block]:
    block = Block()
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.strip()
        if words.startswith("//"):
            block.comments.append(words[:MAX_COMMENT])
        elif words:
            block.lines.append(line)
            block.numbers.append(number)
        elif block.lines:
            yield block
            block = Block()
        else:
            block.comments.clear()
    if block.lines:
        yield block


@dataclass(frozen=True)
class Source:
    """A question taken apart at its title and braces; nothing unescaped yet."""

    title: str
    before: str
    body: str | None
    after: str
    body_at: int = 0


def taken_apart(block: Block) -> Source:
    text = block.text
    if len(text) > MAX_BLOCK:
        raise Malformed(_("The question is too long. Is a blank line missing?"))
    title, start = _title(block)
    opened, closed = _braces(block, start)
    if opened < 0:
        return Source(title, text[start:], None, "")
    return Source(
        title=title,
        before=text[start:opened],
        body=text[opened + 1 : closed],
        after=text[closed + 1 :],
        body_at=opened + 1,
    )


def _title(block: Block) -> tuple[str, int]:
    text = block.text
    start = len(text) - len(text.lstrip())
    if not text.startswith("::", start):
        return "", start
    end = find(text, "::", start + 2)
    if end < 0:
        raise Malformed(_("The title has no closing “::”."), line=block.line(start))
    return unescaped(text[start + 2 : end]), end + 2


def _braces(block: Block, start: int) -> tuple[int, int]:
    opened = closed = -1
    for found in BRACES.finditer(block.text, start):
        if len(found[0]) > 1:
            continue
        at, line = found.start(), block.line(found.start())
        if found[0] == "{" and opened >= 0 > closed:
            raise Malformed(_("There is a second “{” inside the answers."), line=line)
        if found[0] == "{" and closed >= 0:
            reason = _(
                "A second group of answers begins here. Leave a blank line between questions; one question holds one gap."
            )
            raise Malformed(reason, line=line)
        if found[0] == "}" and (opened < 0 or closed >= 0):
            raise Malformed(_("A “}” closes nothing. Write \\} for it."), line=line)
        if found[0] == "{":
            opened = at
        else:
            closed = at
    if opened >= 0 > closed:
        reason = _("The answers opened with “{” are not closed before a blank line.")
        raise Malformed(reason, line=block.line(opened))
    return opened, closed


# --- escapes --------------------------------------------------------------


def unescaped(text: str) -> str:
    """What the author meant; how the file is indented means nothing."""
    return ESCAPED.sub(
        lambda found: "\n" if found[1] == "n" else found[1], _flush(text)
    )


def _flush(text: str) -> str:
    first, *others = text.split("\n")
    if not others:
        return text
    *middle, last = others
    lines = [first.rstrip(" \t"), *(line.strip(" \t") for line in middle)]
    return "\n".join([*lines, last.lstrip(" \t")])


def find(text: str, mark: str, start: int = 0) -> int:
    """Where the mark stands unescaped, or -1."""
    for found in re.compile(rf"\\[\s\S]|{re.escape(mark)}").finditer(text, start):
        if not found[0].startswith("\\"):
            return found.start()
    return -1


def find_last(text: str, mark: str) -> int:
    last, place = -1, find(text, mark)
    while place >= 0:
        last, place = place, find(text, mark, place + 1)
    return last


def split_at(text: str, marks: str) -> list[tuple[str, str, int]]:
    """(mark, what follows it, place) for each unescaped mark; the first has none."""
    pieces, mark, at = [], "", 0
    for found in re.finditer(rf"\\[\s\S]|[{re.escape(marks)}]", text):
        if not found[0].startswith("\\"):
            pieces.append((mark, text[at : found.start()], at))
            mark, at = found[0], found.end()
    return [*pieces, (mark, text[at:], at)]
