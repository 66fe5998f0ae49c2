"""Something one wants to dare, written at the desk: kept whole, beside what matters, asked for when its day comes."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from pwa.pages.edit import part_address
from pwa.plan.record_sections import CHOICES
from tests.browser.conftest import Phone
from tests.browser.editor import LONG_WAIT_MS, go, new_field, row, saved
from tests.browser.hands import Hands
from tests.browser.test_paper import print_
from tests.browser.test_set_up_by_keyboard import Keyboard
from tests.conftest import ROOT, Holder, Server

FULL = json.loads((ROOT / "tests/plans/full.en.json").read_text("utf-8"))["choices"]
WANT = "Swim in the lake before breakfast"


def stored(holder: Holder) -> list[dict[str, Any]]:
    """What the plan holds of this part: no phone gets it, the owner's own file has it."""
    reply = holder.client.post(f"/api/plans/{holder.slot}/file", json={})
    assert reply.status_code == 200, reply.text
    return [entry["content"] for entry in reply.json()["sections"].get(CHOICES.id, [])]


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def add_want(page: Page, words: str) -> None:
    new_field(page).fill(words)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(field(page, "What could go well")).to_be_focused()


def fold(page: Page, words: str) -> Locator:
    """A part of the page that is closed at first, opened."""
    found = page.locator("details", has=page.locator("summary", has_text=words))
    found.locator("summary").click()
    return found


def test_choices_of_the_full_plan_are_typed_and_stored_as_they_stand_in_the_file(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    hands = Hands(phone, shared_server)
    hands.slot = holder.slot
    hands.type_section(CHOICES, FULL)
    assert stored(holder) == FULL
    shown = row(phone.page, FULL[0]["want"]).inner_text()
    for words in (*FULL[0]["good"], *FULL[0]["could_go_wrong"], *FULL[0]["safer"], FULL[0]["who"], "20 December 2026"):
        assert words in shown
    assert holder.read()["sections"].get(CHOICES.id) is None  # it stays at the desk


def test_it_leans_on_what_matters_and_on_what_one_is_good_at(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    matters, strength = holder.add("reasons", text="Mornings by water"), holder.add("strengths", text="I float")
    page = go(phone, shared_server, holder, CHOICES.id)
    expect(fold(page, "What matters to me").get_by_text("Mornings by water")).to_be_visible()
    expect(fold(page, "What I'm good at").get_by_text("I float")).to_be_visible()
    add_want(page, WANT)
    picked = {"What matters to me in it": "Mornings by water", "What I'm good at that helps here": "I float"}
    for label, words in picked.items():
        field(page, label).select_option(words)
        saved(field(page, label))
    assert stored(holder) == [{"want": WANT, "matters": matters, "strength": strength}]
    page.get_by_role("button", name="Done").click()
    expect(row(page, WANT)).to_contain_text("What I'm good at that helps here: I float")


def test_how_it_went_is_asked_once_the_day_has_come(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add(CHOICES.id, want=WANT, look_again="2026-01-06")
    holder.add(CHOICES.id, want="Sail", look_again="2100-01-06")
    holder.add(CHOICES.id, want="Skate")
    page = go(phone, shared_server, holder, CHOICES.id)
    asked = page.locator(".pp-told", has_text="How did it go?")
    expect(asked).to_have_count(1)
    expect(asked).to_contain_text("You wanted to look at this again on 6 January 2026.")
    asked.get_by_role("button", name=f"Write how it went: {WANT}").click()
    expect(field(page, "How it went")).to_be_focused()
    page.keyboard.type("Cold, and then not.")
    saved(field(page, "How it went"))
    expect(asked).to_have_count(0)
    assert stored(holder)[0]["how_it_went"] == "Cold, and then not."


def test_worked_example_is_there_to_look_at_and_is_nobodys(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, CHOICES.id)
    example = fold(page, "An example")
    expect(example).to_contain_text("This is an example. Nobody's plan.")
    for label in ("What could go well", "What would make it safer", "When we look again", "How it went"):
        expect(example).to_contain_text(f"{label}: ")
    assert stored(holder) == []


def test_it_prints_alone_without_what_is_only_for_its_owner(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, CHOICES.id)
    expect(page.get_by_role("button", name="Print")).to_have_count(0)
    secret = holder.add(CHOICES.id, want="Words for me alone")
    holder.change({"kind": "only_me", "section": CHOICES.id, "entry": secret, "on": True})
    matters = holder.add("reasons", text="Mornings by water")
    holder.add(CHOICES.id, want=WANT, good=["Quiet", "Breakfast after"], matters=matters, look_again="2026-12-12")
    page.reload()
    add_want(page, "Sail")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".pp-on-paper")).to_be_hidden()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(page.locator(".pp-on-paper h2")).to_have_count(2)
    printed = print_(page)
    assert printed.sizes_mm == [(210, 297)]
    wanted = ("Something I want to do", WANT, "What could go well:", "• Quiet", "• Breakfast after", "12 December 2026")
    for words in (*wanted, "What matters to me in it: Mornings by water", "Sail"):
        assert words in printed.text, words
    for words in ("Words for me alone", "All parts of my plan", "An example", "Print", "Hide"):
        assert words not in printed.text, words


def test_all_of_it_can_be_written_by_keyboard(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder)
    keyboard = Keyboard(page, "en")
    link = page.get_by_role("link", name="Something I want to do")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/edit/{part_address(CHOICES.id)}")
    page.wait_for_function("() => window.did_handshake === true")
    keyboard.reach(new_field(page))
    page.keyboard.type(WANT)
    page.keyboard.press("Enter")
    expect(field(page, "What could go well")).to_be_focused()
    page.keyboard.type("Quiet")
    page.keyboard.press("Enter")
    page.keyboard.type("Breakfast after")
    keyboard.reach(field(page, "What would make it safer"))
    page.keyboard.type("Somebody on the shore")
    keyboard.reach(field(page, "When we look again"))
    page.keyboard.type("12122026")
    for _ in range(2):  # the button of the browser's own calendar has a ring of its own
        page.keyboard.press("Tab")
    expect(field(page, "How it went")).to_be_focused()
    keyboard.reach(page.get_by_role("button", name="Done"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Change: {WANT}")).to_be_focused()
    written = {"good": ["Quiet", "Breakfast after"], "safer": ["Somebody on the shore"], "look_again": "2026-12-12"}
    assert stored(holder) == [{"want": WANT, **written}]


def test_nothing_is_lost_when_the_server_is_killed_while_it_is_written(
    server: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> None:
    phone, holder = new_phone(), make_plan(server)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "WebSocket", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET")
    page = go(phone, server, holder, CHOICES.id)
    add_want(page, WANT)
    field(page, "What would make it safer").fill("A friend on the sh")
    server.kill()
    field(page, "What would make it safer").press_sequentially("ore")
    field(page, "Who does what").fill("I swim")
    expect(page.get_by_text("Not saved yet. It is kept on this page, and we keep trying.").first).to_be_visible()
    server.start()
    page.wait_for_function(
        "() => window.did_handshake && !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))",
        timeout=LONG_WAIT_MS,
    )
    assert stored(holder) == [{"want": WANT, "safer": ["A friend on the shore"], "who": "I swim"}]
