"""What an item of a file would change in the question it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.formats import ParsedQuestion
from quizzes.formats.base import Content
from quizzes.formats.plain import clean
from quizzes.formats.writing import kind_name
from quizzes.importing.matching import Known
from quizzes.importing.saying import CHOICES, carried_over, said
from quizzes.importing.telling import answer_lines
from quizzes.kinds import KINDS

USUAL_DIFFICULTY = 2


@dataclass(frozen=True)
class Change:
    """One thing that differs, in words. Long parts are told whole."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a question is to say; the rest of its version stays as it is."""

    kind: str
    text: str
    content: Content
    explanation: str
    difficulty: int
    reference_id: int | None
    tags: list[str]


def wording(
    item: ParsedQuestion, known: Known | None, reference_id: int | None
) -> Wording:
    """What the file says, and where it says nothing, what the bank has."""
    content = item.content
    if known and (item.kind == known.kind or {item.kind, known.kind} <= CHOICES):
        content = carried_over(known.content, content)
    return Wording(
        kind=item.kind,
        text=item.text,
        content=KINDS[item.kind].tidied(content),
        explanation=item.explanation or (known.explanation if known else ""),
        difficulty=item.difficulty or (known.difficulty if known else USUAL_DIFFICULTY),
        reference_id=reference_id or (known.reference_id if known else None),
        tags=list(item.tags) or (known.tags if known else []),
    )


def changes(
    known: Known, new: Wording, law: Callable[[int | None], str]
) -> list[Change]:
    """In the order of the form. `law` names a reference by its key."""
    return list(_changes(known, new, law))


def _changes(
    known: Known, new: Wording, law: Callable[[int | None], str]
) -> Iterator[Change]:
    # Words are only looked for where there is something to tell: most is the same.
    if known.kind != new.kind:
        yield Change(_("kind"), kind_name(known.kind), kind_name(new.kind))
    if clean(known.text) != new.text:
        yield Change(_("question"), clean(known.text), new.text)
    if said(known.kind, known.content) != said(new.kind, new.content):
        yield _answers(known, new)
    if clean(known.explanation) != clean(new.explanation):
        yield Change(_("explanation"), known.explanation, new.explanation)
    if known.difficulty != new.difficulty:
        yield Change(_("difficulty"), _level(known.difficulty), _level(new.difficulty))
    if known.reference_id != new.reference_id:
        before, after = law(known.reference_id), law(new.reference_id)
        yield Change(_("legal reference"), before, after)
    if _listed(known.tags) != _listed(new.tags):
        yield Change(_("tags"), _listed(known.tags), _listed(new.tags))


def _answers(known: Known, new: Wording) -> Change:
    """Only lines that differ; all of them when only their order does."""
    before = answer_lines(known.kind, known.content)
    after = answer_lines(new.kind, new.content)
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    if not (gone or come):
        gone, come = before, after
    return Change(_("answers"), "\n".join(gone), "\n".join(come))


def _level(difficulty: int) -> str:
    return {1: _("easy"), 2: _("medium"), 3: _("hard")}.get(difficulty, "")


def _listed(tags: list[str]) -> str:
    """Tags differ when their words do, not when their capitals do."""
    return ", ".join(sorted(tag.casefold() for tag in tags))
