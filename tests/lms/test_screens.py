"""The pictures of the screens: all there, and light enough for a weak line."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from PIL import Image

pytest.importorskip("playwright")
from lms.screens import HEAVIEST, SCREENS, light

FOLDER = settings.BASE_DIR / "docs" / "screens"


def test_each_screen_has_its_two_pictures_and_there_are_no_others():
    wanted = {
        f"{screen.name}-{size}.png"
        for screen in SCREENS
        for size in ("desktop", "phone")
    }

    assert {file.name for file in FOLDER.iterdir()} == wanted


def test_no_picture_is_heavier_than_agreed():
    sizes = {file.name: file.stat().st_size for file in FOLDER.iterdir()}

    assert {name: size for name, size in sizes.items() if size > HEAVIEST} == {}


def test_a_colourful_screenshot_gives_up_colours_before_weight():
    noise = Image.effect_noise((640, 480), 90).convert("RGB")
    png = io.BytesIO()
    noise.save(png, "PNG")

    kept = light(png.getvalue())

    assert len(kept) < len(png.getvalue())
    assert Image.open(io.BytesIO(kept)).size == noise.size
