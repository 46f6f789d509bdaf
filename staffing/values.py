"""What single cells say about a person, or why they cannot be taken."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models import staff_code
from staffing.reading.base import Cell
from vietnamese.dates import NoSuchDate, partial_date
from vietnamese.text import unmarked

OLDEST: Final = 1930
YOUNGEST: Final = 15  # years
SERIALS: Final = range(10_000, 60_000)  # 1927 to 2064, as Excel counts days
EPOCH: Final = date(1899, 12, 30)
COMRADE: Final = re.compile(r"^(đ/c|đồng chí)[\s.:]+", re.IGNORECASE)
NAME: Final = re.compile(r"[^\W\d_]+(?:[ '’.\-]+[^\W\d_]+)*\.?")
# Province, century and sex, year of birth, and six more digits.
CITIZEN: Final = re.compile(r"0\d{2}[0-3]\d{8}")
ERROR: Final = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
NOT_BESIDES: Final = {"", "0", "khong", "chinh", "chinh thuc", "no"}


class Unfit(ValueError):
    """The cell cannot be taken. `str()` says why."""


def text_of(cell: Cell) -> str:
    """A cell as words. Raises Unfit for the errors of a spreadsheet."""
    text = str(int(cell) if isinstance(cell, float) and cell == int(cell) else cell)
    if ERROR.fullmatch(text):
        raise Unfit(_("There is an error of the spreadsheet (%s).") % text)
    return text


def name_of(cell: Cell) -> str:
    """A name as it is spoken: no ranks, no shouting."""
    name = COMRADE.sub("", text_of(cell)).strip()
    if not name:
        return ""
    if not NAME.fullmatch(name):
        raise Unfit(_("This is not a name."))
    if len(name) > 150:
        raise Unfit(_("The name is too long."))
    if name.isupper() or name.islower():
        return " ".join(word.capitalize() for word in name.split())
    return name


def birth_of(cell: Cell, today: date) -> str:
    """1985-03-12 or 1985, from text, from a day of Excel's or from a bare number."""
    text = text_of(cell).strip("'’ ")
    if not text or not any(char.isalnum() for char in text):
        return ""
    if text.isdecimal() and int(text) in SERIALS:
        text = (EPOCH + timedelta(days=int(text))).isoformat()
    try:
        birth = partial_date(text, century_of=today)
    except NoSuchDate as error:
        raise Unfit(_("This is no day: write 25/12/1985, or only the year.")) from error
    if not OLDEST <= int(birth[:4]) <= today.year - YOUNGEST:
        raise Unfit(_("Nobody at work was born in %s.") % birth[:4])
    return birth


def email_of(cell: Cell) -> str:
    email = text_of(cell).lower().removeprefix("mailto:")
    if not any(char.isalnum() for char in email):
        return ""
    try:
        validate_email(email)
    except ValidationError as error:
        raise Unfit(_("This is no e-mail address.")) from error
    if not email.isascii() or len(email) > 254:
        raise Unfit(_("This is no e-mail address."))
    return email


def code_of(cell: Cell) -> str:
    code = staff_code(text_of(cell))
    if not any(char.isalnum() for char in code):
        return ""
    if len(code) > 30:
        raise Unfit(_("The code is too long."))
    if is_citizen_number(code):
        raise Unfit(
            _("This looks like the number of a citizen card; it must not be kept here.")
        )
    return code


def is_citizen_number(code: str) -> bool:
    """Twelve digits, or ten and eleven where a spreadsheet dropped leading zeros."""
    return (
        code.isdecimal()
        and 10 <= len(code) <= 12
        and bool(CITIZEN.fullmatch(code.zfill(12)))
    )


def username_of(cell: Cell) -> str:
    username = text_of(cell)
    if not username:
        return ""
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise Unfit(_("A sign-in name has no spaces and no such signs.")) from error
    if len(username) > 150:
        raise Unfit(_("The sign-in name is too long."))
    return username


def post_of(cell: Cell) -> str:
    post = text_of(cell)
    if len(post) > 120:
        raise Unfit(_("The post is too long: at most 120 characters."))
    return "" if post.strip("-–. ") == "" else post


def is_besides(cell: Cell) -> bool:
    return unmarked(text_of(cell)).strip() not in NOT_BESIDES
