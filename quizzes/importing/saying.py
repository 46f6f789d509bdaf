"""What a question says, in the one shape that files and the bank share.

The bank knows more of a part than a file does: its id, by which old answers name
it, and settings of the kind. A change from a file keeps what it does not speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from quizzes.formats.base import Content
from quizzes.formats.decimals import HUNDRED, decimal_string
from quizzes.formats.plain import clean
from quizzes.formats.writing import weights
from quizzes.kinds import KINDS

# What is missing is empty, what is unknown left out.
SHAPES: Final = {name: kind.shape for name, kind in KINDS.items()}
CHOICES: Final = {"single", "true_false", "multiple"}
FIGURES: Final = {"fraction", "value", "tolerance"}
# Some formats cannot say these, so that saying nothing means nothing.
MAY_BE_UNSAID: Final = {"feedback", "guide", "unit", "min_words", "max_words"}
# By these a part is known again, whatever else of it changed.
NAMED_BY: Final = ("text", "left", "value", "start", "end")


def said(kind: str, content: Content) -> Content:
    """The content as formats have it: nothing but what a trainee or marker reads."""
    if kind not in SHAPES:
        return content
    found: Content = _shaped(SHAPES[kind], content)
    return _weighed(kind, found) if kind in CHOICES else found


def _shaped(shape: Any, value: Any, key: str = "") -> Any:
    if isinstance(shape, dict):
        parts = value if isinstance(value, dict) else {"text": value}
        return {
            name: _shaped(each, parts.get(name), name) for name, each in shape.items()
        }
    if isinstance(shape, list):
        return [_shaped(shape[0], each) for each in value or []]
    if isinstance(value, dict):
        value = value.get("text")
    if isinstance(shape, str):
        text = shape if value is None or value == "" else clean(str(value))
        return decimal_string(Decimal(text)) if key in FIGURES and text else text
    return type(shape)(value or shape)


def _weighed(kind: str, content: Content) -> Content:
    """Weights only where they say more than right and wrong do."""
    partial = kind == "multiple" and content["partial"]
    shares = weights(content) if partial else []
    for place, option in enumerate(content["options"]):
        fraction = option.pop("fraction")
        if partial:
            option["fraction"] = shares[place]
        elif kind != "multiple" and fraction and Decimal(fraction) not in (0, HUNDRED):
            option["fraction"] = fraction
    if kind != "multiple":
        del content["partial"]
    return content


# --- what a change keeps ------------------------------------------------------


def carried_over(old: Content, new: Content) -> Content:
    """The new content, with ids and settings of the old that it does not speak of."""
    kept = {key: value for key, value in old.items() if key not in new}
    return {**kept, **{key: _kept(key, old.get(key), new[key]) for key in new}}


def _kept(key: str, old: Any, new: Any) -> Any:
    if old is None:
        return new
    if isinstance(new, list) and isinstance(old, list):
        return list(_parts(old, new))
    if key in MAY_BE_UNSAID and not new:
        return old
    return new


def _parts(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Any]:
    partners = _partners(old, new)
    for place, part in enumerate(new):
        partner = partners.get(place)
        yield part if partner is None else _part(old[partner], part)


def _part(old: Any, new: Any) -> Any:
    if not isinstance(old, dict):
        return new
    if not isinstance(new, dict):
        return {**old, "text": new}
    # A weight that is not said is that of right and wrong.
    kept = {k: v for k, v in old.items() if k not in new and k != "fraction"}
    return {**kept, **{key: _kept(key, old.get(key), new[key]) for key in new}}


def _partners(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Which old part each new one is: by its words, else by its place."""
    waiting: dict[Any, list[int]] = {}
    for place, part in enumerate(old):
        waiting.setdefault(_name(part), []).append(place)
    found = {}
    for place, part in enumerate(new):
        if places := waiting.get(_name(part)):
            found[place] = places.pop(0)
    if len(old) == len(new):
        taken = set(found.values())
        unnamed = [place for place in range(len(new)) if place not in found]
        free = [place for place in range(len(old)) if place not in taken]
        found |= dict(zip(unnamed, free, strict=True))
    return found


def _name(part: Any) -> Any:
    if not isinstance(part, dict):
        return (clean(str(part)),)
    named = tuple(part[key] for key in NAMED_BY if key in part)
    return named or tuple(str(value) for value in part.values())
