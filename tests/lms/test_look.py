"""The frame every page stands in: light, without inline code, and never bare."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests.factories import MessageFactory

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").glob("**/*.html"))
FIRST_VISIT = [
    "css/site.css",
    "js/site.js",
    "img/icons.svg",
    "fonts/be-vietnam-pro-400.woff2",
    "fonts/be-vietnam-pro-600.woff2",
]
LESSON_HTML = 12_000


def on_the_wire(name: str) -> int:
    content = (ROOT / "static" / name).read_bytes()
    return len(content) if name.endswith("woff2") else len(brotli.compress(content))


def test_what_a_first_visit_loads_leaves_room_for_a_lesson():
    assert sum(map(on_the_wire, FIRST_VISIT)) + LESSON_HTML < 60_000


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_carries_no_inline_code(path):
    source = path.read_text()
    assert re.findall(r"\sstyle=|\son\w+=\"|<style|javascript:", source) == []
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", source)
    assert [tag for tag in scripts if "application/json" not in tag] == []


@pytest.mark.django_db
def test_a_missing_page_shows_the_way_back(signed_in):
    response = signed_in.get("/khong-co-trang-nay/")
    assert response.status_code == 404
    assert f'href="{reverse("learning:home")}"' in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_page_needs_neither_user_nor_database(name):
    page = render_to_string(name)
    assert "<h1>" in page
    assert "mainnav" not in page


@pytest.mark.django_db
def test_a_form_from_an_old_sign_in_says_what_to_do():
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "403_csrf.html" in [t.name for t in response.templates]


@pytest.mark.django_db
def test_the_style_guide_shows_every_component(client):
    assert client.get(reverse("styleguide")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("unread", "label"), [(0, ""), (2, ", 2 tin mới")])
def test_the_bell_tells_what_is_unread(signed_in, trainee, unread, label):
    MessageFactory.create_batch(unread, recipient=trainee)
    page = signed_in.get(reverse("account_change_password")).content.decode()
    assert f'aria-label="Thông báo{label}"' in page
    assert page.count("iconlink__dot") == (1 if unread else 0)
