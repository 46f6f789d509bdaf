"""The training office writes a decision, looks at it, applies it and takes it back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.models import ActKind, Department, Membership, Reorganisation
from departments.reorganising.acts import (
    Dissolve,
    Going,
    Merge,
    Move,
    Rename,
    Split,
    Target,
    Transfer,
    from_content,
)
from departments.reorganising.applying import apply
from tests.departments.conftest import DAY, decision, member
from tests.factories import (
    DepartmentFactory,
    MembershipFactory,
    ReorganisationFactory,
    TrainerFactory,
    TrainingOfficerFactory,
    UserFactory,
)
from tests.reports.test_views import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(TrainingOfficerFactory())
    return client


@pytest.fixture
def draft(province):
    return ReorganisationFactory()


def add_url(draft, kind: str) -> str:
    return reverse("reorganising:add_act", args=[draft.pk, kind])


def page(name: str, draft, *more) -> str:
    return reverse(f"reorganising:{name}", args=[draft.pk, *more])


def ordered(draft):
    row = draft.acts.get()
    return from_content(row.kind, row.content)


def test_a_decision_is_begun_with_number_dates_and_title(office):
    data = {
        "number": "1/QĐ-UBND",
        "title": "Sắp xếp",
        "decided_on": "16/06/2025",
        "effective_on": "01/07/2025",
        "note": "",
    }
    response = office.post(reverse("reorganisations:add"), data)

    made = Reorganisation.objects.get()
    assert made.effective_on == DAY
    assert response.url == page("decision", made)


def test_a_merger_is_typed_with_little(office, draft, province, commune):
    a, b = commune("Xã A"), commune("Xã B")
    data = {"sources": [a.pk, b.pk], "joins_divisions": "on", "t0-name": "Xã C"}
    response = office.post(add_url(draft, "merge"), data)

    assert response.url == page("decision", draft)
    assert ordered(draft) == Merge(
        (a.pk, b.pk), Target(name="Xã C", kind="commune", parent=province.pk)
    )
    text = shown(office.get(page("decision", draft)))
    assert "Nhập Xã A, Xã B thành Xã C (thành lập mới)." in text


@pytest.mark.parametrize(
    ("kind", "data", "act"),
    [
        ("rename", {"name": "Tên mới"}, lambda a, b: Rename(a.pk, "Tên mới", "", "01")),
        ("move", {"parent": "b"}, lambda a, b: Move(a.pk, b.pk)),
        ("dissolve", {"heir": "b"}, lambda a, b: Dissolve(a.pk, b.pk)),
        ("dissolve", {}, lambda a, b: Dissolve(a.pk)),
    ],
)
def test_the_smaller_acts(kind, data, act, office, draft, commune):
    a, b = commune("Xã A", code="01"), commune("Xã B")
    typed = {name: b.pk if value == "b" else value for name, value in data.items()}
    office.post(add_url(draft, kind), {"unit": a.pk, **typed})

    assert ordered(draft) == act(a, b)


def test_a_transfer_names_functions_and_who_goes_along(office, draft, commune):
    a, b = commune("Xã A"), commune("Xã B")
    goes, stays = MembershipFactory(department=a), MembershipFactory(department=a)
    data = {"source": a.pk, "functions": "Quản lý báo chí", "t0-unit": b.pk}
    office.post(add_url(draft, "transfer"), data)
    row = draft.acts.get()
    office.post(
        page("people", draft, row.pk),
        {f"to_{goes.pk}": "0", f"to_{stays.pk}": "", f"post_{goes.pk}": "Chuyên viên"},
    )

    assert ordered(draft) == Transfer(
        a.pk, Target(unit=b.pk), "Quản lý báo chí", posts={goes.pk: Going()}
    )


def test_a_split_asks_who_goes_where_and_rows_left_open_go_together(
    office, draft, province, commune
):
    a, b = commune("Xã A"), commune("Xã B")
    division = DepartmentFactory(name="Văn phòng", kind="division", parent=a)
    chair = MembershipFactory(department=a, post="Chủ tịch", is_head=True)
    clerk = MembershipFactory(department=a, post="Kế toán")
    data = {"source": a.pk, "t0-unit": b.pk, "t1-name": "Xã Mới", "heir": "1"}
    response = office.post(add_url(draft, "split"), data)
    row = draft.acts.get()
    assert response.url == page("people", draft, row.pk)

    office.post(
        response.url,
        {
            "rest": "0",
            f"to_{chair.pk}": "1",
            f"post_{chair.pk}": "Chủ tịch xã Mới",
            f"head_{chair.pk}": "on",
            f"post_{clerk.pk}": "Kế toán",
        },
    )

    new = Target(name="Xã Mới", kind="commune", parent=province.pk)
    assert ordered(draft) == Split(
        a.pk,
        (Target(unit=b.pk), new),
        heir=1,
        posts={chair.pk: Going(1, "Chủ tịch xã Mới", True), clerk.pk: Going(0)},
        units={division.pk: 0},
    )


def test_a_form_of_forty_people_is_one_page(office, draft, commune):
    a, b = commune("Xã A"), commune("Xã B")
    for _ in range(40):
        member(a)
    data = {"source": a.pk, "t0-unit": b.pk, "t1-name": "Xã Mới"}
    response = office.post(add_url(draft, "split"), data)

    text = office.get(response.url).content.decode()

    assert text.count('name="to_') == 40


def test_an_act_is_opened_again_as_it_was_written(office, draft, commune):
    a, b = commune("Xã A"), commune("Xã B")
    office.post(add_url(draft, "merge"), {"sources": [a.pk, b.pk], "t0-unit": a.pk})
    row = draft.acts.get()
    address = page("edit_act", draft, row.pk)

    form = office.get(address).context["form"]
    office.post(address, {"sources": [b.pk], "t0-unit": a.pk})

    assert list(form["sources"].value()) == [a.pk, b.pk]
    assert form.targets[0]["unit"].value() == a.pk
    assert ordered(draft).sources == (b.pk,)


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("merge", {"t0-name": "Xã C"}, "Mục này là bắt buộc"),
        ("merge", {"sources": "a"}, "Hãy nêu đơn vị tiếp nhận."),
        ("merge", {"sources": "a", "t0-unit": "a", "t0-name": "X"}, "không làm cả hai"),
        ("split", {"source": "a", "t0-name": "X"}, "ít nhất hai"),
        ("move", {"unit": "a"}, "Mục này là bắt buộc"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_the_field(
    kind, data, said, office, draft, commune
):
    unit = commune("Xã A").pk
    typed = {name: unit if value == "a" else value for name, value in data.items()}
    response = office.post(add_url(draft, kind), typed)

    assert said in shown(response)
    assert not draft.acts.exists()


def test_a_unit_founded_by_one_act_can_be_chosen_as_a_place_in_another(
    office, draft, province, commune
):
    a, b = commune("Xã A"), commune("Xã B")
    office.post(add_url(draft, "merge"), {"sources": [a.pk], "t0-name": "Xã C"})
    key = f"{draft.acts.get().pk}/0"

    office.post(add_url(draft, "move"), {"unit": b.pk, "parent": key})

    row = draft.acts.get(kind=ActKind.MOVE)
    assert from_content(row.kind, row.content) == Move(b.pk, key)


def test_the_preview_tells_of_people_reports_and_sight_and_changes_nothing(
    office, province, commune
):
    a, b = commune("Xã A"), commune("Xã B")
    chair = MembershipFactory(
        user__full_name="Hà Chủ Tịch", department=a, post="Chủ tịch", is_head=True
    )
    member(b)
    target = Target(name="Xã C", kind="commune", parent=province.pk)
    draft = decision(Merge((a.pk, b.pk), target))
    units = Department.objects.count()

    response = office.get(page("preview", draft))

    preview = response.context["preview"]
    assert [(row.unit, row.to) for row in preview.people] == [
        ("Xã A", "Xã C"),
        ("Xã B", "Xã C"),
    ]
    reports = [(r.unit, r.before, r.after, r.is_new) for r in preview.reach.reports]
    assert reports == [("Tỉnh", 2, 2, False), ("Xã C", 0, 2, True)]
    [head] = preview.reach.heads
    assert (head.name, head.lost, head.gained, head.before, head.after) == (
        chair.user.full_name,
        ("Xã A",),
        (),
        1,
        0,
    )
    assert "1 đơn vị chưa có người đứng đầu" in shown(response)
    assert Department.objects.count() == units


def test_a_head_of_a_unit_that_takes_others_in_gains_sight(office, commune):
    a, b = commune("Xã A"), commune("Xã B")
    member(a, is_head=True)
    member(b)
    division = DepartmentFactory(name="Văn phòng", kind="division", parent=b)
    member(division)
    draft = decision(Merge((b.pk,), Target(unit=a.pk)))

    [head] = office.get(page("preview", draft)).context["preview"].reach.heads

    assert (head.lost, head.gained) == ((), ("Văn phòng",))
    assert (head.before, head.after) == (1, 3)


def test_applying_by_the_button_and_pressing_again(office, commune):
    a = commune("Xã A")
    draft = decision(Rename(a.pk, "Xã B"))

    first = office.post(page("apply", draft), follow=True)
    again = office.post(page("apply", draft), follow=True)

    assert "Đã áp dụng quyết định" in shown(first)
    assert "đã được áp dụng trước đó" in shown(again)
    assert Department.objects.get(pk=a.pk).versions.count() == 2


def test_what_stands_in_the_way_is_shown_and_nothing_is_changed(office, commune):
    a, b = commune("Xã A"), commune("Xã B")
    draft = decision(Move(a.pk, b.pk), Move(b.pk, a.pk))

    response = office.post(page("apply", draft), follow=True)

    assert "Xã A sẽ nằm dưới chính mình." in shown(response)
    assert Department.objects.get(pk=a.pk).parent_id != b.pk
    assert "Áp dụng quyết định" not in shown(response)


def test_a_decision_for_a_day_to_come_waits_and_can_be_taken_back(office, commune):
    day = timezone.localdate() + timedelta(days=30)
    draft = decision(Rename(commune("Xã A").pk, "Xã B"), on=day)

    waits = office.post(page("apply", draft), follow=True)
    back = office.post(page("postpone", draft), follow=True)

    assert f"tự áp dụng ngày {day:%d/%m/%Y}" in shown(waits)
    assert "trở lại là bản thảo" in shown(back)


def test_undoing_asks_first_and_says_what_depends(office, province, commune):
    a = commune("Xã A")
    user = member(a)
    target = Target(name="Xã C", kind="commune", parent=province.pk)
    made = decision(Merge((a.pk,), target))
    apply(decision=made, by=None)

    assert "Chưa có gì phụ thuộc" in shown(office.get(page("undo", made)))
    assert Reorganisation.objects.get().is_applied
    Membership.objects.current().filter(user=user).update(post="Trưởng phòng")
    refused = shown(office.post(page("undo", made)))
    assert (
        f"1 vị trí do quyết định tạo ra hoặc kết thúc đã được sửa sau đó: {user}"
        in (refused)
    )
    Membership.objects.current().filter(user=user).update(post="Chuyên viên")
    done = office.post(page("undo", made), follow=True)
    assert "Đã hoàn tác quyết định" in shown(done)
    assert Membership.objects.get().department == a


def test_what_is_on_record_is_not_written_on(office, commune):
    made = decision(Rename(commune("Xã A").pk, "Xã B"))
    act = made.acts.get()
    apply(decision=made, by=None)

    for address in [
        add_url(made, "merge"),
        page("edit_act", made, act.pk),
        page("people", made, act.pk),
    ]:
        assert office.get(address).status_code == 404
    office.post(page("remove_act", made, act.pk))
    for name in ["edit", "delete"]:
        address = reverse(f"reorganisations:{name}", args=[made.pk])
        assert office.post(address).status_code == 302
    assert Reorganisation.objects.get().is_applied
    assert made.acts.count() == Reorganisation.objects.count() == 1


def test_the_past_of_a_unit_names_its_decisions(office, province, commune):
    a = commune("Xã A")
    apply(decision=decision(Rename(a.pk, "Xã B"), number="1/QĐ"), by=None)
    target = Target(name="Xã C", kind="commune", parent=province.pk)
    made = decision(Merge((a.pk,), target), on=date(2026, 1, 1), number="2/QĐ")
    apply(decision=made, by=None)

    text = shown(office.get(reverse("reorganising:unit_past", args=[a.pk])))

    assert "01/07/2025 – 31/12/2025Xã B–Tỉnh1/QĐ" in text
    assert "01/01/2020 – 30/06/2025Xã A–Tỉnh–" in text
    assert "Kết thúc hoạt động ngày 01/01/2026. Hồ sơ nay tính cho Xã C" in text


def test_units_that_are_no_more_are_listed_when_asked_for(office, commune):
    commune("Xã Còn")
    apply(decision=decision(Dissolve(commune("Xã Hết").pk)), by=None)
    address = reverse("units:index")

    assert "Xã Hết" not in shown(office.get(address))
    gone = shown(office.get(address, {"standing": "gone"}))
    assert "Xã Hết" in gone
    assert "Xã Còn" not in gone


@pytest.mark.parametrize("who", [UserFactory, TrainerFactory])
def test_nobody_else_opens_any_of_it(who, client, commune):
    a = commune("Xã A")
    made = decision(Merge((a.pk,), Target(unit=commune("Xã B").pk)))
    act = made.acts.get()
    client.force_login(who())
    for address in [
        page("decision", made),
        page("preview", made),
        page("undo", made),
        add_url(made, "merge"),
        page("edit_act", made, act.pk),
        page("people", made, act.pk),
        reverse("reorganising:unit_past", args=[a.pk]),
        reverse("reorganisations:index"),
    ]:
        assert client.get(address).status_code in {302, 404}
    for name in ["apply", "postpone", "undo"]:
        assert client.post(page(name, made)).status_code in {302, 404}
    assert made.acts.count() == 1
    assert Reorganisation.objects.get().is_draft
