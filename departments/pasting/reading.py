"""A whole table read against a draft: what would be added, or what to write otherwise."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from departments.models import Reorganisation
from departments.organisation import Organisation, organisation_today
from departments.pasting.cells import Wrong
from departments.pasting.lines import Reader
from departments.pasting.spellings import label
from departments.pasting.table import Column, Line, table_of
from departments.reorganising.acts import (
    Merge,
    Ordered,
    Rename,
    Split,
    Transfer,
    from_content,
    kind_of,
    to_content,
)
from departments.reorganising.words import Speaker, targets_of

Acts = Sequence[tuple[int, Ordered]]


@dataclass(frozen=True)
class Fault:
    """A row that cannot be meant, and what to write instead."""

    row: int
    text: str
    about: str = ""  # the new unit, by which people find the row


@dataclass(frozen=True)
class Proposed:
    """An act that would be added, told to people."""

    row: int
    sentence: str
    details: Sequence[str]


@dataclass
class Reading:
    """With a fault nothing is added, so `acts` are of use only without."""

    draft: Acts
    organisation: Organisation
    acts: list[Ordered] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)  # of each act
    faults: list[Fault] = field(default_factory=list)
    passed_over: Sequence[str] = ()

    @property
    def digest(self) -> str:
        """Of what would be added to what: the same as long as nothing else would be."""
        acts = [(kind_of(act), to_content(act)) for act in self.acts]
        text = json.dumps([[pk for pk, _act in self.draft], acts])
        return hashlib.sha256(text.encode()).hexdigest()

    def proposed(self) -> Iterator[Proposed]:
        numbered = [(-n, act) for n, act in enumerate(self.acts, start=1)]
        speaker = Speaker(self.organisation, [*self.draft, *numbered])
        for row, act in zip(self.rows, self.acts, strict=True):
            details = list(self._details(act, speaker))
            yield Proposed(row, speaker.sentence(act), details)

    def _details(self, act: Ordered, speaker: Speaker) -> Iterator[str]:
        """What a sentence leaves out: codes, and what units belong to."""
        new = [target for target in targets_of(act) if target.unit is None]
        for code in filter(None, [target.code for target in new]):
            yield _("code %(code)s") % {"code": code}
        if isinstance(act, Rename) and act.code:
            yield _("code %(code)s") % {"code": act.code}
        for parent in dict.fromkeys(target.parent for target in new):
            yield _("new unit belongs to %(unit)s") % {"unit": speaker.name(parent)}
        places = self._above(old_units(act))
        if places:
            yield _("old units in %(units)s") % {"units": ", ".join(places)}

    def _above(self, pks: Sequence[int]) -> list[str]:
        units = [self.organisation.get(self.organisation[pk].parent_id) for pk in pks]
        return list(dict.fromkeys(label(unit) for unit in units if unit))


def old_units(act: Ordered) -> Sequence[int]:
    match act:
        case Merge(sources=sources):
            return sources
        case Split(source=source) | Transfer(source=source):
            return [source]
    return [act.unit]


def _fault(line: Line, error: Wrong) -> Fault:
    about = line.one(Column.NEW) or line.one(Column.OLD)
    return Fault(line.number, str(error), about)


def read(decision: Reorganisation, text: str) -> Reading:
    """Raises Unreadable."""
    table = table_of(text)
    draft = [
        (row.pk, from_content(row.kind, row.content)) for row in decision.acts.all()
    ]
    reading = Reading(draft, organisation_today(), passed_over=table.passed_over)
    reader = Reader(reading.organisation, draft, table)
    for line in table.lines:
        if not any(line.cells.values()):
            continue
        try:
            acts = reader.acts(line)
        except Wrong as error:
            reading.faults.append(_fault(line, error))
        else:
            reading.acts += acts
            reading.rows += [line.number] * len(acts)
    return reading
