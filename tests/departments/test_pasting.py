"""A large decision is pasted as a table: the acts of it, or what to write otherwise."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from departments.models import Department, Reorganisation
from departments.pasting import table, words
from departments.pasting.adding import NotAsShown, add_pasted
from departments.pasting.reading import read
from departments.pasting.table import Unreadable
from departments.reorganising.acts import (
    Dissolve,
    Merge,
    Move,
    Rename,
    Split,
    Target,
    from_content,
)
from departments.reorganising.drafting import NotADraft
from departments.reorganising.planning import plan_of
from lms.demo.folder import DATA, read_csv
from lms.demo.reform import draft as typed_reform
from lms.demo.reform import found_old_units
from tests.factories import (
    DepartmentFactory,
    ReorganisationFactory,
    TrainerFactory,
    TrainingOfficerFactory,
)
from tests.reports.test_views import shown
from vietnamese.text import fold

pytestmark = pytest.mark.django_db
DISTRICTS = "Huyện Một", "Huyện Hai"


@pytest.fixture
def draft(province):
    return ReorganisationFactory()


@pytest.fixture
def districts(province):
    return [
        DepartmentFactory(
            name=f"UBND huyện {name[6:]}",
            short_name=name,
            kind="district",
            parent=province,
        )
        for name in DISTRICTS
    ]


@pytest.fixture
def body(districts):
    """The people's committee of a commune, in the first district or another."""

    def make(name: str, code: str = "", district: int = 0) -> Department:
        return DepartmentFactory(
            name=f"UBND {name[0].lower()}{name[1:]}",
            short_name=name,
            code=code,
            kind="commune",
            parent=districts[district],
        )

    return make


def rows(*lines: list[str] | tuple[str, ...]) -> str:
    return "\n".join("\t".join(line) for line in lines)


def faults(draft: Reorganisation, *lines: tuple[str, ...]) -> list[tuple[int, str]]:
    return [(fault.row, fault.text) for fault in read(draft, rows(*lines)).faults]


def acts_of(decision: Reorganisation):
    return [from_content(row.kind, row.content) for row in decision.acts.all()]


def added(draft: Reorganisation, text: str):
    reading = read(draft, text)
    assert reading.faults == []
    add_pasted(decision=draft, text=text, shown=reading.digest)
    return acts_of(draft)


# --- the decision of 2025 ---------------------------------------------------------


def reform_table() -> str:
    """The public table of the 56 communes as Excel copies it, and the districts."""
    heading = ["STT", "Việc", "Mã", "Đơn vị mới", "Nhập từ", "Huyện cũ", "Thuộc"]
    merges = [
        [
            str(number),
            "Sáp nhập",
            row["code"],
            row["unit_from_2025_07_01"],
            row["formed_from"],
            row["old_districts"],
            "Tỉnh Cao Bằng",
        ]
        for number, row in enumerate(read_csv(DATA / "communes.csv"), start=1)
    ]
    return rows(heading, *merges)


def test_the_table_of_56_communes_makes_the_acts_that_were_typed(province):
    change = Department.objects.filter(pk=province.pk)
    change.update(name="Tỉnh Cao Bằng")
    province.versions.update(name="Tỉnh Cao Bằng")
    old = found_old_units(province, since=date(2025, 3, 1))
    typed = typed_reform(province, old)
    ending = [district for district, name in old if not name]
    dissolved = rows(("", "Giải thể", "", "", "; ".join(ending)))
    draft = ReorganisationFactory()

    pasted = added(draft, f"{reform_table()}\n{dissolved}")

    assert pasted == acts_of(typed)
    assert len(pasted) == 56 + 10
    assert plan_of(draft).faults == plan_of(typed).faults == []


