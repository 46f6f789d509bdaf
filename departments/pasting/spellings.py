"""The ways in which a unit is written, and how a new one is called like an old one."""

from __future__ import annotations

from departments.organisation import Unit
from vietnamese.text import fold, spelling


def own_part(name: str) -> str:
    """ "UBND xã Trùng Khánh", "Ủy ban nhân dân xã Trùng Khánh" → "xã Trùng Khánh"."""
    words = name.split()
    for body in ("ubnd", "uy ban nhan dan"):
        length = len(body.split())
        if len(words) > length and fold(" ".join(words[:length])) == body:
            return " ".join(words[length:])
    return name


def label(unit: Unit) -> str:
    return unit.short_name or unit.name


def called_like(name: str, like: Unit) -> tuple[str, str]:
    """Name and short name of a new unit, made as those of the unit it comes from.

    The table of a resolution says "Xã Bảo Lâm"; the body is "UBND xã Bảo Lâm".
    """
    own = own_part(name)
    own = own[:1].upper() + own[1:]
    if like.short_name and like.name == body_of(like.short_name):
        return body_of(own), own
    return name, ""


def body_of(place: str) -> str:
    return f"UBND {place[:1].lower()}{place[1:]}"


def forms(name: str) -> tuple[str, str, str, str]:
    own = own_part(name)
    return spelling(name), spelling(own), fold(name), fold(own)


def plain_code(text: str) -> str:
    """Spreadsheets drop the zeros a code begins with."""
    code = text.strip().casefold()
    return code.lstrip("0") if code.isdecimal() else code
