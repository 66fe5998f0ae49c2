"""At the desk nothing typed is lost, nothing runs, and nobody else sees it."""

import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.editor import LONG_WAIT_MS, add, go, new_field, row, saved, texts
from tests.conftest import Holder, Server

HARD = json.loads((Path(__file__).parent.parent / "plans" / "hard.json").read_text())
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_typed_text_survives_a_reload_in_the_middle_of_a_word(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).press_sequentially("half a sentence tha")
    page.reload()
    field = page.get_by_label("In my own words", exact=True)
    expect(field).to_have_value("half a sentence tha")
    expect(field).to_be_focused()
    page.keyboard.type("t goes on")
    saved(field)
    assert texts(holder, "coping") == ["half a sentence that goes on"]


def test_typed_text_survives_leaving_for_another_part_at_once(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).fill("never finished")
    page.goto(f"{shared_server.url}/en/{holder.slot}/edit")
    page.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))")
    assert texts(holder, "coping") == ["never finished"]


def test_only_typing_that_was_not_left_goes_on_from_the_text_before(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("coping", text="Tea")
    page = go(phone, shared_server, holder, "coping")
    page.get_by_role("button", name=re.compile("^Change")).click()
    field = page.get_by_label("In my own words", exact=True)
    page.evaluate(
        """() => {
          window.said = [];
          const emit = window.socket.emit;
          window.socket.emit = function (name, data) {
            const text = JSON.stringify(data) ?? "";
            if (text.includes("goesOn")) window.said.push(/goesOn[\\\\"]*:true/.test(text));
            return emit.apply(this, arguments);
          };
        }"""
    )
    field.focus()
    for words in (" with", " milk", " and sugar"):
        page.keyboard.press("End")
        page.keyboard.type(words)
        saved(field)
    field.blur()
    field.press("End")
    field.press_sequentially(" again")
    saved(field)
    assert page.evaluate("() => window.said") == [False, True, True, False]
    assert texts(holder, "coping") == ["Tea with milk and sugar again"]


def test_typed_text_survives_a_dropped_line(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    phone.forgive("ERR_INTERNET_DISCONNECTED", "WebSocket")
    phone.context.set_offline(True)
    page.evaluate("() => window.socket.io.engine.close()")
    new_field(page).fill("written in a tunnel")
    expect(page.get_by_text("Not saved yet. It is kept on this page, and we keep trying.")).to_be_visible()
    expect(page.get_by_text("The line has dropped. What you typed is kept on this page.")).to_be_visible()
    expect(page.locator("#popup")).to_be_hidden()
    assert texts(holder, "coping") == []
    phone.context.set_offline(False)
    saved(new_field(page))
    expect(page.get_by_text("The line has dropped.")).to_be_hidden()
    assert texts(holder, "coping") == ["written in a tunnel"]


def test_typed_text_survives_a_killed_server(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    page = go(phone, server, holder, "coping")
    add(page, "saved before")
    new_field(page).fill("in the middle of")
    server.kill()
    new_field(page).press_sequentially(" a sentence")
    expect(page.get_by_text("Not saved yet. It is kept on this page, and we keep trying.")).to_be_visible()
    expect(page.get_by_role("link", name="My plan works without a connection")).to_have_attribute("href", "/")
    expect(page.locator("#popup")).to_be_hidden()
    server.start()
    page.wait_for_function(
        "() => window.did_handshake && !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))",
        timeout=LONG_WAIT_MS,
    )
    expect(row(page, "saved before")).to_be_visible()
    assert texts(holder, "coping") == ["saved before", "in the middle of a sentence"]


def test_a_server_that_hangs_is_said_calmly_with_the_way_to_the_plan(
    server: Server, own: tuple[Phone, Holder], axe: Callable[[Page], list[str]]
) -> None:
    phone, holder = own
    page = go(phone, server, holder, "coping")
    new_field(page).fill("before it hung")
    saved(new_field(page))
    server.process.send_signal(signal.SIGSTOP)
    try:
        new_field(page).press_sequentially(" and after")
        expect(page.get_by_text("The line has dropped.")).to_be_visible(timeout=LONG_WAIT_MS)
        expect(page.get_by_role("link", name="My plan works without a connection")).to_have_attribute("href", "/")
        expect(page.get_by_text("Not saved yet. It is kept on this page, and we keep trying.")).to_be_visible()
        expect(page.locator("#popup")).to_be_hidden()
        assert axe(page) == []
    finally:
        server.process.send_signal(signal.SIGCONT)
    expect(page.get_by_text("The line has dropped.")).to_be_hidden(timeout=LONG_WAIT_MS)
    page.wait_for_function(
        "() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))", timeout=LONG_WAIT_MS
    )
    assert texts(holder, "coping") == ["before it hung and after"]


def test_a_server_that_hangs_for_long_takes_no_page_away(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    page = go(phone, server, holder, "coping")
    page.evaluate(
        """() => {
          window.isTheSame = true;
          window.waits = 0;
          window.socket.io.timeout(300).reconnectionDelayMax(300);
          window.socket.on("connect_error", () => (window.waits += 1));
        }"""
    )
    server.process.send_signal(signal.SIGSTOP)
    try:
        new_field(page).fill("typed all the while")
        page.wait_for_function("() => window.waits > 4", timeout=LONG_WAIT_MS)
        assert page.evaluate("() => window.isTheSame")
        page.evaluate("() => window.socket.io.timeout(20_000)")
    finally:
        server.process.send_signal(signal.SIGCONT)
    page.wait_for_function(
        "() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))", timeout=LONG_WAIT_MS
    )
    assert texts(holder, "coping") == ["typed all the while"]


def test_lost_answer_makes_no_second_entry(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    page = go(phone, server, holder, "coping")
    page.evaluate("() => { Storage.prototype.removeItem = () => {}; }")
    new_field(page).fill("only once")
    saved(new_field(page))
    server.kill()
    server.start()
    page.wait_for_function(
        "() => window.did_handshake && !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))",
        timeout=LONG_WAIT_MS,
    )
    assert texts(holder, "coping") == ["only once"]
    assert "rivals" not in holder.read()["sections"]["coping"][0]


def test_words_that_break_careless_code_appear_unchanged(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    seen = [words for words in HARD["coping"] if words.strip("\u200b")]
    add(page, *seen)
    plain = [re.sub("[\u202a-\u202e\u2066-\u2069]", "", words) for words in seen]
    assert texts(holder, "coping") == plain
    assert page.locator(".pp-row-text").all_text_contents() == plain
    page.reload()
    expect(page.locator(".pp-row-text").last).to_be_visible()
    assert page.locator(".pp-row-text").all_text_contents() == plain
    assert page.evaluate(SIDEWAYS) == 0


def test_text_of_nothing_is_no_entry(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).fill("\u200b")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text(re.compile("can't be left empty"))).to_be_visible()
    assert texts(holder, "coping") == []


VARIANTS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "desktop": {"viewport": {"width": 1280, "height": 800}, "is_mobile": False},
}
# Of the others the narrower looks are looked at in test_every_page.py.
WITH_ROWS, OTHERS = ("contacts", "warning_signs"), ("", "about", "settings", "recovery")


@pytest.mark.parametrize(
    ("variant", "part"),
    [*((one, part) for one in VARIANTS for part in WITH_ROWS), *(("desktop", part) for part in OTHERS)],
)
def test_page_has_no_accessibility_violation_and_stays_in_its_width(
    variant: str,
    part: str,
    new_phone: Callable[..., Phone],
    shared_server: Server,
    make_plan: Callable[..., Holder],
    axe: Callable[[Page], list[str]],
) -> None:
    phone, holder = new_phone(**VARIANTS[variant]), make_plan(shared_server)
    phone.context.add_cookies(holder.cookies)
    holder.add("contacts", name="Zoë-Ångström", phones=[{"number": "+44 7700 900999", "for": ["call"]}])
    holder.add("warning_signs", text="D" * 200, noticed_by="me")
    page = go(phone, shared_server, holder, part)
    if part in WITH_ROWS:
        page.get_by_role("button", name=re.compile("^Change")).click()
        expect(page.get_by_role("button", name="Done")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
@pytest.mark.parametrize("part", [*WITH_ROWS, *OTHERS])
def test_every_word_goes_through_translation(
    language: str, part: str, phone: Phone, shared_server: Server, holder: Holder, axe: Callable[[Page], list[str]]
) -> None:
    page = go(phone, shared_server, holder, part, language)
    plain = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, p, label, legend, button, summary, a, span')]
          .filter((e) => !e.children.length && e.checkVisibility() && !e.lang && !e.closest('.nicegui-error-popup'))
          .map((e) => e.textContent.trim()).filter((text) => /[A-Za-z]{2}/.test(text) && !text.includes('['))"""
    )
    assert plain == []
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate("() => document.documentElement.lang") == language


def test_hide_works_with_the_server_dead(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    with phone.page.expect_event("requestfinished", lambda request: "measures.css" in request.url):
        page = go(phone, server, holder, "contacts")
    server.kill()
    page.get_by_role("button", name="Hide").click()
    page.wait_for_url("**/measures.en.html")
    assert "contacts" not in page.content()


@pytest.mark.parametrize("cookies", ["none", "wrong"])
def test_stranger_sees_a_calm_page_and_nothing_of_the_plan(
    cookies: str, shared_server: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> None:
    phone, holder = new_phone(), make_plan(shared_server)
    holder.add("contacts", name="Grace")
    if cookies == "wrong":
        other = make_plan(shared_server)
        plan, _, _ = holder.cookies[0]["value"].split(".")
        _, device, key = other.cookies[0]["value"].split(".")
        phone.context.add_cookies([{**holder.cookies[0], "value": f"{plan}.{device}.{key}"}])
    page = go(phone, shared_server, holder, "contacts")
    expect(page.get_by_role("link", name="Go to my plan")).to_have_attribute("href", "/")
    assert "Grace" not in page.content()
