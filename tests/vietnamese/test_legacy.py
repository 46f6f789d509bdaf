from __future__ import annotations

import unicodedata

import pytest

from vietnamese.legacy import TCVN3, TCVN3_LETTERS, VNI, to_unicode

BASES = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
EVERY_LETTER = [
    unicodedata.normalize("NFC", base + tone) for base in BASES for tone in TONES
] + ["đ"]


@pytest.mark.parametrize(
    ("typed", "encoding", "meant"),
    [
        ("NguyÔn ThÞ HuÖ", TCVN3, "Nguyễn Thị Huệ"),
        ("§Æng Quèc C­êng", TCVN3, "Đặng Quốc Cường"),
        ("Phßng V¨n hãa - X· héi", TCVN3, "Phòng Văn hóa - Xã hội"),
        ("¤ng ¢u, ¦íc, £m, ¥n, ¡n", TCVN3, "Ông Âu, Ước, Êm, Ơn, Ăn"),
        ("Nguyeãn Thò Hueä", VNI, "Nguyễn Thị Huệ"),
        ("Ñaëng Quoác Cöôøng", VNI, "Đặng Quốc Cường"),
        ("HOAØNG VAÊN THUÏ", VNI, "HOÀNG VĂN THỤ"),
        ("Phoøng Vaên hoùa - Xaõ hoäi", VNI, "Phòng Văn hóa - Xã hội"),
        ("Lyù Thò Myõ, Vuõ Kyø, Tyû, Lî", VNI, "Lý Thị Mỹ, Vũ Kỳ, Tỷ, Lỵ"),
        ("Nghóa, Nghæ, Só, Bò", VNI, "Nghĩa, Nghỉ, Sĩ, Bị"),
        ("Le\u0302 Ha\u0300", "", "Lê Hà"),
    ],
)
def test_old_text_becomes_unicode(typed, encoding, meant):
    assert to_unicode(typed, encoding) == meant


def test_fonts_of_capitals_draw_capitals():
    assert to_unicode("®Æng thÞ huÖ", TCVN3, font=".VnTimeH") == "ĐẶNG THỊ HUỆ"
    assert to_unicode("®Æng thÞ huÖ", TCVN3, font=".VnTime") == "đặng thị huệ"


def test_tcvn3_has_every_small_letter_of_vietnamese_once():
    letters = list(TCVN3_LETTERS.values())

    assert {chr(letter) for letter in letters} >= set(EVERY_LETTER) - set("aeiouy")
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("letter", [letter for letter in EVERY_LETTER if letter != "đ"])
def test_vni_writes_every_letter_with_its_signs(letter):
    """Written as the table of the font says, then read."""
    decomposed = unicodedata.normalize("NFD", letter)
    plain = {"\u031b": {"o": "ô", "u": "ö"}}
    signs = {
        "\u0300": "ø",
        "\u0301": "ù",
        "\u0309": "û",
        "\u0303": "õ",
        "\u0323": "ï",
    }
    on_circumflex = dict(zip(signs, "àáåãä", strict=True))
    on_breve = dict(zip(signs, "èéúüë", strict=True))
    single = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
    base = decomposed[0]
    tone = next((char for char in decomposed if char in signs), "")
    if letter in single:
        written = single[letter]
    elif "\u031b" in decomposed:
        written = plain["\u031b"][base] + signs.get(tone, "")
    elif "\u0302" in decomposed:
        written = base + (on_circumflex[tone] if tone else "â")
    elif "\u0306" in decomposed:
        written = base + (on_breve[tone] if tone else "ê")
    else:
        written = base + signs.get(tone, "")

    assert to_unicode(written, VNI) == letter
