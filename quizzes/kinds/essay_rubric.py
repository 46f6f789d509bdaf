"""The rubric of an essay as its author writes it; `quizzes.rubrics` marks by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds import parts

Row = dict[str, Any]


def tidied_rubric(rubric: Sequence[Row]) -> list[Row]:
    criteria = [
        {
            "id": str(each.get("id") or ""),
            "title": parts.tidy(each.get("title")),
            "levels": _levels(each.get("levels") or []),
        }
        for each in rubric
    ]
    return parts.with_ids(criteria, "title")


def _levels(levels: Sequence[Row]) -> list[Row]:
    written = [
        {
            "id": str(level.get("id") or ""),
            "text": parts.tidy(level.get("text")),
            "points": _points(level.get("points")),
        }
        for level in levels
    ]
    return parts.with_ids(written, "text")


def _points(written: Any) -> Any:
    """Whole points as a number, others as text with a point: never a float."""
    text = str("" if written is None else written).strip().replace(",", ".")
    return int(text) if text.isascii() and text.isdigit() else text


def rubric_faults(rubric: Sequence[Row]) -> list[str]:
    found = parts.count_faults(rubric)
    for n, criterion in enumerate(rubric, start=1):
        found += _criterion_faults(criterion, n)
    titles = [criterion.get("title") or "" for criterion in rubric]
    same = parts.repeated(titles)
    if same:
        found.append(
            _("Criteria %(rows)s have the same name.") % {"rows": parts.rows(same)}
        )
    return found


def _criterion_faults(criterion: Row, n: int) -> list[str]:
    levels, named = criterion.get("levels") or [], {"n": n}
    points = [parts.number(level.get("points")) for level in levels]
    found = []
    if not criterion.get("title"):
        found.append(_("Criterion %(n)s has no name.") % named)
    if len(levels) < 2:
        found.append(_("Criterion %(n)s needs at least two levels.") % named)
    for row, level in enumerate(levels, start=1):
        place = {"n": n, "row": row}
        if not level.get("text"):
            found.append(_("Level %(row)s of criterion %(n)s has no text.") % place)
        if (points[row - 1] or 0) < 0 or points[row - 1] is None:
            found.append(
                _("Level %(row)s of criterion %(n)s needs points from 0 up.") % place
            )
    if levels and None not in points and not any(points):
        found.append(_("No level of criterion %(n)s is worth a point.") % named)
    return found