def test_the_same_table_without_the_districts_asks_which_of_the_names_alike(province):
    found_old_units(province, since=date(2025, 3, 1))
    cells = [line.split("\t") for line in reform_table().split("\n")]
    text = rows(*[[*line[:5], "", "Tỉnh"] for line in cells])
    reading = read(ReorganisationFactory(), text)

    named = {fault.text.split("”")[0].strip("“") for fault in reading.faults}
    assert "Xã Hưng Đạo" in named
    [asked] = [fault for fault in reading.faults if fault.row == 2]
    assert asked.text == (
        "“Xã Hưng Đạo” là tên của 3 đơn vị. Hãy ghi rõ: Xã Hưng Đạo (Thành phố Cao Bằng);"
        " Xã Hưng Đạo (Huyện Bảo Lạc); Xã Hưng Đạo (Huyện Nguyên Bình)."
    )


# --- acts -------------------------------------------------------------------------


def test_every_act_is_read_from_its_words(draft, province, districts, body):
    a, b, c, d, e, f = [body(f"Xã {name}", f"0{n}") for n, name in enumerate("ABCDEF")]
    acts = added(
        draft,
        rows(
            ("Hợp nhất", "Xã A; Xã B", "Xã Mới", "0999", "Tỉnh"),
            ("Đổi tên", "Xã C", "Phường C"),
            ("Chuyển", "Xã D", "", "", "Huyện Hai"),
            ("Giải thể", "Xã E", "Xã D"),
            ("Chia", "Xã F", "Xã F Đông; Xã F Tây", "0101; 0102"),
        ),
    )

    here = districts[0].pk
    assert acts == [
        Merge(
            (a.pk, b.pk),
            Target(None, "UBND xã Mới", "Xã Mới", "0999", "commune", province.pk),
        ),
        Rename(c.pk, "UBND phường C", "Phường C", "02"),
        Move(d.pk, districts[1].pk),
        Dissolve(e.pk, d.pk),
        Split(
            f.pk,
            (
                Target(None, "UBND xã F Đông", "Xã F Đông", "0101", "commune", here),
                Target(None, "UBND xã F Tây", "Xã F Tây", "0102", "commune", here),
            ),
        ),
    ]


def test_merging_founds_a_unit_unless_it_goes_into_one_that_goes_on(
    draft, districts, body
):
    a, b, c = body("Xã A"), body("Xã B"), body("Xã C")
    names = read(
        draft,
        rows(
            ("Sáp nhập", "Xã A", "Xã B"),  # stands beside and does not end
            ("Nhập vào", "Xã C", "Xã B"),
        ),
    )
    anew = read(draft, rows(("Sáp nhập", "Xã A; Xã B", "Xã B")))
    kept = read(draft, rows(("sáp nhập vào", "Xã A; Xã B", "Xã B")))

    assert names.acts == [
        Merge((a.pk,), Target(unit=b.pk)),
        Merge((c.pk,), Target(unit=b.pk)),
    ]
    new = Target(None, "UBND xã B", "Xã B", "", "commune", districts[0].pk)
    assert anew.acts == [Merge((a.pk, b.pk), new)]
    assert kept.acts == [Merge((a.pk, b.pk), Target(unit=b.pk))]


def test_a_name_given_up_further_down_is_given_to_a_new_unit(draft, districts, body):
    a, b, c = body("Xã A"), body("Xã B"), body("Xã C")
    first, second = added(
        draft, rows(("Sáp nhập", "Xã A", "Xã B"), ("Sáp nhập", "Xã B; Xã C", "Xã D"))
    )

    assert (first.sources, first.into.unit, first.into.name) == (
        (a.pk,),
        None,
        "UBND xã B",
    )
    assert second.sources == (b.pk, c.pk)
    assert plan_of(draft).faults == []


def test_a_unit_that_gives_parts_away_goes_on(draft, districts, body):
    a = body("Xã A")
    [act] = read(draft, rows(("Tách", "Xã A", "Xã B"))).acts

    new = Target(None, "UBND xã B", "Xã B", "", "commune", districts[0].pk)
    assert act == Split(a.pk, (new, Target(unit=a.pk)), heir=1)


def test_names_of_bodies_that_are_no_communes_are_taken_as_written(draft, province):
    a = DepartmentFactory(name="Sở Văn hóa, Thể thao", short_name="SVHTT")
    b = DepartmentFactory(name="Sở Du lịch")
    [act] = added(draft, rows(("Hợp nhất", "SVHTT; Sở Du lịch", "Sở Mới", "", "Tỉnh")))

    target = Target(None, "Sở Mới", "", "", "department", province.pk)
    assert act == Merge((a.pk, b.pk), target)


