"""When a typed text is one of the accepted ones."""

from __future__ import annotations

from vietnamese.text import fold, plain_marks, spelling


def key(text: str, *, fold_marks: bool) -> str:
    """Equal for texts that count as the same answer.

    Always: case, spaces, quotes and dashes, tone placement (hoà, hòa), i/y (kĩ, kỹ),
    composed or not, a full stop at the end. With `fold_marks` also diacritics and đ.
    A star is a star: there are no wildcards, see `quizzes.formats.wildcards`.
    """
    same = fold(plain_marks(text)) if fold_marks else spelling(text)
    return same.rstrip(". ") or same
