"""A key is shown once: who presses twice must see the one that was made."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from accounts.models import ApiToken
from tests.browser.live import once

pytestmark = [pytest.mark.browser, once]
WHO = "thutruong"


def test_pressing_twice_makes_one_key_and_shows_it(visit, site):
    page = visit(WHO)
    page.goto("/bao-cao/ma-truy-cap/")
    page.get_by_label("Tên").fill("Bấm hai lần")

    page.get_by_role("button", name="Tạo mã").dblclick(delay=15)

    expect(page.locator("#ma")).to_have_text(re.compile("^lms_[0-9a-f]{64}$"))
    keys = ApiToken.objects.filter(owner__username=WHO)
    assert site.ask(keys.count) == 1
