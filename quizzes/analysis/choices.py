"""Who chose what: everybody, the best third and the weakest third by score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q

from quizzes.analysis.sample import Sample


@dataclass(frozen=True)
class Thirds:
    """Where the best and the weakest third of the attempts end, by score.

    A short quiz has few different scores, so many people tie at these limits. They
    count in part, so that each group is a third exactly and nobody's place in it
    hangs on anything but their score.
    """

    upper: Decimal
    lower: Decimal
    upper_weight: float  # of who scored exactly `upper`
    lower_weight: float
    differ: bool  # False when all have the same score


def thirds(sample: Sample, attempts: int) -> Thirds | None:
    """Three queries."""
    if not attempts:
        return None
    third = (attempts + 2) // 3
    found = sample.attempts().values_list("score", flat=True)
    upper, lower = (found.order_by(by)[third - 1] for by in ["-score", "score"])
    if upper is None or lower is None:
        return None
    counts = sample.attempts().aggregate(
        above=Count("pk", filter=Q(score__gt=upper)),
        at_upper=Count("pk", filter=Q(score=upper)),
        at_lower=Count("pk", filter=Q(score=lower)),
        below=Count("pk", filter=Q(score__lt=lower)),
    )
    return Thirds(
        upper=upper,
        lower=lower,
        upper_weight=(third - counts["above"]) / counts["at_upper"],
        lower_weight=(third - counts["below"]) / counts["at_lower"],
        differ=bool(upper != lower or counts["above"] or counts["below"]),
    )


@dataclass
class Chosen:
    """How often each option of a version was chosen, and by how many people."""

    everyone: Counter[str] = field(default_factory=Counter)
    upper: dict[str, float] = field(default_factory=dict)
    lower: dict[str, float] = field(default_factory=dict)
    uppers: float = 0.0
    lowers: float = 0.0

    def add(self, answer: list[str], count: int, upper: float, lower: float) -> None:
        self.uppers += upper
        self.lowers += lower
        for option in answer:
            self.everyone[option] += count
            self.upper[option] = self.upper.get(option, 0) + upper
            self.lower[option] = self.lower.get(option, 0) + lower


def chosen_by_version(
    sample: Sample, versions: Sequence[int], cuts: Thirds | None
) -> dict[int, Chosen]:
    """Counts for each different answer, taken apart here into its options.

    A question with six options has 64 different answers at most. One row for each is
    the same SQL on SQLite and PostgreSQL, and quicker than their own ways of taking
    JSON apart: for 180,000 answers 0.3 s against 0.6 s, and 0.2 s against 0.3 s.
    """
    if cuts is None:
        return {}
    score = "attempt__score"
    rows = (
        sample.responses()
        .filter(version__in=versions)
        .values_list("version_id", "answer")
        .annotate(
            everyone=Count("pk"),
            above=Count("pk", filter=Q(**{f"{score}__gt": cuts.upper})),
            at_upper=Count("pk", filter=Q(**{score: cuts.upper})),
            at_lower=Count("pk", filter=Q(**{score: cuts.lower})),
            below=Count("pk", filter=Q(**{f"{score}__lt": cuts.lower})),
        )
    )
    chosen: dict[int, Chosen] = {}
    for version, answer, everyone, above, at_upper, at_lower, below in rows:
        upper = above + cuts.upper_weight * at_upper
        lower = below + cuts.lower_weight * at_lower
        counts = chosen.setdefault(version, Chosen())
        counts.add(answer or [], everyone, upper, lower)
    return chosen