def test_a_place_may_be_founded_or_named_by_a_row_above(draft, province):
    for name in ["Sở A", "Sở B", "Sở C"]:
        DepartmentFactory(name=name, parent=province)
    division = DepartmentFactory(name="Phòng Báo chí", kind="division", parent=province)
    other = DepartmentFactory(name="Phòng Xuất bản", kind="division", parent=province)
    renamed = Department.objects.get(name="Sở C")
    acts = added(
        draft,
        rows(
            ("Hợp nhất", "Sở A; Sở B", "Sở A"),
            ("Đổi tên", "Sở C", "Sở D"),
            ("Chuyển", "Phòng Báo chí", "", "", "Sở A"),
            ("Chuyển", "Phòng Xuất bản", "Sở D"),
        ),
    )

    merge = draft.acts.first()
    assert acts[2:] == [Move(division.pk, f"{merge.pk}/0"), Move(other.pk, renamed.pk)]
    assert plan_of(draft).faults == []


def test_a_place_founded_by_an_act_of_the_draft_is_found_too(draft, province, body):
    body("Xã A")
    added(draft, rows(("Hợp nhất", "Xã A", "Xã Mới", "", "Tỉnh")))
    body("Xã B")

    acts = added(draft, rows(("Chuyển", "Xã B", "Xã Mới")))

    assert acts[1].parent == f"{draft.acts.first().pk}/0"


# --- how a table is written -------------------------------------------------------


def test_headings_may_stand_in_any_order_and_other_columns_are_passed_over(draft, body):
    a, b = body("Xã A"), body("Xã B")
    text = rows(
        ("TT", "Tên đơn vị mới", "Dân số (người)", "Thành lập từ"),
        ("1", "Xã C", "4.210", "Xã A; Xã B"),
    )
    reading = read(draft, text)

    assert [act.sources for act in reading.acts] == [(a.pk, b.pk)]
    assert reading.passed_over == ["Dân số (người)"]


def test_headings_of_the_screen_are_known_in_both_languages(draft, body):
    body("Xã A")
    for language in ["vi", "en"]:
        with translation.override(language):
            heading = [str(name) for name in words.LABELS.values()]
        reading = read(draft, rows(heading, ["Giải thể", "Xã A"]))

        assert (len(reading.acts), reading.faults) == (1, [])


def test_known_words_are_kept_as_they_are_searched():
    for known in [table.KNOWN, words.KNOWN]:
        assert [word for word in known if fold(word) != word] == []


@pytest.mark.parametrize(
    "text",
    [
        "Sáp nhập\tXã Hòa An; Xã Lý Bôn\tXã Mới",
        unicodedata.normalize("NFD", "Sáp nhập\tXã Hòa An; Xã Lý Bôn\tXã Mới"),
        "  SÁP NHẬP \t Xã  Hoà An ;  xã Lí Bôn\u00a0; \tXã Mới\t\t\t\r\n\t\t\r\n",
        "sap nhap\txa hoa an, xa ly bon\tXã Mới",
        "Sáp nhập\tcác xã\tXã Mới".replace("các xã", "Xã Hòa An, Xã Lý Bôn"),
        "Sáp nhập\tXã Hòa An và xã Lý Bôn\tXã Mới",
        'Sáp nhập\t"Xã Hòa An\nXã Lý Bôn"\t"Xã\nMới"',
        "Sáp nhập\t01654; 1294\tXã Mới",
        "1\tSáp nhập\tUBND xã Hòa An; Ủy ban nhân dân xã Lý Bôn\tXã Mới",
        'Việc,Đơn vị cũ,Đơn vị mới\nSáp nhập,"Xã Hòa An, Xã Lý Bôn",Xã Mới',
        "Sáp nhập;Xã Hòa An, Xã Lý Bôn;Xã Mới",
        "Sáp nhập\tXã Hòa An (huyện Một); Xã Lý Bôn thuộc huyện Một\tXã Mới",
        "Sáp nhập\t\ufeffXã Hòa An\u200b; Xã Lý Bôn\tXã Mới",
    ],
)
def test_one_row_in_many_hands(text, draft, districts, body):
    a, b = body("Xã Hòa An", "01654"), body("Xã Lý Bôn", "01294")

    new = Target(None, "UBND xã Mới", "Xã Mới", "", "commune", districts[0].pk)
    assert added(draft, text) == [Merge((a.pk, b.pk), new)]


