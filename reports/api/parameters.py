"""What may be asked: the parameters of the report pages, and a few of lists.

The descriptions are shown in the documentation, so each is a text to translate.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from reports.scope import State

MOST_PEOPLE = 200


def _asks(words: str, *, example: str, alias: str | None = None) -> Any:
    """A parameter that may be left out."""
    return Field(
        "", alias=alias, description=words, json_schema_extra={"example": example}
    )


class Asked(Schema):
    """The parameters of the report pages, read where the pages' are read."""

    unit: str = _asks(
        _("A unit of yours, by its number; without it all units you answer for."),
        example="12",
    )
    alone: str = _asks(
        _("Only people in the unit itself, without those below it."), example="1"
    )
    course: str = _asks(
        _("A course, by its name in addresses."), example="xu-ly-khung-hoang"
    )
    plan: str = _asks(_("What a training plan asks for, by its number."), example="3")
    category: str = _asks(
        _(
            "Only people of a category of staff: cadre, civil_servant, public_employee or other."
        ),
        example="civil_servant",
    )
    period: str = _asks(
        _(
            "A year (2026), half (2026-H1), quarter (2026-Q3), nine months (2026-9M) or month (2026-M05) as the administration counts them; without it the current year."
        ),
        example="2026-Q3",
    )
    from_: str = _asks(
        _("First day of a period of your own."), example="2026-01-01", alias="from"
    )
    to: str = _asks(
        _("Last day of a period of your own."), example="2026-03-31", alias="to"
    )
    on: str = _asks(_("The figures as they stood on this day."), example="2026-06-30")
    view: str = _asks(
        _(
            "For a day that is past: “now” by today's organisation, “then” by the organisation of that day."
        ),
        example="then",
    )


class AskedPlans(Schema):
    period: str = _asks(_("A year (2026); without it the current one."), example="2026")


class AskedPeople(Asked):
    state: State | None = Field(None, description=_("Only people who stand so."))
    limit: int = Field(
        50, ge=1, le=MOST_PEOPLE, description=_("How many people in one answer.")
    )
    offset: int = Field(
        0, ge=0, le=10_000_000, description=_("How many people to pass over.")
    )
