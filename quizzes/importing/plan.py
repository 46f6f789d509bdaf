"""What a draft would do to the bank as it is now: one item for each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _

from accounts.models import User
from quizzes.formats import Notice, Parsed, ParsedQuestion, Refusal
from quizzes.formats.base import label
from quizzes.formats.writing import kind_name
from quizzes.importing.changes import Change, Wording, changes, wording
from quizzes.importing.drafts import as_parsed
from quizzes.importing.laws import Laws
from quizzes.importing.matching import (
    Known,
    Saying,
    Text,
    key_of,
    known_questions,
    matches,
    saying,
)
from quizzes.importing.places import NotThere, Place, Shelf
from quizzes.kinds import KINDS
from quizzes.models import Question, QuestionImport
from quizzes.services import faults_of

ADDED: Final = "added"
CHANGED: Final = "changed"
SAME: Final = "same"
REFUSED: Final = "refused"
STATES: Final = (ADDED, CHANGED, SAME, REFUSED)


class Refused(Exception):
    """This item is not taken. `str()` says why."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of the file, and what would become of it."""

    state: str
    line: int
    title: str
    reason: str = ""
    question: ParsedQuestion | None = None
    known: Known | None = None
    place: Place | None = None
    wording: Wording | None = None
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    items: tuple[Item, ...]
    notices: tuple[Notice, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Every state, with how many items are in it."""
        found = Counter(item.state for item in self.items)
        return {state: found[state] for state in STATES}

    @property
    def does_something(self) -> bool:
        return bool(self.counts[ADDED] or self.counts[CHANGED])

    def in_state(self, state: str) -> list[Item]:
        return [item for item in self.items if state in ("", item.state)]


def plan_of(draft: QuestionImport, user: User) -> Plan:
    """A dozen queries, however many questions the file or the bank has."""
    parsed = as_parsed(draft)
    return _Planner(draft, user, parsed).plan()


@dataclass
class _Planner:
    draft: QuestionImport
    user: User
    parsed: Parsed
    refused: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.draft, self.user)
        self.laws = Laws()
        self.questions = self.parsed.questions
        self._refuse_kinds()
        self._refuse_twins()

    def plan(self) -> Plan:
        self.bank = known_questions(self.shelf.scope)
        open_ = [n for n in range(len(self.questions)) if n not in self.refused]
        found = matches([self.questions[n] for n in open_], self.bank)
        self.known = {open_[place]: known for place, known in found.items()}
        self.elsewhere = self._codes_elsewhere()
        items = [*self._items(), *map(_refusal, self.parsed.refusals)]
        items.sort(key=lambda item: item.line)
        return Plan(tuple(items), (*self.parsed.notices, *self._unkept()))

    # --- before the bank is asked ---------------------------------------------

    def _refuse_kinds(self) -> None:
        for place, question in enumerate(self.questions):
            if question.kind not in KINDS:
                reason = _("Questions of the kind “%(kind)s” are not asked here yet.")
                self.refused[place] = reason % {"kind": kind_name(question.kind)}

    def _refuse_twins(self) -> None:
        """The same question, or the same code, a second time in one file."""
        codes: dict[str, int] = {}
        sayings: dict[Saying | Text, int] = {}
        keys = [key_of(question) for question in self.questions]
        asked = Counter(keys)
        for place, question in enumerate(self.questions):
            if place in self.refused:
                continue
            told: Saying | Text = keys[place]
            if asked[keys[place]] > 1:
                told = saying(question.kind, question.text, question.content)
            if question.code and question.code in codes:
                reason = _("The code “%(code)s” is already used in line %(line)s.")
                line = codes[question.code]
                self.refused[place] = reason % {"code": question.code, "line": line}
            elif told in sayings:
                reason = _("The same question is already in line %(line)s.")
                self.refused[place] = reason % {"line": sayings[told]}
            else:
                sayings[told] = question.line
                codes.setdefault(question.code, question.line)

    def _codes_elsewhere(self) -> dict[str, tuple[int, int]]:
        """Codes of new items that a question outside the chosen category has."""
        codes = [
            question.code
            for place, question in enumerate(self.questions)
            if question.code and place not in self.known
        ]
        taken = Question.objects.filter(code__in=codes)
        rows = taken.values_list("code", "pk", "category_id")
        return {code: (pk, category) for code, pk, category in rows}

    # --- one by one -------------------------------------------------------------

    def _items(self) -> Iterator[Item]:
        for place, question in enumerate(self.questions):
            known = self.known.get(place)
            item = Item(
                state=REFUSED,
                line=question.line,
                title=label(question.text),
                question=question,
                known=known,
                reason=self.refused.get(place, ""),
            )
            try:
                yield item if item.reason else self._item(item, question, known)
            except (Refused, NotThere) as reason:
                yield replace(item, reason=str(reason))

    def _item(self, item: Item, question: ParsedQuestion, known: Known | None) -> Item:
        reference, notes = self._reference(question)
        new = wording(question, known, reference)
        faults = faults_of(new.kind, new.text, new.content)
        if faults:
            raise Refused(" ".join(faults))
        item = replace(item, wording=new, notes=notes)
        return self._of(item, known) if known else self._new(item, question)

    def _new(self, item: Item, question: ParsedQuestion) -> Item:
        if question.code in self.elsewhere:
            pk, category = self.elsewhere[question.code]
            reason = _(
                "The code “%(code)s” belongs to question #%(pk)s in “%(path)s”. Choose that category, or take the code out of the file."
            )
            path = self.shelf.path(category)
            raise Refused(reason % {"code": question.code, "pk": pk, "path": path})
        return replace(item, state=ADDED, place=self.shelf.place(question.category))

    def _of(self, item: Item, known: Known) -> Item:
        assert item.wording  # noqa: S101 - given above
        found = changes(known, item.wording, self.laws.number)
        if not found:
            return replace(item, state=SAME, notes=(*item.notes, *_standing(known)))
        if known.archived_at:
            reason = _("Question #%(pk)s says this and is archived.")
            raise Refused(reason % {"pk": known.pk})
        if known.category_id not in self.shelf.written:
            reason = _("Question #%(pk)s is in “%(path)s”, where you may not write.")
            path = self.shelf.path(known.category_id)
            raise Refused(reason % {"pk": known.pk, "path": path})
        return replace(item, state=CHANGED, changes=tuple(found))

    def _reference(
        self, question: ParsedQuestion
    ) -> tuple[int | None, tuple[str, ...]]:
        if not question.reference:
            return None, ()
        found = self.laws.find(question.reference)
        if found:
            return found, ()
        note = _("The legal reference “%(number)s” is not in the register.")
        return None, (note % {"number": question.reference},)

    def _unkept(self) -> Iterable[Notice]:
        named = sum(bool(question.name) for question in self.questions)
        if named:
            text = _(
                "Names of questions (%(count)s) are not kept: a question is known by its code or its text."
            )
            yield Notice(text=text % {"count": named})


def _standing(known: Known) -> list[str]:
    return [_("It is archived.")] if known.archived_at else []


def _refusal(refusal: Refusal) -> Item:
    return Item(
        state=REFUSED,
        line=refusal.line,
        title=refusal.question,
        reason=refusal.reason,
    )
