"""What a decision may order, and how a draft keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias

from departments.models import ActKind

# The pk of a unit there is, or, as "12/0", what act 12 founds first.
Key: TypeAlias = int | str


@dataclass(frozen=True)
class Target:
    """A unit that takes over: one there is (`unit`), or one to be founded."""

    unit: int | None = None
    name: str = ""
    short_name: str = ""
    code: str = ""
    kind: str = ""
    parent: Key | None = None


@dataclass(frozen=True)
class Going:
    """Where a post goes, and as what. `post` None keeps its title."""

    to: int = 0
    post: str | None = None
    is_head: bool = False


Posts: TypeAlias = Mapping[int, Going]  # by the pk of the membership


@dataclass(frozen=True)
class Merge:
    """Units end and one takes over: a new one, or one that goes on.

    With `joins_divisions`, units below them that are called the same become one.
    """

    sources: tuple[int, ...]
    into: Target
    joins_divisions: bool = True
    posts: Posts = field(default_factory=dict)


@dataclass(frozen=True)
class Split:
    """A unit is divided. It ends, unless it is among the targets.

    Each post and each unit below is told where it goes. `heir` is the target that
    takes over the records of people who had left before.
    """

    source: int
    into: tuple[Target, ...]
    heir: int = 0
    posts: Posts = field(default_factory=dict)
    units: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Rename:
    """A unit is called otherwise, or gets another code; it stays the same unit."""

    unit: int
    name: str
    short_name: str = ""
    code: str = ""


@dataclass(frozen=True)
class Move:
    """A unit belongs to another one from now on, with everything below it."""

    unit: int
    parent: Key


@dataclass(frozen=True)
class Dissolve:
    """A unit ends with everything below it, and the posts in it. Its records count
    in `heir`, or else in the unit it belonged to."""

    unit: int
    heir: int | None = None


@dataclass(frozen=True)
class Transfer:
    """Functions go to another unit; people and divisions only if they are named."""

    source: int
    into: Target
    functions: str = ""
    posts: Posts = field(default_factory=dict)
    units: Mapping[int, int] = field(default_factory=dict)


Ordered: TypeAlias = Merge | Split | Rename | Move | Dissolve | Transfer
KINDS: dict[str, type[Ordered]] = {
    ActKind.MERGE: Merge,
    ActKind.SPLIT: Split,
    ActKind.RENAME: Rename,
    ActKind.MOVE: Move,
    ActKind.DISSOLVE: Dissolve,
    ActKind.TRANSFER: Transfer,
}


def kind_of(act: Ordered) -> ActKind:
    return next(ActKind(kind) for kind, each in KINDS.items() if type(act) is each)


def to_content(act: Ordered) -> dict[str, Any]:
    """What a row keeps of an act."""
    return asdict(act)


def from_content(kind: str, content: Mapping[str, Any]) -> Ordered:
    """The act a row keeps."""
    values = dict(content)
    match values.get("into"):
        case list() as targets:
            values["into"] = tuple(Target(**target) for target in targets)
        case Mapping() as target:
            values["into"] = Target(**target)
    if "sources" in values:
        values["sources"] = tuple(values["sources"])
    if "posts" in values:  # the keys of JSON are text
        posts = values["posts"].items()
        values["posts"] = {int(pk): Going(**going) for pk, going in posts}
    if "units" in values:
        values["units"] = {int(pk): to for pk, to in values["units"].items()}
    return KINDS[kind](**values)


def units_named(act: Ordered) -> set[int]:
    """Units there are which an act is about: sources, targets and their places."""
    match act:
        case Merge(sources=sources, into=target):
            return {*sources, *_units_of(target)}
        case Split(source=source, into=targets, units=units):
            named = {source, *units}
            return named.union(*(_units_of(target) for target in targets))
        case Transfer(source=source, into=target, units=units):
            return {source, *units, *_units_of(target)}
        case Move(unit=unit, parent=parent):
            return {unit, parent} if isinstance(parent, int) else {unit}
        case Dissolve(unit=unit, heir=heir):
            return {unit, heir} if heir else {unit}
        case Rename(unit=unit):
            return {unit}


def _units_of(target: Target) -> set[int]:
    return {key for key in (target.unit, target.parent) if isinstance(key, int)}
