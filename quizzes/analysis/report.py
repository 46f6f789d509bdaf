"""The analysis of a quiz: every question, its versions, and its options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from quizzes.analysis.choices import Chosen, chosen_by_version, thirds
from quizzes.analysis.figures import Overview, moments_by_version, overview, scores
from quizzes.analysis.moments import Moments
from quizzes.analysis.options import OptionCount, choice_of, options_of
from quizzes.analysis.reliability import Reliability, reliability
from quizzes.analysis.sample import Sample
from quizzes.analysis.times import Times, times_by_version
from quizzes.analysis.typed import typed_by_version, typed_counts
from quizzes.analysis.verdicts import ENOUGH, Finding, findings
from quizzes.models import QuestionVersion, QuizQuestion


@dataclass(frozen=True)
class VersionLine:
    """One wording of a question, as it was asked."""

    version: QuestionVersion
    moments: Moments
    options: tuple[OptionCount, ...]
    typed: tuple[OptionCount, ...] = ()  # the most frequent answers
    times: Times | None = None  # None where no browser told any

    @property
    def listed(self) -> tuple[OptionCount, ...]:
        return self.options or self.typed

    @cached_property
    def findings(self) -> list[Finding]:
        choice = choice_of(self.version)
        one_right = choice is not None and not choice.several
        return findings(self.moments, self.options, one_right=one_right)

    @property
    def blank_share(self) -> float:
        return self.moments.blank / self.moments.count if self.moments.count else 0.0


@dataclass(frozen=True)
class Item:
    """One question: all its versions together, and each on its own, newest first."""

    number: int
    question_id: int
    in_quiz: bool
    versions: tuple[VersionLine, ...]

    @cached_property
    def moments(self) -> Moments:
        return sum((line.moments for line in self.versions), Moments())

    @property
    def newest(self) -> VersionLine:
        return self.versions[0]

    @property
    def older(self) -> tuple[VersionLine, ...]:
        return self.versions[1:]

    @property
    def text(self) -> str:
        return self.newest.version.text

    @property
    def findings(self) -> list[Finding]:
        """Of the newest wording: an author can change no older one."""
        return self.newest.findings

    @property
    def tone(self) -> str:
        return self.findings[0].tone

    @property
    def is_drawable(self) -> bool:
        return self.moments.discrimination is not None


@dataclass(frozen=True)
class Analysis:
    sample: Sample
    overview: Overview
    items: tuple[Item, ...]
    reliability: Reliability | None
    thirds_differ: bool

    @property
    def attempts(self) -> int:
        return self.overview.attempts

    @property
    def is_small(self) -> bool:
        return self.attempts < ENOUGH

    @property
    def troubled(self) -> list[Item]:
        return [item for item in self.items if item.tone in {"bad", "look"}]


def analyse(sample: Sample) -> Analysis:
    """Ten queries, however many questions and attempts; one more with typed answers."""
    whole = overview(sample)
    moments = moments_by_version(sample)
    places = _places(sample)
    versions = _versions(moments, places)
    cuts = thirds(sample, whole.attempts)
    with_options = [version.pk for version in versions if choice_of(version)]
    chosen = chosen_by_version(sample, with_options, cuts)
    differ = cuts is not None and cuts.differ
    typed = typed_by_version(sample, versions)
    times = times_by_version(sample)
    lines = [
        _line(version, moments, chosen, typed, times, differ=differ)
        for version in versions
    ]
    items = _items(lines, places)
    asked = [item.moments for item in items if item.moments.count]
    return Analysis(
        sample=sample,
        overview=whole,
        items=items,
        reliability=reliability(scores(sample), asked),
        thirds_differ=differ,
    )


def _places(sample: Sample) -> dict[int, tuple[int, int | None]]:
    """Question id → its place in the quiz and its current version."""
    uses = QuizQuestion.objects.filter(quiz=sample.quiz)
    rows = uses.values_list("question_id", "question__current_id")
    return {
        question: (place, current) for place, (question, current) in enumerate(rows)
    }


def _versions(
    moments: dict[int, Moments], places: dict[int, tuple[int, int | None]]
) -> Sequence[QuestionVersion]:
    """Those answered, and what nobody was asked yet."""
    current = {version for _place, version in places.values() if version}
    versions = QuestionVersion.objects.filter(pk__in={*moments, *current})
    answered = {version.question_id for version in versions if version.pk in moments}
    return [
        version
        for version in versions
        if version.pk in moments or version.question_id not in answered
    ]


def _items(
    lines: Iterable[VersionLine], places: dict[int, tuple[int, int | None]]
) -> tuple[Item, ...]:
    def place(line: VersionLine) -> tuple[int, int, int]:
        """In the order of the quiz, then what is no longer in it; newest first."""
        version = line.version
        at = places.get(version.question_id, (len(places), None))[0]
        return at, version.question_id, -version.number

    groups = groupby(sorted(lines, key=place), lambda each: each.version.question_id)
    return tuple(
        Item(
            number=number,
            question_id=question,
            in_quiz=question in places,
            versions=tuple(group),
        )
        for number, (question, group) in enumerate(groups, 1)
    )


def _line(
    version: QuestionVersion,
    moments: dict[int, Moments],
    chosen: dict[int, Chosen],
    typed: dict[int, list[tuple[str, int]]],
    times: dict[int, Times],
    *,
    differ: bool,
) -> VersionLine:
    found = moments.get(version.pk, Moments())
    counts = chosen.get(version.pk, Chosen())
    return VersionLine(
        version,
        found,
        options_of(version, found.count, counts, differ=differ),
        typed_counts(version, found.count, typed.get(version.pk, [])),
        times.get(version.pk),
    )
