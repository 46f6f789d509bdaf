"""Moodle's "*" in short answers, which stands for any text. We take no wildcards."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from quizzes.formats.base import Malformed

WILDCARD: Final = re.compile(r"(?<!\\)\*")


def without_wildcards(text: str) -> str:
    if WILDCARD.search(text):
        reason = _(
            "The answer “%(text)s” uses * for any text, which is not known here: list each accepted answer."
        )
        raise Malformed(reason % {"text": text[:40]})
    return text.replace(r"\*", "*")


def with_escaped_stars(text: str) -> str:
    if r"\*" in text:
        raise Malformed(_("An answer with “\\*” cannot be written in this format."))
    return text.replace("*", r"\*")