def test_names_that_hold_commas_are_looked_for_as_a_whole(draft, province):
    one = DepartmentFactory(name="Sở Văn hóa, Thể thao và Du lịch", parent=province)

    assert added(draft, rows(("Giải thể", one.name))) == [Dissolve(one.pk)]


def test_rows_are_counted_as_excel_counts_them(draft, body):
    body("Xã A")
    text = 'Việc\tĐơn vị cũ\nGiải thể\t"Xã A\n"\n\nGiải thể\tXã Lạ'

    [fault] = read(draft, text).faults
    assert (fault.row, fault.about) == (4, "Xã Lạ")


# --- what cannot be meant ---------------------------------------------------------


def test_names_alike_need_what_they_belong_to(draft, districts, body):
    first, second = body("Xã A", district=0), body("Xã A", district=1)
    asked = (
        "“Xã A” là tên của 2 đơn vị. Hãy ghi rõ: Xã A (Huyện Một); Xã A (Huyện Hai)."
    )

    assert faults(draft, ("Giải thể", "Xã A")) == [(1, asked)]
    for line, unit in [
        (("Giải thể", "Xã A (Huyện Hai)"), second),
        (("Giải thể", "Xã A", "", "", "", "Huyện Một"), first),
    ]:
        assert read(draft, rows(line)).acts == [Dissolve(unit.pk)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("", "Xã A", "Xã C"), "Hãy ghi việc cần làm: Sáp nhập"),
        (("Chuyển giao", "Xã A"), "“Chuyển giao” không phải việc đọc được"),
        (("Giải thể", ""), "Hãy ghi đơn vị cũ."),
        (("Giải thể", "Xã Lạ Lùng"), "Hiện không có đơn vị “Xã Lạ Lùng”. Hãy ghi"),
        (("Giải thể", "Xã Ấ"), "Gần giống: Xã A (Huyện Một)."),
        (("Giải thể", "Xã B (Huyện Một)"), "không thuộc Huyện Một. Hiện có: Xã B ("),
        (("Giải thể", "Xã A, Huyện Một"), "nêu cả đơn vị và đơn vị cấp trên"),
        (("Giải thể", "Xã A; xã a"), "Xã A (Huyện Một) ghi hai lần"),
        (("Giải thể", "Xã A", "Xã A"), "không thể tự tiếp nhận hồ sơ"),
        (("Giải thể", "Xã A", "", "01"), "“01” ở cột Mã không dùng cho việc này"),
        (("Sáp nhập", "Xã A"), "Hãy ghi tên đơn vị mới."),
        (("Nhập vào", "Xã A", "Xã A"), "không có đơn vị nào kết thúc"),
        (("Nhập vào", "Xã A", "Xã Lạ Lùng"), "Hiện không có đơn vị “Xã Lạ Lùng”"),
        (("Sáp nhập", "Xã A", "Xã D", "09"), "đang có và giữ nguyên mã"),
        (("Hợp nhất", "Xã A", "X" * 201), "quá dài: tối đa 200 ký tự"),
        (("Hợp nhất", "Xã A", "Xã C", "1" * 21), "quá dài: tối đa 20 ký tự"),
        (("Đổi tên", "Xã A", "Xã " + "X" * 60), "quá dài: tối đa 60 ký tự"),
        (("Hợp nhất", "Xã A", "Xã C", "", "Tỉnh Lạ"), "không có đơn vị “Tỉnh Lạ”"),
        (("Đổi tên", "Xã A; Xã B", "Xã C"), "chỉ ghi một đơn vị cũ"),
        (("Đổi tên", "Xã A"), "Hãy ghi tên mới hoặc mã mới."),
        (("Chuyển", "Xã A"), "Hãy ghi đơn vị mà từ nay trực thuộc."),
        (("Chuyển", "Xã A", "Xã B", "", "Huyện Hai"), "ở cột Thuộc"),
        (("Chia", "Xã A", "Xã C"), "từ 2 đến 5 đơn vị mới"),
        (("Chia", "Xã A", "C; D; E; F; G; H"), "từ 2 đến 5 đơn vị mới"),
        (("Chia", "Xã A", "C; D", "01"), "Có 2 đơn vị mới nhưng có 1 mã."),
    ],
)
def test_a_row_that_cannot_be_meant_says_what_to_write(line, said, draft, body):
    body("Xã A"), body("Xã B", district=1), body("Xã D")
    [(row, text)] = faults(draft, line)

    assert row == 1
    assert said in text


