"""Units of the administration: a stable identity with a dated name and place.

`Department` is today's tree. `DepartmentVersion` says what each unit was called
and where it stood on any day; `Reorganisation` and `Succession` say why it changed;
a `Membership` is a person's post in a unit. Change units through `services` and
`reorganising`, which keep them in step.
"""

from departments.models.posts import Membership, MembershipQuerySet
from departments.models.reorganisations import (
    Act,
    ActKind,
    Reorganisation,
    ReorganisationQuerySet,
    Succession,
)
from departments.models.units import (
    SEGMENT,
    Department,
    DepartmentQuerySet,
    DepartmentVersion,
    Kind,
)

__all__ = [
    "SEGMENT",
    "Act",
    "ActKind",
    "Department",
    "DepartmentQuerySet",
    "DepartmentVersion",
    "Kind",
    "Membership",
    "MembershipQuerySet",
    "Reorganisation",
    "ReorganisationQuerySet",
    "Succession",
]
