"""A supporter's page when there is no copy to show: why, and the numbers that still help."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.sealed_copy import NUMBERS, Sealed, gb, has_help, opened, serve, show
from tests.conftest import Server

__all__ = ["gb", "show"]


DEAD_ENDS: dict[str, tuple[Callable[[Sealed], object], str]] = {
    "unknown": (lambda one: one.say(404, "not_found"), "This link does not open anything."),
    "expired": (
        lambda one: one.say(410, "copy_expired", ended="2026-10-02"),
        "This could be read until 2 October 2026. Please ask the person who gave it to you for a new one.",
    ),
    "stopped": (lambda one: one.say(410, "copy_stopped", words=None), "This copy is no longer available."),
    "stopped with words": (
        lambda one: one.say(410, "copy_stopped", words="I wrote a new one. <b>Ask me</b>"),
        "I wrote a new one. <b>Ask me</b>",
    ),
    "paused": (lambda one: one.say(423, "copy_paused"), "A wrong passcode was typed too often"),
    "many": (lambda one: one.say(429, "too_many_requests"), "That was tried many times."),
    "server": (lambda one: one.say(500, "unexpected"), "Something went wrong on our side."),
    "of another": (lambda one: setattr(one, "text", "a..b.c.d"), "What came does not belong to this link"),
    "newer": (lambda one: one.change(v=2), "This page is older than what was shared."),
}


@pytest.mark.parametrize("name", DEAD_ENDS)
def test_every_dead_end_says_why_and_still_helps(
    show: Callable[..., Page], name: str, axe: Callable[[Page], list[str]]
) -> None:
    make, words = DEAD_ENDS[name]
    sealed = Sealed()
    make(sealed)
    page = show(sealed)
    expect(page.locator("#said")).to_contain_text(words)
    has_help(page)
    assert axe(page) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/s/" + "A" * 22, "its last part is missing"),
        ("/s/" + "A" * 22 + "#abc", "a letter in it is wrong"),
        ("/s/abc#" + "A" * 43, "a letter in it is wrong"),
        ("/s/" + "A" * 22 + "#" + "A" * 42 + "B", "a letter in it is wrong"),
    ],
)
def test_damaged_link_leads_to_a_field_for_the_whole_one(show: Callable[..., Page], path: str, words: str) -> None:
    sealed = Sealed()
    page = show(sealed, path)
    expect(page.locator("#said")).to_contain_text(words)
    has_help(page)
    field = page.get_by_label("Have you been given a link?")
    field.fill("nonsense")
    page.get_by_role("button", name="Open the link").click()
    expect(page.get_by_role("alert").last).to_contain_text("There is no whole link in that.")
    field.fill(f"Here it is:\n https://elsewhere.example{sealed.path} \nSam")
    page.get_by_role("button", name="Open the link").click()
    opened(page)
    assert page.url.endswith(f"/s/{sealed.id}")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("delete window.DecompressionStream", "This browser is too old"),
        ("Object.defineProperty(crypto, 'subtle', { value: undefined })", "This browser is too old"),
    ],
)
def test_old_browser_is_told_and_still_helped(gb: Server, phone: Phone, script: str, words: str) -> None:
    phone.context.add_init_script(script)
    phone.page.goto(gb.url + Sealed().path)
    expect(phone.page.locator("#said")).to_contain_text(words)
    has_help(phone.page)


def test_browser_without_scripts_has_the_numbers(gb: Server, new_phone: Callable[..., Phone]) -> None:
    page = new_phone(java_script_enabled=False).page
    page.goto(gb.url + Sealed().path)
    for name in NUMBERS:
        expect(page.get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_text("Opening …")).to_be_hidden()


def test_no_connection_is_told_and_tried_again(gb: Server, phone: Phone) -> None:
    sealed = Sealed()
    serve(phone.context, gb, sealed)
    phone.forgive("Failed to load")
    phone.context.route("**/open", lambda route: route.abort("internetdisconnected"))
    phone.page.goto(gb.url + sealed.path)
    expect(phone.page.locator("#said").get_by_text("There is no connection right now")).to_be_visible()
    has_help(phone.page)
    phone.context.unroute("**/open")
    phone.page.get_by_role("button", name="Try again").click()
    opened(phone.page)


def test_passcode_is_asked_for_and_its_tries_are_told(
    show: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    sealed = Sealed(passcode="4711", tries=3)
    page = show(sealed)
    field = page.get_by_label("The passcode that you were told")
    expect(field).to_be_focused()
    assert field.get_attribute("inputmode") == "numeric"
    assert axe(page) == []
    has_help(page)
    for left in ("2 more tries are left", "1 more try is left"):
        field.fill("1")
        page.get_by_role("button", name="Open it").click()
        expect(page.get_by_role("alert").first).to_contain_text(left)
    field.fill("4711")
    field.press("Enter")
    opened(page)
    page.reload()
    opened(page)  # this tab remembers it
    sealed.passcode = "2222"
    page.reload()
    expect(page.locator("#said").get_by_text("this is paused")).to_be_visible()
    has_help(page)
