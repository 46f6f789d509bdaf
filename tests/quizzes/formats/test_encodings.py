from __future__ import annotations

import unicodedata

import pytest

from quizzes.formats import read
from vietnamese import legacy

GENUINE = [
    # Tone marks in the old places, and no letter that only Vietnamese has.
    "Hoà nhã, toà án, loà xoà, khoá hoá, xoá nhoà, quê, quý, uỷ",
    "Nhà báo hoà nhã hỏi toà án về quê quán, xuất xứ và thuế má.",
    "C'est là où l'août commence, coûte que coûte, maïs et Noël.",
    "El niño español añade piñas, mañana, señor, año.",
    "Größe, Straße, Übermut, Äpfel, Öl: schöne Grüße aus Köln.",
    "Windows® and Office® are trademarks of Microsoft®. © 2026, «quoted», 5 µm.",
    "Plain ASCII text {=yes ~no}",
    "Đặng Thị Huệ nói: «Đúng thế».",
    "Ñ",
    "",
]


@pytest.mark.parametrize("text", GENUINE)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_proper_text_is_never_taken_for_an_old_encoding(text, form):
    assert legacy.encoding_of_text(unicodedata.normalize(form, text)) == ""


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "TCVN3"),
        (".VNARIALH", "TCVN3"),
        ("VNI-Times", "VNI"),
        ("Times New Roman", ""),
        ("Vni", ""),
    ],
)
def test_old_fonts_tell_the_encoding(font, encoding):
    assert legacy.encoding_of_font(font) == encoding


def test_decomposed_text_is_stored_composed_everywhere():
    text = "::Đèo::Đèo nào ở tỉnh?{=Mã Phục#Đúng. ~Hải Vân}"

    composed, decomposed = (
        read(name="x.gift", data=unicodedata.normalize(form, text).encode())
        for form in ("NFC", "NFD")
    )

    assert decomposed == composed


@pytest.mark.parametrize("line", [1, 2, 9])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("char", ["\x07", "\x0b", "\x1b", "\x85", "\uffff"])
def test_a_control_character_is_refused_with_its_line(line, end, char):
    text = end * (line - 1) + f"Câu{char} hỏi{{T}}"

    (refusal,) = read(name="x.gift", data=text.encode()).refusals

    assert refusal.line == line
    assert f"U+{ord(char):04X}" in refusal.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["x.gift", "x.csv", "x.txt", "x.xml"])
def test_marked_encodings_are_read_in_every_format(name, encoding):
    texts = {
        "x.gift": "Câu hỏi{T}",
        "x.csv": "Loại;Câu hỏi;Đáp án\r\nĐúng/Sai;Câu hỏi;Đúng\r\n",
        "x.txt": "Câu hỏi\r\nA. Đúng\r\nB. Sai\r\nANSWER: A\r\n",
        "x.xml": '<?xml version="1.0" encoding="UTF-16"?><quiz><question type="truefalse">'
        "<questiontext><text>Câu hỏi</text></questiontext>"
        '<answer fraction="100"><text>true</text></answer>'
        '<answer fraction="0"><text>false</text></answer></question></quiz>',
    }

    parsed = read(name=name, data=texts[name].encode(encoding))

    assert [question.text for question in parsed.questions] == ["Câu hỏi"]
    assert [o["text"] for o in parsed.questions[0].content["options"]] == [
        "Đúng",
        "Sai",
    ]


def test_lone_surrogates_are_refused():
    (refusal,) = read(
        name="x.gift", data="a\ud800{T}".encode("utf-8", "surrogatepass")
    ).refusals

    assert (refusal.line, refusal.reason) == (
        1,
        "The text is not UTF-8. Save it as UTF-8 and import again.",
    )


def test_texts_from_right_to_left_and_astral_letters_are_kept():
    (question,) = read(name="x.gift", data="שלום 😀 \u202eabc{T}".encode()).questions

    assert question.text == "שלום 😀 \u202eabc"
