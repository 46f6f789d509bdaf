"""How an official paper begins and ends, by the kind of unit that issues it.

Decree 30/2020/NĐ-CP binds state bodies: quốc hiệu and tiêu ngữ stand on their papers
only. Party bodies and mass organisations follow rules of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from accounts.models import User
from departments.models import Department, Kind, Membership
from departments.organisation import Unit
from reports.scope import Scope
from vietnamese.dates import place_and_date

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Left and right; nobody's name is written for them.
SIGNATURES = (
    ("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
    ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu, ghi rõ họ tên)"),
)
COMMITTEE = "ỦY BAN NHÂN DÂN"
PLACE = "Cao Bằng"
NOT_OF_THE_STATE = {Kind.PARTY, Kind.ORGANISATION}


@dataclass(frozen=True)
class Letterhead:
    superior: str
    issuer: str
    is_state: bool
    place: str = PLACE

    nation: ClassVar = NATION
    motto: ClassVar = MOTTO
    signatures: ClassVar = SIGNATURES

    def place_and_date(self, day: date) -> str:
        return place_and_date(self.place, day)


def letterhead(user: User, scope: Scope) -> Letterhead:
    """A report on a unit is that unit's own; one on several, or on the whole
    province, goes out under the unit of the person who made it."""
    unit: Department | Unit | None = None
    if not scope.whole and not scope.is_then:  # no paper goes out from a past unit
        unit = scope.unit
    unit = unit or _own_unit(user) or scope.unit
    if unit is None:
        return Letterhead("", "", is_state=False)
    above = list(Department.objects.above(unit))
    return Letterhead(
        superior=_superior(unit, above),
        issuer=_capitals(unit),
        is_state=_body([*above, unit]).kind not in NOT_OF_THE_STATE,
    )


def _body(line: list[Department | Unit]) -> Department | Unit:
    """The agency a unit belongs to: divisions take their character from it."""
    bodies = [unit for unit in line if unit.kind != Kind.DIVISION]
    return bodies[-1] if bodies else line[-1]


def _superior(unit: Department | Unit, above: list[Department]) -> str:
    """Departments act for the people's committee of the province. Who stands above a
    commune, a party body or a mass organisation is not for this tree to say."""
    if not above:
        return ""
    if above[-1].kind != Kind.PROVINCE:
        return _capitals(above[-1])
    if unit.kind in {Kind.DEPARTMENT, Kind.PUBLIC_UNIT, Kind.DIVISION}:
        return f"{COMMITTEE} {_capitals(above[-1]).removeprefix(COMMITTEE).strip()}"
    return ""


def _capitals(unit: Department | Unit) -> str:
    return unit.name.upper().replace("UBND", COMMITTEE)


def _own_unit(user: User) -> Department | None:
    posts = Membership.objects.filter(user=user).current().select_related("department")
    post = posts.order_by("-is_primary", "pk").first()
    return post.department if post else None
