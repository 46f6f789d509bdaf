"""What people typed most often, where there are no options to count."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from quizzes.analysis.figures import UNANSWERED
from quizzes.analysis.options import OptionCount, Share
from quizzes.analysis.sample import Sample
from quizzes.kinds import KINDS
from quizzes.models import QuestionVersion
from vietnamese.text import spelling

TYPED = {"short", "numeric"}
READ, SHOWN = 40, 8  # different answers: from the database, on the page


def typed_by_version(
    sample: Sample, versions: Sequence[QuestionVersion]
) -> dict[int, list[tuple[str, int]]]:
    """The most frequent answers, each with its count. One query, none without any.

    The database counts and ranks; what differs only in how it is typed is put
    together here, so rare spellings beyond the first forty are not counted in.
    """
    pks = [version.pk for version in versions if version.kind in TYPED]
    if not pks:
        return {}
    rank = Window(
        RowNumber(), partition_by=F("version_id"), order_by=[F("n").desc(), "answer"]
    )
    rows = (
        sample.responses()
        .filter(version__in=pks)
        .exclude(UNANSWERED)
        .values("version_id", "answer")
        .annotate(n=Count("pk"))
        .annotate(rank=rank)
        .filter(rank__lte=READ)
        .order_by("version_id", "rank")
        .values_list("version_id", "answer", "n")
    )
    found: dict[int, dict[str, tuple[str, int]]] = {}
    for version, answer, count in rows:
        given = str((answer or [""])[0])
        same = found.setdefault(version, {})
        text, before = same.get(spelling(given), (given, 0))
        same[spelling(given)] = (text, before + count)
    return {
        version: sorted(same.values(), key=lambda each: -each[1])[:SHOWN]
        for version, same in found.items()
    }


def typed_counts(
    version: QuestionVersion, answers: int, typed: Sequence[tuple[str, int]]
) -> tuple[OptionCount, ...]:
    """The most frequent first, numbered; what is worth a part says so."""
    counts = []
    for place, (text, count) in enumerate(typed, start=1):
        mark = KINDS[version.kind].mark(version.content, [text]) or 0
        part = f" ({100 * mark:.0f} %)" if 0 < mark < 1 else ""
        counts.append(
            OptionCount(
                letter=str(place),
                text=f"{text}{part}",
                is_right=mark == 1,
                everyone=Share(count, answers),
                upper=None,
                lower=None,
            )
        )
    return tuple(counts)
