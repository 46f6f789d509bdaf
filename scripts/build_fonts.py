"""Make the two web fonts in static/fonts from the complete Be Vietnam Pro.

Developers run this when the set of characters changes; the product only serves
the files. It needs the packages of requirements/dev.in:

    python scripts/build_fonts.py

A lesson's first visit has to fit in 60 KB, so a font keeps what Vietnamese
officials read and write: Vietnamese letters, ASCII and common punctuation, all
precomposed (our text is NFC). Hinting goes: screens of today do not use it.
The family has no tabular figures; numbers in tables and clocks need them, so
they are added here as shifted copies, switched on by `font-variant-numeric`.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from statistics import median_low

import fontpkg_be_vietnam_pro
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCE = Path(fontpkg_be_vietnam_pro.ROOT)
TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600}

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ASCII = "".join(map(chr, range(0x20, 0x7F)))
PUNCTUATION = "\u00a0–—−‘’“”…·•×÷±°§©½²³«»≤≥₫€%‰"
DIGITS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)
COPYRIGHT_FAMILY_STYLE_LICENCE = (0, 1, 2, 13, 14)


def characters() -> set[str]:
    small = {unicodedata.normalize("NFC", v + tone) for v in VOWELS for tone in TONES}
    small.add("đ")
    return small | {letter.upper() for letter in small} | set(ASCII + PUNCTUATION)


def subset(font: TTFont) -> None:
    options = Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = list(COPYRIGHT_FAMILY_STYLE_LICENCE)
    options.glyph_names = True
    options.drop_tables += ["DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters())))
    subsetter.subset(font)


def add_tabular_figures(font: TTFont) -> None:
    """Give each digit a twin of one common width, and `tnum` to reach it."""
    widths = font["hmtx"].metrics
    common = median_low(widths[digit][0] for digit in DIGITS)
    for digit in DIGITS:
        advance, bearing = widths[digit]
        shift = (common - advance) // 2
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(digit, (1, 0, 0, 1, shift, 0))
        font["glyf"][f"{digit}.tnum"] = pen.glyph()
        widths[f"{digit}.tnum"] = (common, bearing + shift)
    rules = " ".join(f"sub {digit} by {digit}.tnum;" for digit in DIGITS)
    feature = f"feature tnum {{ {rules} }} tnum;"
    addOpenTypeFeaturesFromString(font, feature, tables=["GSUB"])


def build(style: str, weight: int) -> Path:
    # A fixed timestamp: the same input gives the same bytes, and no needless commit.
    font = TTFont(SOURCE / "files" / f"BeVietnamPro-{style}.ttf", recalcTimestamp=False)
    subset(font)
    add_tabular_figures(font)
    font["post"].formatType = 3.0  # glyph names are of no use to a browser
    font.flavor = "woff2"
    path = TARGET / f"be-vietnam-pro-{weight}.woff2"
    font.save(path)
    return path


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        path = build(style, weight)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    licence = (SOURCE / "LICENSE").read_text(encoding="utf-8")
    (TARGET / "OFL.txt").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main()
