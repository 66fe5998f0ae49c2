"""The codes of active copies on the owner's phone: shown without a network, and read by another program."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from pwa.share import qr
from pwa.share.link import make as make_link
from pwa.share.terms import Terms
from tests.browser.camera import codes
from tests.browser.conftest import Phone
from tests.browser.copies import make_copies
from tests.browser.drawing import Drawing, plan_of, typed
from tests.browser.readable import fill, make_readable
from tests.conftest import Holder, Server

SISTER = Terms(label="my sister Ann", sections=("contacts", "coping", "past"), until="2126-02-25")
DOCTOR = Terms(label="the practice", sections=("warning_signs",))
THEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "dark", "forced_colors": "active"},
}


@pytest.fixture
def owner(server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan on a server of its own, whose cookie the phone holds."""
    holder = make_plan(server)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    return holder


def read(page: Page) -> list[str]:
    """What a camera finds in a picture of the screen."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
    return [found.text for found in codes(picture)]


def button(page: Page, words: str) -> Any:
    return page.get_by_role("button", name=words)


def test_with_the_server_killed_the_code_is_read_in_every_theme(
    server: Server, owner: Holder, phone: Phone, axe: Callable[[Page], list[str]]
) -> None:
    (copy,) = make_copies(server, owner, SISTER)
    link = make_link(server.url, copy.id, copy.key)
    page = phone.page
    make_readable(page, server)
    server.kill()
    phone.forgive("ERR_CONNECTION_REFUSED", "Failed to load resource")
    page.reload()
    button(page, "Show a code").click()
    for theme, media in THEMES.items():
        page.emulate_media(**media)
        assert read(page) == [link], theme
        found = axe(page)
        assert [line for line in found if theme != "forced colours" or "color-contrast" not in line] == [], theme
    told = page.locator("#view").inner_text()
    assert "my sister Ann" in told
    assert "It opens until 25 February 2126." in told
    assert "Who I can call" in told
    assert "What helps me" in told
    assert "and 1 more part" in told
    assert page.url == f"{server.url}/#view"
    assert page.title() == "Notes"
    page.go_back()
    expect(button(page, "Show a code")).to_be_focused()


def test_of_several_copies_one_is_chosen_and_shown_without_the_others(
    server: Server, owner: Holder, phone: Phone
) -> None:
    _, copy = make_copies(server, owner, SISTER, DOCTOR)
    page = phone.page
    make_readable(page, server)
    expect(page.locator("#plan")).to_contain_text("2 copies of it can be opened.")
    button(page, "Show a code").click()
    assert read(page) == []
    button(page, "the practice").click()
    expect(page.get_by_role("img", name="Code to scan")).to_be_visible()
    assert read(page) == [make_link(server.url, copy.id, copy.key)]
    assert "my sister Ann" not in page.locator("#view").inner_text()
    assert "It opens until I stop it." in page.locator("#view").inner_text()


def test_a_stopped_copy_is_no_longer_shown_once_the_phone_knows(server: Server, owner: Holder, phone: Phone) -> None:
    (copy,) = make_copies(server, owner, SISTER)
    page = phone.page
    make_readable(page, server)
    button(page, "Show a code").click()
    expect(page.get_by_role("img", name="Code to scan")).to_be_visible()
    phone.forgive("ERR_CONNECTION_REFUSED", "Failed to load resource")
    make_copies(server, owner, stop=copy)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.get_by_role("img", name="Code to scan")).to_have_count(0, timeout=20_000)
    expect(page.locator("#plan")).to_contain_text("Nobody has a copy.")
    assert button(page, "Show a code").count() == 0


def shared(label: str, until: str | None) -> dict[str, Any]:
    link = f"https://plan.example.org/s/{label}#{label}"
    return {"id": label, "label": label, "sections": [], "until": until, "link": link, "code": qr.packed(link)}


def test_what_has_ended_by_the_phones_own_day_is_not_shown(phone: Phone) -> None:
    plan = plan_of(typed("one.en")) | {"shared": [shared("old", "2026-11-24"), shared("today", "2026-11-25")]}
    drawing = Drawing(phone.page)
    page = drawing.show(plan, today="2026-11-25")
    assert "1 copy of it can be opened." in page.locator(".pp-end").inner_text()
    page = drawing.show(plan, part="drawCopies", today="2026-11-25", name="copies")
    assert read(page) == ["https://plan.example.org/s/today#today"]
    page = drawing.show(plan, today="2026-11-26")
    assert "Nobody has a copy." in page.locator(".pp-end").inner_text()
    assert page.locator("[data-act=copies]").count() == 0
    drawing.close()


def test_the_code_is_drawn_as_the_server_draws_it(phone: Phone) -> None:
    one = shared("ann", None)
    drawing = Drawing(phone.page)
    page = drawing.show(plan_of(typed("one.en")) | {"shared": [one]}, part="drawCopies", name="copies")
    drawn = page.locator(".pp-copy-code path").last.get_attribute("d")
    assert f'd="{drawn}"' in qr.svg(one["link"])
    assert page.locator("svg.pp-copy-code").get_attribute("viewBox") in qr.svg(one["link"])
    drawing.close()
