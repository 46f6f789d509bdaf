"""Questions that say nearly the same, found without comparing each with each.

A question is the set of its pairs of neighbouring syllables, folded: in Vietnamese
single syllables are too common to tell texts apart. Two sets are as alike as what
they share is of what they hold together (Jaccard). Sets that are alike share some of
their rarest members, so only questions that do are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import ceil, floor
from typing import Any, Final

from accounts.models import User
from quizzes.models import NotAlike, Question
from quizzes.services.filing import words_of
from vietnamese.text import fold

ALIKE: Final = 0.6
# Somebody who writes looks at once, so less is enough to speak up.
WORTH_A_LOOK: Final = 0.5
# A bank of thousands that all look alike is cut here: the page lists no more.
MOST_PAIRS: Final = 500
MOST_COMPARED: Final = 500_000
MOST_HOLDERS: Final = 200
# So many rare members must be shared before two sets are compared.
SHARED: Final = 3

Members = frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two questions by key, the lower one first, and how alike they are (0 to 1)."""

    one: int
    other: int
    share: float

    @property
    def percent(self) -> int:
        return floor(self.share * 100)


@dataclass(frozen=True)
class Similar:
    pk: int
    text: str
    share: float

    @property
    def percent(self) -> int:
        return floor(self.share * 100)


def members(folded: str) -> Members:
    """ "tin gia la gi" → tin gia, gia la, la gi. A single word stands for itself."""
    words = folded.split()
    if len(words) < 2:
        return frozenset(words)
    return frozenset(map(" ".join, zip(words, words[1:], strict=False)))


def likeness(one: Members, other: Members) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def similar_questions(
    text: str,
    *,
    content: Any = None,
    exclude: int | None = None,
    most: int = 3,
) -> list[Similar]:
    """Questions of the bank that say nearly this, the likest first. One query.

    Give the content too where it is known: "Which is right?" is asked often.
    `exclude` is the key of the question that is being written.
    """
    return LikeThis().find(text, content=content, exclude=exclude, most=most)


class LikeThis:
    """The bank, ready to be asked about many texts."""

    def __init__(self) -> None:
        rows = Question.objects.usable().order_by("pk")
        self._rows = list(rows.values_list("pk", "current__text", "folded"))

    def find(
        self,
        text: str,
        *,
        content: Any = None,
        exclude: int | None = None,
        most: int = 3,
    ) -> list[Similar]:
        words = fold(" ".join([text, *words_of(content or {})]))
        asked = members(words)
        found = [
            Similar(pk, said, share)
            for pk, said, share in self._near(asked, whole=bool(content))
            if pk != exclude and share >= WORTH_A_LOOK
        ]
        return sorted(found, key=lambda each: (-each.share, each.pk))[:most]

    def _near(self, asked: Members, *, whole: bool) -> Iterator[tuple[int, str, float]]:
        shared = Counter(
            place for member in asked for place in self._holders.get(member, ())
        )
        for place, count in shared.items():
            # Sets that are alike enough share at least this much of either.
            if count < WORTH_A_LOOK * len(asked):
                continue
            pk, text, folded = self._rows[place]
            other = members(folded if whole else fold(text))
            yield pk, text, likeness(asked, other)

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        holders: dict[str, list[int]] = defaultdict(list)
        for place, (_pk, _text, folded) in enumerate(self._rows):
            for member in members(folded):
                holders[member].append(place)
        return holders


# --- the whole bank with itself ---------------------------------------------------


def alike_pairs() -> list[Pair]:
    """Pairs nobody has called different yet, the likest first. Two queries."""
    rows = Question.objects.usable().order_by("pk").values_list("pk", "folded")
    settled = set(NotAlike.objects.values_list("one_id", "other_id"))
    join = _Join({pk: members(folded) for pk, folded in rows})
    found = [pair for pair in join.pairs() if (pair.one, pair.other) not in settled]
    return sorted(found, key=lambda pair: (-pair.share, pair.one, pair.other))


@dataclass
class _Join:
    """A set similarity join with prefixes: rarest members first, short sets first."""

    sets: dict[int, Members]
    compared: int = 0
    first: dict[Members, int] = field(default_factory=dict)

    def pairs(self) -> Iterator[Pair]:
        yield from self._twins()
        holders: dict[str, list[int]] = defaultdict(list)
        for said, pk in sorted(self.first.items(), key=lambda each: len(each[0])):
            prefix = self._prefix(said)
            for other in self._candidates(said, prefix, holders):
                share = likeness(said, self.sets[other])
                if share >= ALIKE:
                    yield _pair(pk, other, share)
            for member in prefix:
                holders[member].append(pk)

    def _twins(self) -> Iterator[Pair]:
        """Those that say exactly the same; only the first goes on to be compared."""
        for pk, said in self.sets.items():
            if said and self.first.setdefault(said, pk) != pk:
                yield _pair(self.first[said], pk, 1.0)

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(member for said in self.first for member in said)

    def _prefix(self, said: Members) -> list[str]:
        """So many of the rarest that sets as alike share `_needed` of them or more.

        They share at least the share ALIKE of either, and so many of what they share
        are at most as common as what stands at the end of the prefix.
        """
        rarest = sorted(said, key=lambda member: (self._frequency[member], member))
        return rarest[: len(said) - ceil(ALIKE * len(said)) + _needed(said)]

    def _candidates(
        self, said: Members, prefix: list[str], holders: dict[str, list[int]]
    ) -> list[int]:
        if self.compared > MOST_COMPARED:
            return []
        shared = Counter(
            chain.from_iterable(holders[each][-MOST_HOLDERS:] for each in prefix)
        )
        most = _needed(said)
        found = [
            pk
            for pk, count in shared.items()
            if count >= min(most, _needed(self.sets[pk]))
            and len(self.sets[pk]) >= ALIKE * len(said)
        ]
        self.compared += len(found)
        return found


def _needed(said: Members) -> int:
    return min(SHARED, ceil(ALIKE * len(said)))


def _pair(one: int, other: int, share: float) -> Pair:
    return Pair(min(one, other), max(one, other), share)


def call_different(*, one: Question, other: Question, by: User | None) -> None:
    """Remember that these two only look alike. Saying it again changes nothing."""
    lower, higher = sorted([one, other], key=lambda question: question.pk)
    if lower != higher:
        NotAlike.objects.get_or_create(
            one=lower, other=higher, defaults={"said_by": by}
        )