@pytest.mark.parametrize(
    "column",
    [1, 4, 5],
)
@pytest.mark.parametrize("cell", ["A thuộc " * 12_000, "A;" * 60_000, "A," * 60_000])
def test_a_cell_that_is_no_list_of_units_is_refused_at_once(cell, column, draft, body):
    body("Xã A", "A")
    line = ["Hợp nhất", "Xã A", "Xã B", "", "", ""]
    line[column] = cell

    [(_row, text)] = faults(draft, tuple(line))

    assert "quá dài" in text


def test_all_units_a_row_gets_wrong_are_named_at_once(draft, body):
    body("Xã A")
    [(_row, text)] = faults(draft, ("Sáp nhập", "Xã Một Hai; Xã A; Xã Ba Bốn", "Xã C"))

    assert "“Xã Một Hai”" in text
    assert "“Xã Ba Bốn”" in text


def test_a_unit_ends_once(draft, body):
    body("Xã A"), body("Xã B")
    twice = faults(draft, ("Giải thể", "Xã A"), ("Hợp nhất", "Xã A; Xã B", "Xã C"))
    added(draft, rows(("Giải thể", "Xã A")))
    again = faults(draft, ("Giải thể", "Xã A"))

    assert twice == [(2, "Xã A (Huyện Một) đã kết thúc theo dòng 1.")]
    assert again == [
        (1, "Xã A (Huyện Một) đã kết thúc theo một việc đã có trong bản thảo.")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" \t \n", "Bảng chưa có nội dung."),
        ("Việc\tĐơn vị cũ\n", "Dưới dòng tiêu đề chưa có nội dung."),
        ('Giải thể\t"Xã A\nGiải thể\tXã B', "Dòng 1: dấu nháy kép chưa đóng"),
        ("a\tb\tc\td\te\tf\tg", "Dòng 1 có hơn 6 cột."),
        ("Giải thể\tXã A\n" * 501, "Bảng có hơn 500 dòng."),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_as_a_whole(text, said, draft):
    with pytest.raises(Unreadable) as refused:
        read(draft, text)

    assert said in str(refused.value)


# --- adding -----------------------------------------------------------------------


def test_what_was_not_looked_at_is_not_added(draft, body):
    body("Xã A"), body("Xã B")
    text = rows(("Giải thể", "Xã A"))
    seen = read(draft, rows(("Giải thể", "Xã B")))

    with pytest.raises(NotAsShown):
        add_pasted(decision=draft, text=text, shown=seen.digest)

    assert not draft.acts.exists()


def test_pressed_twice_it_is_added_once(draft, body):
    body("Xã A")
    text = rows(("Đổi tên", "Xã A", "Xã B"))
    digest = read(draft, text).digest
    add_pasted(decision=draft, text=text, shown=digest)

    with pytest.raises(NotAsShown):
        add_pasted(decision=draft, text=text, shown=digest)

    assert draft.acts.count() == 1


def test_a_decision_that_is_no_draft_takes_nothing(draft, body):
    body("Xã A")
    text = rows(("Giải thể", "Xã A"))
    digest = read(draft, text).digest
    Reorganisation.objects.filter(pk=draft.pk).update(state="waiting")

    with pytest.raises(NotADraft):
        add_pasted(decision=draft, text=text, shown=digest)

    assert not draft.acts.exists()


