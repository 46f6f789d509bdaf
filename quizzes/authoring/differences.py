"""What changed from one version of a question to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from quizzes.authoring import KIND_FORMS, Line
from quizzes.authoring.fields import DIFFICULTIES
from quizzes.models import QuestionVersion

WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
# Beyond this a comparison by words takes long and tells nobody anything.
MOST_WORDS: Final = 3_000


class Sign(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Piece(NamedTuple):
    sign: Sign
    text: str


@dataclass(frozen=True)
class Change:
    """One part of a question, and what became of it."""

    sign: Sign
    label: str
    pieces: tuple[Piece, ...] = ()


def compared(old: str, new: str) -> list[Piece]:
    """What is the same, removed and added, in the order it is read."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return [Piece(Sign.REMOVED, old), Piece(Sign.ADDED, new)]
    found: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    blocks = _joined(matcher.get_opcodes(), before)
    for same, a, b, c, d in blocks:
        if same:
            found.append(Piece(Sign.SAME, "".join(before[a:b])))
            continue
        found.append(Piece(Sign.REMOVED, "".join(before[a:b])))
        found.append(Piece(Sign.ADDED, "".join(after[c:d])))
    return [piece for piece in found if piece.text]


def _joined(
    opcodes: Sequence[tuple[str, int, int, int, int]], before: list[str]
) -> list[tuple[bool, int, int, int, int]]:
    """Two changes with only a space between them read as one."""
    joined: list[tuple[bool, int, int, int, int]] = []
    for tag, a, b, c, d in opcodes:
        is_space = tag == "equal" and not "".join(before[a:b]).strip()
        same = tag == "equal" and not (is_space and 0 < b < len(before))
        if joined and joined[-1][0] == same:
            last = joined.pop()
            joined.append((same, last[1], b, last[3], d))
        else:
            joined.append((same, a, b, c, d))
    return joined


def changes(old: QuestionVersion, new: QuestionVersion) -> list[Change]:
    before = {line.key: line for line in lines_of(old)}
    after = {line.key: line for line in lines_of(new)}
    found = [
        change
        for key, line in after.items()
        if (change := _change(before.get(key), line))
    ]
    found += [
        Change(Sign.REMOVED, line.label, (Piece(Sign.REMOVED, line.text),))
        for key, line in before.items()
        if key not in after
    ]
    if [key for key in before if key in after] != [
        key for key in after if key in before
    ]:
        found.append(Change(Sign.MOVED, _("The order of the parts")))
    return found


def _change(old: Line | None, new: Line) -> Change | None:
    if old is None:
        return Change(Sign.ADDED, new.label, (Piece(Sign.ADDED, new.text),))
    if old.text == new.text:
        return None
    return Change(Sign.CHANGED, new.label, tuple(compared(old.text, new.text)))


def in_words(changes: list[Change]) -> str:
    """ "Changed: question, option B. Added: option D." """
    headings = {
        Sign.CHANGED: _("Changed: %(parts)s."),
        Sign.ADDED: _("Added: %(parts)s."),
        Sign.REMOVED: _("Removed: %(parts)s."),
        Sign.MOVED: _("Moved: %(parts)s."),
    }
    told = []
    for sign, heading in headings.items():
        labels = [_lower(change.label) for change in changes if change.sign == sign]
        if labels:
            told.append(heading % {"parts": ", ".join(labels)})
    return " ".join(told)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def lines_of(version: QuestionVersion) -> Iterator[Line]:
    """All that a version says, in words."""
    yield Line("kind", _("Kind"), str(version.get_kind_display()))
    yield Line("text", _("Question"), version.text)
    for key, label, text in KIND_FORMS[version.kind].lines(version.content):
        yield Line(f"part {key}", label, text)
    others = [
        ("explanation", _("Explanation"), version.explanation),
        ("difficulty", _("Difficulty"), str(dict(DIFFICULTIES)[version.difficulty])),
        ("law", _("Legal reference"), _name(version.legal_reference)),
        ("image", _("Picture"), _name(version.image)),
        ("image_alt", _("What the picture shows"), version.image_alt),
        ("media", _("Sound or film"), _name(version.media)),
    ]
    yield from (Line(*each) for each in others if each[2])


def _name(thing: object) -> str:
    return "" if thing is None else str(thing)
