"""Writing the acts of a decision, as long as it is a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from departments.models import Act, Reorganisation
from departments.reorganising.acts import (
    Key,
    Merge,
    Move,
    Ordered,
    Split,
    Target,
    Transfer,
    kind_of,
    to_content,
)


class NotADraft(Exception):
    """A decision that is applied, or waits for its day, is not written on."""


def add_act(*, decision: Reorganisation, act: Ordered) -> Act:
    _refuse_settled(decision)
    return Act.objects.create(
        reorganisation=decision, kind=kind_of(act), content=to_content(act)
    )


@transaction.atomic
def add_acts(*, decision: Reorganisation, acts: Sequence[Ordered]) -> list[Act]:
    """All of them or none. The place "-2/0" is what the second of them founds first."""
    _refuse_settled(decision)
    rows = Act.objects.bulk_create(
        Act(reorganisation=decision, kind=kind_of(act), content=to_content(act))
        for act in acts
    )
    numbers = {str(-n): row.pk for n, row in enumerate(rows, start=1)}
    for row, act in zip(rows, acts, strict=True):
        placed = _placed(act, numbers)
        if placed != act:
            change_act(row=row, act=placed)
    return rows


def _placed(act: Ordered, numbers: Mapping[str, int]) -> Ordered:
    """The act with the keys that rows have."""

    def key(place: Key | None) -> Key | None:
        if not isinstance(place, str):
            return place
        number, _slash, n = place.partition("/")
        return f"{numbers.get(number, number)}/{n}"

    def target(new: Target) -> Target:
        return replace(new, parent=key(new.parent))

    match act:
        case Move():
            return replace(act, parent=key(act.parent) or act.parent)
        case Merge() | Transfer():
            return replace(act, into=target(act.into))
        case Split():
            return replace(act, into=tuple(map(target, act.into)))
    return act


def change_act(*, row: Act, act: Ordered) -> Act:
    _refuse_settled(row.reorganisation)
    row.kind, row.content = kind_of(act), to_content(act)
    row.save()
    return row


def remove_act(*, row: Act) -> None:
    _refuse_settled(row.reorganisation)
    row.delete()


def _refuse_settled(decision: Reorganisation) -> None:
    state = Reorganisation.objects.values_list("state", flat=True).get(pk=decision.pk)
    if state != Reorganisation.State.DRAFT:
        raise NotADraft