# --- the page ---------------------------------------------------------------------


@pytest.fixture
def office(client):
    client.force_login(TrainingOfficerFactory())
    return client


@pytest.fixture
def address(draft):
    return reverse("reorganising:paste", args=[draft.pk])


def test_the_office_looks_at_a_table_and_adds_it(office, draft, address, body):
    a, b = body("Xã A"), body("Xã B", district=1)
    text = rows(("Sáp nhập", "Xã A; Xã B", "Xã C", "01290", "Tỉnh"))
    door = office.get(reverse("reorganising:decision", args=[draft.pk]))
    looked = office.post(address, {"text": text})

    assert address in door.content.decode()
    assert "Nhập UBND xã A, UBND xã B thành UBND xã C (thành lập mới)." in shown(looked)
    details = "Mã 01290 · đơn vị mới thuộc Tỉnh · đơn vị cũ ở Huyện Một, Huyện Hai"
    assert details in shown(looked)
    assert not draft.acts.exists()

    digest = looked.context["reading"].digest
    done = office.post(address, {"text": text, "shown": digest, "add": "1"})

    assert done.url == reverse("reorganising:decision", args=[draft.pk])
    assert [act.sources for act in acts_of(draft)] == [(a.pk, b.pk)]
    edited = office.get(
        reverse("reorganising:edit_act", args=[draft.pk, draft.acts.get().pk])
    )
    assert edited.context["form"].targets[0]["code"].value() == "01290"


def test_with_one_wrong_row_nothing_is_added_and_the_table_stays(
    office, draft, address, body
):
    body("Xã A")
    text = rows(("Giải thể", "Xã A"), ("Giải thể", "Xã <b>"))
    response = office.post(address, {"text": text, "add": "1"})

    assert "1 dòng cần ghi lại" in shown(response)
    assert (
        "<b>Dòng 2 (Xã &lt;b&gt;):</b> Hiện không có đơn vị “Xã &lt;b&gt;”."
        in " ".join(response.content.decode().split())
    )
    assert response.context["form"]["text"].value() == text
    assert not draft.acts.exists()


def test_a_draft_that_was_changed_meanwhile_is_looked_at_again(
    office, draft, address, body
):
    body("Xã A"), body("Xã B")
    text = rows(("Giải thể", "Xã A"))
    digest = office.post(address, {"text": text}).context["reading"].digest
    added(draft, rows(("Giải thể", "Xã B")))

    response = office.post(address, {"text": text, "shown": digest, "add": "1"})

    assert "Chưa thêm việc nào: hãy xem lại một lần nữa." in shown(response)
    assert draft.acts.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Mục này là bắt buộc"),
        ("x" * 200_001, "tối đa 200000"),
        ("a\n" * 501, "Bảng có hơn 500 dòng."),
    ],
)
def test_what_is_no_table_is_said_beside_the_field(text, said, office, address):
    errors = office.post(address, {"text": text}).context["form"].errors

    assert said in errors["text"][0]


def test_many_wrong_rows_are_told_in_part(office, address):
    text = "\n".join(["Giải thể\tXã Lạ Lùng"] * 60)

    page = shown(office.post(address, {"text": text}))

    assert "60 dòng cần ghi lại" in page
    assert "Và 10 dòng khác." in page


@pytest.mark.parametrize("count", [1, 3])
def test_reading_asks_as_often_for_one_row_as_for_many(
    count, draft, body, django_assert_num_queries
):
    for n in range(3):
        body(f"Xã {n}")
    text = rows(*[("Giải thể", f"Xã {n}") for n in range(count)])

    with django_assert_num_queries(2):
        assert len(list(read(draft, text).proposed())) == count


def test_only_who_keeps_units_pastes_and_only_into_a_draft(client, draft, address):
    client.force_login(TrainerFactory())
    assert client.post(address, {"text": "x"}).status_code in {302, 404}
    client.force_login(TrainingOfficerFactory())
    Reorganisation.objects.filter(pk=draft.pk).update(state="waiting")
    assert client.post(address, {"text": "x"}).status_code == 404
