"""What is wrong with the options an author wrote."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds import parts
from quizzes.kinds.base import Content

# Three weights of 33 % are meant to be 100 %.
SUM_MAY_DIFFER = 2


def choice_faults(content: Content, *, several: bool, is_pair: bool) -> list[str]:
    options = content.get("options") or []
    right = [option for option in options if option.get("correct")]
    found = _text_faults(options)
    if len(options) < 2:
        found.insert(0, _("A question needs at least two options."))
    if is_pair and len(options) > 2:
        found.append(_("A true or false question has exactly two options."))
    if several and not right:
        found.append(_("Mark at least one option as right."))
    if not several and len(right) != 1:
        found.append(_("Mark exactly one option as right."))
    if several and content.get("partial"):
        return found + _weight_faults(options)
    return found + ([] if several else _fraction_faults(options))


def _text_faults(options: list[dict[str, Any]]) -> list[str]:
    texts = [parts.tidy(option.get("text")) for option in options]
    found = parts.count_faults(options)
    for n in parts.empty(texts):
        found.append(_("Option %(letter)s has no text.") % {"letter": parts.letter(n)})
    same = parts.repeated(texts)
    if same:
        letters = ", ".join(map(parts.letter, same))
        found.append(_("Options %(letters)s say the same.") % {"letters": letters})
    return found


def _fraction_faults(options: list[dict[str, Any]]) -> list[str]:
    """One answer: a wrong option may be worth a part."""
    found = []
    for n, option in enumerate(options):
        fraction, named = option.get("fraction"), {"letter": parts.letter(n)}
        if fraction in (None, "") or option.get("correct"):
            continue
        if not parts.is_percent(fraction):
            found.append(_weight_is_no_number(n))
        elif parts.percent(fraction) >= parts.FULL:
            found.append(
                _("Option %(letter)s is not right, so it is worth less than 100%%.")
                % named
            )
    return found


def _weight_faults(options: list[dict[str, Any]]) -> list[str]:
    """Several answers: right options have weights above 0, wrong ones at most 0."""
    if not any(option.get("fraction") for option in options):
        return []
    found, total = [], Decimal(0)
    for n, option in enumerate(options):
        fraction, named = option.get("fraction"), {"letter": parts.letter(n)}
        weight = parts.percent(fraction)
        if fraction not in (None, "") and not parts.is_percent(fraction):
            found.append(_weight_is_no_number(n))
        elif option.get("correct") and weight <= 0:
            found.append(
                _("Option %(letter)s is right, so its weight is above 0%%.") % named
            )
        elif not option.get("correct") and weight > 0:
            found.append(
                _("Option %(letter)s is not right, so its weight is at most 0%%.")
                % named
            )
        total += max(weight, Decimal(0))
    if not found and abs(total - parts.FULL) > SUM_MAY_DIFFER:
        reason = _("The weights of the right options add up to %(sum)s%%, not 100%%.")
        found.append(reason % {"sum": f"{total.normalize():f}"})
    return found


def _weight_is_no_number(place: int) -> str:
    reason = _("The weight of option %(letter)s is not a number from -100 to 100.")
    return reason % {"letter": parts.letter(place)}
