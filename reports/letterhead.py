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
COMPILER = ("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)")
SIGNED_AND_SEALED = "(Ký, đóng dấu, ghi rõ họ tên)"
COMMITTEE = "ỦY BAN NHÂN DÂN"
PLACE = "Cao Bằng"
NOT_OF_THE_STATE = {Kind.PARTY, Kind.ORGANISATION}
# Committees decide together: their chair signs on their behalf (decree 30/2020/NĐ-CP,
# annex I, part II.7). Heads of other units sign with their own title.
ON_BEHALF = f"TM. {COMMITTEE}"
CHAIR = "CHỦ TỊCH"
# Where nobody is on record as heading the unit.
USUAL_TITLES = {
    Kind.DEPARTMENT: "GIÁM ĐỐC",
    Kind.PUBLIC_UNIT: "GIÁM ĐỐC",
    Kind.PARTY: "TRƯỞNG BAN",
    Kind.ORGANISATION: "CHỦ TỊCH",
    Kind.DIVISION: "TRƯỞNG PHÒNG",
}
DEPUTY = "PHÓ "
ADDRESSED = "Nơi nhận:"
# Where nobody on record is the one to be told: to be filled in by hand.
SOMEBODY = "………………………………;"


@dataclass(frozen=True)
class Letterhead:
    superior: str
    issuer: str
    is_state: bool
    signer: tuple[str, ...] = (
        "THỦ TRƯỞNG ĐƠN VỊ",
    )  # a title, above it on whose behalf
    place: str = PLACE
    reports_to: str = ""  # the superior body, as running text names it

    nation: ClassVar = NATION
    motto: ClassVar = MOTTO
    addressed: ClassVar = ADDRESSED

    @property
    def signatures(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Left and right: the title and a hint. Nobody's name is written for them."""
        return COMPILER, ("\n".join(self.signer), SIGNED_AND_SEALED)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who gets the paper, and that a copy is kept; the office of a state body,
        which keeps it, is called VT."""
        told = f"{self.reports_to} (để báo cáo);" if self.reports_to else SOMEBODY
        return told, "Lưu: VT." if self.is_state else "Lưu."

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
    superior = _superior(unit, above)
    return Letterhead(
        superior=_capitals(superior),
        issuer=_capitals(unit.name),
        is_state=_body([*above, unit]).kind not in NOT_OF_THE_STATE,
        signer=_signer(unit),
        reports_to=superior,
    )


def _signer(unit: Department | Unit) -> tuple[str, ...]:
    """As whoever heads the unit today signs; deputies sign for them (KT.) by hand."""
    if _is_committee(unit.name) or unit.kind == Kind.PROVINCE:
        return ON_BEHALF, CHAIR
    heads = Membership.objects.current().heads().filter(department=unit.pk)
    titles = [post.upper() for post in heads.values_list("post", flat=True) if post]
    own = [title for title in sorted(titles) if not title.startswith(DEPUTY)]
    return (own[0] if own else USUAL_TITLES.get(Kind(unit.kind), "THỦ TRƯỞNG ĐƠN VỊ"),)


def _body(line: list[Department | Unit]) -> Department | Unit:
    """The agency a unit belongs to: divisions take their character from it."""
    bodies = [unit for unit in line if unit.kind != Kind.DIVISION]
    return bodies[-1] if bodies else line[-1]


def _superior(unit: Department | Unit, above: list[Department]) -> str:
    """Departments act for the people's committee of the province. Who stands above a
    commune, a party body or a mass organisation is not for this tree to say."""
    if not above:
        return ""
    name = above[-1].name
    if above[-1].kind != Kind.PROVINCE:
        return name
    if unit.kind in {Kind.DEPARTMENT, Kind.PUBLIC_UNIT, Kind.DIVISION}:
        return name if _is_committee(name) else f"UBND {name[0].lower()}{name[1:]}"
    return ""


def _is_committee(name: str) -> bool:
    return "UBND" in name or COMMITTEE in name.upper()


def _capitals(name: str) -> str:
    return name.upper().replace("UBND", COMMITTEE)


def _own_unit(user: User) -> Department | None:
    posts = Membership.objects.filter(user=user).current().select_related("department")
    post = posts.order_by("-is_primary", "pk").first()
    return post.department if post else None
