"""Which questions of the bank the items of a file are. Asked in bulk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType

from quizzes.formats import ParsedQuestion
from quizzes.formats.base import Content
from quizzes.importing.saying import said
from quizzes.models import Question
from quizzes.services.filing import words_of
from vietnamese.text import fold

COLUMNS: Final = (
    *("pk", "code", "category_id", "archived_at", "current__kind"),
    *("current__text", "current__content", "current__explanation"),
    *("current__difficulty", "current__legal_reference_id"),
)
NEAR: Final = 1 / 3
Saying = tuple[str, str, tuple[str, ...]]
Text = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """A question of the bank as it stands."""

    pk: int
    code: str
    category_id: int
    archived_at: Any
    kind: str
    text: str
    content: Content
    explanation: str
    difficulty: int
    reference_id: int | None
    tags: list[str] = field(default_factory=list)

    @property
    def saying(self) -> Saying:
        return saying(self.kind, self.text, self.content)

    @property
    def key(self) -> Text:
        return self.kind, fold(self.text)


def key_of(item: ParsedQuestion) -> Text:
    return item.kind, fold(item.text)


def known_questions(categories: Iterable[int] | None) -> list[Known]:
    """The questions in these categories, or all. Two queries, however many."""
    questions = Question.objects.exclude(current=None).order_by("pk")
    if categories is not None:
        questions = questions.filter(category__in=list(categories))
    tags = _tags()
    rows: Iterable[Any] = questions.values_list(*COLUMNS)
    return [Known(*(*row, tags.get(row[0], []))) for row in rows]


def _tags() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    kind = ContentType.objects.get_for_model(Question)
    tagged = Question.tags.through.objects.filter(content_type=kind)
    for question, name in tagged.values_list("object_id", "tag__name"):
        found[question].append(name)
    return found


def saying(kind: str, text: str, content: Content) -> Saying:
    """What two questions share that say the same, in whatever order and spelling."""
    words = sorted(fold(each) for each in words_of(said(kind, content)))
    return kind, fold(text), tuple(words)


def matches(items: Sequence[ParsedQuestion], bank: Sequence[Known]) -> dict[int, Known]:
    """By the place of an item: the question it is. No question is two items."""
    matcher = _Matcher(items, bank)
    matcher.by_code()
    matcher.by_words()
    matcher.by_text_alone()
    return matcher.found


class _Matcher:
    def __init__(self, items: Sequence[ParsedQuestion], bank: Sequence[Known]) -> None:
        self.items = items
        self.found: dict[int, Known] = {}
        self.free = {known.pk: known for known in bank}
        # Texts alone first: the words of all answers are only asked for where
        # a text says that they may be the same.
        self.texts: dict[Text, list[Known]] = defaultdict(list)
        for known in bank:
            self.texts[known.key].append(known)
        self.keys = [key_of(item) for item in items]

    def by_code(self) -> None:
        codes = {known.code: known for known in self.free.values()}
        for place, item in enumerate(self.items):
            self._take(place, codes.get(item.code))

    def by_words(self) -> None:
        sayings: dict[Saying, list[Known]] = defaultdict(list)
        for key in set(self.keys):
            for known in self._free_with(key):
                sayings[known.saying].append(known)
        for place, item in self._open():
            if self.keys[place] in self.texts:
                same = sayings.get(saying(item.kind, item.text, item.content), [])
                self._take(place, self._first_free(same))

    def by_text_alone(self) -> None:
        """Only a text that is nowhere twice: "Which is right?" asks many things."""
        asked = Counter(self.keys)
        for place, item in self._open():
            there = self.texts.get(self.keys[place], [])
            if len(there) == asked[self.keys[place]] == 1:
                told = saying(item.kind, item.text, item.content)
                if _is_near(told, there[0].saying):
                    self._take(place, there[0])

    def _open(self) -> list[tuple[int, ParsedQuestion]]:
        return [
            (place, item)
            for place, item in enumerate(self.items)
            if place not in self.found
        ]

    def _free_with(self, key: Text) -> list[Known]:
        return [known for known in self.texts.get(key, []) if known.pk in self.free]

    def _first_free(self, questions: Iterable[Known]) -> Known | None:
        """One still asked rather than one archived."""
        free = [known for known in questions if known.pk in self.free]
        return min(free, key=lambda known: bool(known.archived_at), default=None)

    def _take(self, place: int, known: Known | None) -> None:
        if known and known.pk in self.free:
            self.found[place] = self.free.pop(known.pk)


def _is_near(one: Saying, other: Saying) -> bool:
    """Whether the answers share enough words to be the same ones corrected."""
    words, others = (set(" ".join(each[2]).split()) for each in (one, other))
    return len(words & others) >= NEAR * len(words | others)
