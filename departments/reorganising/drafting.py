"""Writing the acts of a decision, as long as it is a draft."""

from __future__ import annotations

from departments.models import Act, Reorganisation
from departments.reorganising.acts import Ordered, kind_of, to_content


class NotADraft(Exception):
    """A decision that is applied, or waits for its day, is not written on."""


def add_act(*, decision: Reorganisation, act: Ordered) -> Act:
    _refuse_settled(decision)
    return Act.objects.create(
        reorganisation=decision, kind=kind_of(act), content=to_content(act)
    )


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
