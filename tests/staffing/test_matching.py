"""Who is meant by a row, and what changes for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import User
from certificates.models import Certificate
from departments.models import Membership
from departments.services import appoint, relieve
from staffing.uploading import answer
from tests.factories import CertificateFactory, MembershipFactory, UserFactory
from tests.staffing.conftest import TODAY

pytestmark = pytest.mark.django_db
HEAD = "Họ và tên;Ngày sinh;Đơn vị;Chức vụ;Mã CB;Email"
ECONOMY = "Phòng Kinh tế, UBND xã Hòa An"


@pytest.fixture
def tam(unit) -> User:
    return MembershipFactory(
        department=unit("Phòng Kinh tế"),
        user__full_name="Nông Văn Tám",
        user__birth="1978-02-03",
        user__staff_code="00124",
        user__email="tam@caobang.example",
    ).user


@pytest.fixture
def finding(listed, plan_of):
    """The only finding of a list with one row."""

    def find(row: str, **rules):
        (found,) = plan_of(listed(HEAD, row, **rules)).findings
        return found

    return find


def changes(found) -> list[tuple[str, str]]:
    return [(change.old, change.new) for change in found.changes]


@pytest.mark.parametrize(
    "row",
    [
        f"Nông Văn Tám;;{ECONOMY};;00124;",
        f"NÔNG VĂN TÁM;;{ECONOMY};;;TAM@caobang.example",
        f"Nong Van Tam;;{ECONOMY};;00124;",
        f"Nông Văn Tám;3/2/1978;{ECONOMY};;;",
        f"Nông Văn Tám;1978;{ECONOMY};;;",
        f"Nông Văn Tám;;{ECONOMY};;;",
        "Nông Văn Tám;03-02-78;phòng kinh tế - ubnd xã Hoà An;Chuyên viên;;",
        "Nông Văn Tám;;Phong Kinh te, xa Hoa An;;;",
    ],
)
def test_a_person_is_found_again_and_nothing_changes(tam, finding, row):
    found = finding(row)

    assert (found.status, found.known.user, changes(found)) == ("same", tam, [])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"Nông Văn Tám;3/2/1979;{ECONOMY};;00124;", [("03/02/1978", "03/02/1979")]),
        (f"Nông Văn Tạm;;{ECONOMY};;00124;", [("Nông Văn Tám", "Nông Văn Tạm")]),
        (
            f"Nông Văn Tám;;{ECONOMY};Phó Trưởng phòng;;",
            [("Chuyên viên", "Phó Trưởng phòng")],
        ),
        (
            f"Nông Văn Tám;;{ECONOMY};;00124;moi@caobang.example",
            [("tam@caobang.example", "moi@caobang.example")],
        ),
    ],
)
def test_what_the_row_says_otherwise_is_a_change(tam, finding, row, expected):
    found = finding(row)

    assert (found.status, changes(found)) == ("changed", expected)


def test_an_empty_cell_erases_nothing(tam, listed, applied):
    applied(listed("Họ và tên;Đơn vị;Mã CB;Email", f"Nông Văn Tám;{ECONOMY};00124;"))

    tam.refresh_from_db()
    assert tam.email == "tam@caobang.example"


def test_a_code_of_somebody_else_is_refused(tam, finding):
    found = finding(f"Trần Thị Bình;;{ECONOMY};;00124;")

    assert found.status == "refused"
    assert "Nông Văn Tám" in found.faults[0].reason


def test_code_and_address_of_two_people_are_refused(tam, finding):
    UserFactory(full_name="Nông Văn Tám", email="khac@caobang.example")

    found = finding(f"Nông Văn Tám;;{ECONOMY};;00124;khac@caobang.example")

    assert found.status == "refused"


def test_the_same_name_elsewhere_is_asked_about_and_never_guessed(tam, finding):
    found = finding("Nông Văn Tám;;Phòng Kinh tế, UBND xã Trùng Khánh;;;")

    assert found.status == "person"
    assert [known.user for known in found.people] == [tam]


@pytest.mark.parametrize(
    "row",
    [
        f"Nông Văn Tám;04/02/1978;{ECONOMY};;;",  # born on another day
        f"Nông Văn Tám;1990;{ECONOMY};;;",
        f"Nông Văn Tạm;;{ECONOMY};;;",  # another name
        f"Nông Văn Tám;;{ECONOMY};;99999;",  # another code
    ],
)
def test_who_differs_in_birth_name_or_code_is_somebody_new(tam, finding, row):
    assert finding(row).status == "new"


def test_two_of_one_name_in_one_unit_are_asked_about(tam, finding, unit):
    MembershipFactory(department=unit("Phòng Kinh tế"), user__full_name="Nông Văn Tám")

    found = finding(f"Nông Văn Tám;;{ECONOMY};;;")

    assert (found.status, len(found.people)) == ("person", 2)


def test_a_name_without_marks_may_be_several_and_is_asked_about(finding, unit):
    for name in ["Nguyễn Văn Hùng", "Nguyễn Văn Hưng"]:
        MembershipFactory(department=unit("Phòng Kinh tế"), user__full_name=name)

    found = finding(f"Nguyen Van Hung;;{ECONOMY};;;")

    assert (found.status, len(found.people)) == ("person", 2)


@pytest.mark.parametrize(("chosen", "status"), [("new", "new"), ("tam", "moved")])
def test_an_answer_decides(tam, listed, plan_of, chosen, status):
    staff_list = listed(HEAD, "Nông Văn Tám;;Phòng Kinh tế, UBND xã Trùng Khánh;;;")
    value = tam.pk if chosen == "tam" else "new"

    answer(staff_list=staff_list, units={}, people={"2": value})

    (found,) = plan_of(staff_list).findings
    assert found.status == status


# --- posts -------------------------------------------------------------------------


def test_who_is_listed_elsewhere_moves_and_keeps_records(
    tam, listed, applied, unit, course
):
    certificate = CertificateFactory(trainee=tam, course=course)

    applied(
        listed(
            HEAD,
            "Nông Văn Tám;3/2/1978;Phòng Kinh tế, UBND xã Trùng Khánh;Trưởng phòng;;",
        )
    )

    old, new = tam.memberships.order_by("started_on")
    assert old.ended_on == TODAY - timedelta(days=1)
    assert new.department == unit("Phòng Kinh tế", "UBND xã Trùng Khánh")
    assert (new.post, new.is_primary, new.started_on) == ("Trưởng phòng", True, TODAY)
    assert Certificate.objects.get() == certificate


def test_a_post_held_besides_is_added_and_ends_nothing(tam, listed, applied, unit):
    office = "Văn phòng HĐND và UBND"
    applied(
        listed(
            "Họ và tên;Mã CB;Đơn vị;Chức vụ;Kiêm nhiệm",
            f"Nông Văn Tám;00124;{office}, UBND xã Hòa An;Phụ trách;x",
        )
    )

    posts = tam.memberships.current().order_by("-is_primary")
    assert [(p.department, p.is_primary) for p in posts] == [
        (unit("Phòng Kinh tế"), True),
        (unit(office), False),
    ]


def test_who_comes_back_is_active_again(tam, listed, applied, unit):
    relieve(membership=tam.memberships.get(), on=date(2026, 1, 31))
    User.objects.filter(pk=tam.pk).update(is_active=False)

    applied(listed(HEAD, f"Nông Văn Tám;3/2/1978;{ECONOMY};;00124;"))

    tam.refresh_from_db()
    assert tam.is_active
    assert tam.memberships.current().get().is_primary


def test_titles_make_heads_only_where_that_was_asked_for(listed, applied):
    rows = [HEAD, f"Lý Thị Mỹ;;{ECONOMY};Phó Trưởng phòng;A1;"]
    applied(listed(*rows))
    assert not Membership.objects.get(user__staff_code="A1").is_head

    applied(listed(*rows, names_heads=True))

    assert Membership.objects.get(user__staff_code="A1").is_head


# --- leaving -----------------------------------------------------------------------


@pytest.fixture
def lan(unit) -> User:
    return MembershipFactory(
        department=unit("Phòng Văn hóa - Xã hội"), user__full_name="Hà Thị Lan"
    ).user


def test_who_is_not_on_a_complete_list_leaves_and_keeps_certificates(
    tam, lan, listed, applied, commune, course
):
    CertificateFactory(trainee=lan, course=course)

    plan = applied(
        listed(
            HEAD,
            f"Nông Văn Tám;;{ECONOMY};;00124;",
            department=commune,
            is_complete=True,
        )
    )

    assert {f.name: f.status.value for f in plan.findings} == {
        "Nông Văn Tám": "same",
        "Hà Thị Lan": "left",
    }
    lan.refresh_from_db()
    assert not lan.is_active
    assert lan.memberships.get().ended_on == TODAY - timedelta(days=1)
    assert Certificate.objects.filter(trainee=lan).exists()


def test_nobody_leaves_over_a_list_that_is_not_complete(
    tam, lan, listed, applied, commune
):
    applied(listed(HEAD, f"Nông Văn Tám;;{ECONOMY};;00124;", department=commune))

    assert lan.memberships.current().exists()


def test_who_has_a_post_elsewhere_stays_active_with_that_as_primary(
    tam, lan, listed, applied, commune, unit
):
    elsewhere = unit("Phòng Kinh tế", "UBND xã Trùng Khánh")
    appoint(user=lan, department=elsewhere, on=TODAY, is_primary=False)

    applied(
        listed(
            HEAD,
            f"Nông Văn Tám;;{ECONOMY};;00124;",
            department=commune,
            is_complete=True,
        )
    )

    lan.refresh_from_db()
    post = lan.memberships.current().get()
    assert lan.is_active
    assert (post.department, post.is_primary) == (elsewhere, True)


def test_a_row_that_is_unclear_costs_nobody_their_post(
    tam, lan, listed, plan_of, commune
):
    plan = plan_of(
        listed(
            HEAD,
            f"Nông Văn Tám;;{ECONOMY};;00124;",
            "Hà Thị Lan;31/02/1990;Phòng Văn hóa - Xã hội;;;",
            department=commune,
            is_complete=True,
        )
    )

    assert [f.status.value for f in plan.findings] == ["same", "refused"]
    assert any("Hà Thị Lan" in notice for notice in plan.notices)


def test_a_row_without_a_name_keeps_everybody(tam, lan, listed, plan_of, commune):
    plan = plan_of(
        listed(HEAD, f";1980;{ECONOMY};;;", department=commune, is_complete=True)
    )

    assert [f.status.value for f in plan.findings] == ["refused"]


def test_administrators_are_never_switched_off(lan, listed, applied, commune):
    User.objects.filter(pk=lan.pk).update(is_superuser=True)

    applied(
        listed(
            HEAD, f"Bế Thị Ánh;;{ECONOMY};;A9;", department=commune, is_complete=True
        )
    )

    lan.refresh_from_db()
    assert lan.is_active
    assert not lan.memberships.current().exists()


def test_rows_outside_the_unit_of_the_list_are_refused(finding, commune):
    found = finding("Bế Thị Ánh;;UBND xã Trùng Khánh;;;", department=commune)

    assert found.status in {"refused", "unit"}
