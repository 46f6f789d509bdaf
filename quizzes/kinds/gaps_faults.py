"""What is wrong with a text of gaps."""

from __future__ import annotations

import re
from typing import Any, Final

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Content
from quizzes.kinds.wording import key

MARKER: Final = re.compile(r"\[\[([0-9]{1,3})\]\]")


def gaps_faults(content: Content, longest: int) -> list[str]:
    gaps = content.get("gaps") or []
    marked = [int(n) for n in MARKER.findall(content.get("text") or "")]
    found = parts.count_faults(gaps)
    if not marked:
        found.append(_("The text has no gap: mark gaps as [[1]], [[2]]."))
    elif sorted(marked) != list(range(1, len(gaps) + 1)):
        found.append(_("Each gap stands in the text once: [[1]], [[2]] and so on."))
    for n, gap in enumerate(gaps, start=1):
        folds = bool(content.get("fold_marks"))
        found += _gap_faults(gap, {"n": n}, folds=folds, longest=longest)
    return found


def _gap_faults(
    gap: dict[str, Any], named: dict[str, int], *, folds: bool, longest: int
) -> list[str]:
    accepted, options = gap.get("accepted") or [], gap.get("options") or []
    if not accepted:
        return [_("Gap %(n)s has no right answer.") % named]
    if max(map(len, [*accepted, *options])) > longest:
        return [_("An answer for gap %(n)s is too long.") % named]
    if not options:
        keys = [key(text, fold_marks=folds) for text in accepted]
        reason = _("Two answers for gap %(n)s count as the same: keep one.")
        return [reason % named] if parts.repeated(keys) else []
    if not set(accepted) <= set(options):
        return [_("The right answer for gap %(n)s is not among its options.") % named]
    if set(accepted) == set(options):
        return [_("Gap %(n)s needs an option that is wrong.") % named]
    return []
