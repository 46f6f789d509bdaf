"""The most used screens, as pictures for the README."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from lms.chromium import DESK, PHONE, follow, sign_in
from lms.demo.accounts import PASSWORD
from lms.demo.courses import CRISIS, PRESS

HEAVIEST = 120_000  # bytes of one picture
USUAL_BY = 6
COLOURS = (256, 128, 64, 32)
TRAINEE, HEAD, OFFICE = "hocvien", "thutruong", "phongdaotao"


@dataclass(frozen=True)
class Screen:
    name: str
    who: str
    reach: Callable[[Page], object]


def to(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)


def lesson(page: Page) -> None:
    """The one the trainee stopped at."""
    page.goto(f"/khoa-hoc/{CRISIS}/")
    follow(page.locator("main a.btn--lg"))


def question(page: Page) -> None:
    """Read on to the first quiz, and answer up to a question of the usual form."""
    page.goto(f"/khoa-hoc/{PRESS}/")
    follow(page.locator("main a.btn--lg"))
    while (done := page.locator(".pager form button")).count():
        follow(done)
    follow(page.locator(".pager .btn:not(.btn--quiet)"))
    follow(page.locator("main form button"))
    for position in range(1, USUAL_BY):
        answer(page, position)
        if page.locator(f'[name="q{position}-answer"][type=radio]').count() > 2:
            break


def result(page: Page) -> None:
    page.goto(f"/khoa-hoc/{PRESS}/")
    follow(page.locator("main a.btn--lg"))
    follow(page.locator(".pager .btn:not(.btn--quiet)"))
    for position in range(1, 1 + page.locator(".qmap button").count()):
        answer(page, position)
    page.locator("aside [name=go][value=hand_in]").click()
    page.wait_for_url("**/nop-bai/")
    follow(page.locator(".pager form button"))


def answer(page: Page, position: int) -> None:
    page.locator(f'.qmap button[value="{position}"]').click()
    options = page.locator(f'[name="q{position}-answer"]')
    if options.and_(page.locator(":checked")).count() == 0:
        with page.expect_response(f"**/cau/{position}/"):
            options.first.check()
    page.locator("[data-saved]").wait_for()


def certificate(page: Page) -> None:
    page.goto("/chung-nhan-cua-toi/")
    follow(page.locator('main a[href^="/chung-nhan/"]:not([href$="/pdf/"])').first)


def procedure(page: Page) -> None:
    """The one that the worst level, the top of the ladder, leads to."""
    page.goto("/cam-nang/")
    page.goto(page.locator(".ladder a").first.get_attribute("href") or "")


SCREENS = [
    Screen("home", TRAINEE, to("/")),
    Screen("catalogue", TRAINEE, to("/khoa-hoc/")),
    Screen("course", TRAINEE, to(f"/khoa-hoc/{CRISIS}/")),
    Screen("lesson", TRAINEE, lesson),
    Screen("question", TRAINEE, question),
    Screen("result", TRAINEE, result),
    Screen("certificate", HEAD, certificate),
    Screen("handbook", TRAINEE, to("/cam-nang/")),
    Screen("procedure", TRAINEE, procedure),
    Screen("report", HEAD, to("/bao-cao/")),
    Screen("province", OFFICE, to("/bao-cao/tinh/")),
]


def take(browser: Browser, url: str, folder: Path) -> Iterator[Path]:
    """Each screen on a desk and on a phone; gives each picture's file as it is made."""
    desks = {who: signed_in(browser, url, who) for who in (TRAINEE, HEAD, OFFICE)}
    phones = {who: on_a_phone(browser, desk) for who, desk in desks.items()}
    for screen in SCREENS:
        desk, phone = desks[screen.who], phones[screen.who]
        screen.reach(desk)
        phone.goto(desk.url)
        for size, page in (("desktop", desk), ("phone", phone)):
            page.wait_for_load_state("networkidle")
            file = folder / f"{screen.name}-{size}.png"
            file.write_bytes(light(page.screenshot()))
            yield file


def signed_in(browser: Browser, url: str, username: str) -> Page:
    context = browser.new_context(
        base_url=url, locale="vi-VN", viewport=DESK, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    sign_in(page, username, PASSWORD)
    return page


def on_a_phone(browser: Browser, desk: Page) -> Page:
    """The same person's other device, with a screen as sharp as phones have."""
    context = browser.new_context(
        storage_state=desk.context.storage_state(),
        locale="vi-VN",
        viewport=PHONE,
        device_scale_factor=2,
        reduced_motion="reduce",
    )
    return context.new_page()


def light(png: bytes) -> bytes:
    """With as many colours as fit into the weight."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        few = picture.quantize(colours, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
        if out.tell() <= HEAVIEST:
            break
    return out.getvalue()
