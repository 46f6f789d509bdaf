"""Acts as sentences, for people who decide on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from departments.models import Reorganisation
from departments.organisation import (
    Organisation,
    organisation_on,
    organisation_today,
)
from departments.reorganising.acts import (
    Dissolve,
    Key,
    Merge,
    Move,
    Ordered,
    Rename,
    Split,
    Target,
    Transfer,
    from_content,
)


class Speaker:
    """Knows what the units there are, and those to be founded, are called."""

    def __init__(
        self, organisation: Organisation, acts: Sequence[tuple[int, Ordered]]
    ) -> None:
        self.organisation = organisation
        self.new = new_units(acts)

    def name(self, key: Key | None) -> str:
        if isinstance(key, str):
            return self.new.get(key, "?")
        unit = self.organisation.get(key)
        return unit.name if unit else "?"

    def sentence(self, act: Ordered) -> str:
        match act:
            case Merge():
                return self._merge(act)
            case Split():
                return self._split(act)
            case Rename():
                text = _("%(unit)s is called %(name)s.")
                return text % {"unit": self.name(act.unit), "name": act.name}
            case Move():
                text = _("%(unit)s belongs to %(parent)s.")
                values = {"unit": self.name(act.unit), "parent": self.name(act.parent)}
                return text % values
            case Dissolve():
                return self._dissolve(act)
            case Transfer():
                text = _("Functions of %(unit)s go to %(target)s: %(functions)s")
                values = {"unit": self.name(act.source), "functions": act.functions}
                return text % {**values, "target": self.target(act.into)}

    def _merge(self, act: Merge) -> str:
        sources = self._names(pk for pk in act.sources if pk != act.into.unit)
        if act.into.unit is None:
            text = _("%(units)s become %(target)s.")
        else:
            text = _("%(units)s go into %(target)s.")
        return text % {"units": sources, "target": self.target(act.into)}

    def _split(self, act: Split) -> str:
        others = [target for target in act.into if target.unit != act.source]
        values = {
            "unit": self.name(act.source),
            "targets": ", ".join(self.target(target) for target in others),
        }
        if len(others) < len(act.into):
            return _("%(unit)s goes on and gives parts to %(targets)s.") % values
        return _("%(unit)s is divided between %(targets)s and ends.") % values

    def _dissolve(self, act: Dissolve) -> str:
        if act.heir is None:
            return _("%(unit)s is dissolved.") % {"unit": self.name(act.unit)}
        text = _("%(unit)s is dissolved; its records count in %(heir)s.")
        return text % {"unit": self.name(act.unit), "heir": self.name(act.heir)}

    def target(self, target: Target) -> str:
        if target.unit is not None:
            return self.name(target.unit)
        return _("%(name)s (new)") % {"name": target.name}

    def _names(self, pks: Iterable[int]) -> str:
        return ", ".join(self.name(pk) for pk in pks)


def speaker_for(decision: Reorganisation) -> Speaker:
    """Of a draft units are called as today; of an applied one as on its eve."""
    acts = [
        (row.pk, from_content(row.kind, row.content)) for row in decision.acts.all()
    ]
    organisation = organisation_today()
    if decision.is_applied:
        organisation = organisation_on(decision.effective_on - timedelta(days=1))
    return Speaker(organisation, acts)


def new_units(acts: Sequence[tuple[int, Ordered]]) -> Mapping[str, str]:
    """The units that acts of a draft found, by their keys."""
    return {
        f"{number}/{n}": target.name
        for number, act in acts
        for n, target in enumerate(targets_of(act))
        if target.unit is None
    }


def targets_of(act: Ordered) -> tuple[Target, ...]:
    match act:
        case Merge(into=target) | Transfer(into=target):
            return (target,)
        case Split(into=targets):
            return targets
    return ()
