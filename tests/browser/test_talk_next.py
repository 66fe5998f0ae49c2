"""To talk about next time, on the phone and at the desk; and the one line for a look that is due."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.editor import go, row
from tests.browser.readable import make_readable
from tests.conftest import Holder, Server

NOTE = "Ask about sleep tablets"
DUE = "The day has come to look through your plan."


def notes(holder: Holder) -> list[tuple[str, bool]]:
    """Each note that the server holds, and whether it was talked about."""
    found = holder.read()["sections"].get("talk", [])
    return [(one["content"]["text"], bool(one["content"].get("talked"))) for one in found]


def wait_for(page: Page, look: Callable[[], object], wanted: object) -> None:
    for _ in range(80):
        if look() == wanted:
            return
        page.wait_for_timeout(250)
    assert look() == wanted


def test_a_note_is_made_and_ticked_off_without_a_connection(
    shared_server: Server, phone: Phone, holder: Holder, axe: Callable[[Page], list[str]]
) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED", "Failed to load")
    page = phone.page
    holder.add("contacts", name="Ada", phones=[{"number": "07700 900112", "for": ["call"]}])
    make_readable(page, shared_server)
    phone.context.set_offline(True)
    page.goto(shared_server.url)
    page.get_by_role("button", name="A note for next time").click()
    for words in (NOTE, "The noise at night"):
        page.get_by_label("Add one, in my own words").fill(words)
        page.get_by_role("button", name="Add", exact=True).click()
        page.wait_for_timeout(400)
    page.get_by_role("button", name=f"Talked about: {NOTE}").click()
    done = page.locator("#view").get_by_text("Talked about: 1 thing")
    expect(done).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(400)
    page.get_by_role("button", name=f"Talked about: {NOTE}").click()
    done.click()
    expect(page.locator("#view").get_by_role("button", name=re.compile(NOTE))).to_be_visible()
    assert axe(page) == []
    page.goto(shared_server.url)
    part = page.locator('#plan [data-section="talk"]')
    part.locator("summary").first.click()
    expect(part.get_by_text("The noise at night")).to_be_visible()
    phone.context.set_offline(False)
    wait_for(page, lambda: notes(holder), [(NOTE, True), ("The noise at night", False)])


def test_a_note_is_made_from_any_page_of_the_desk(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    page.get_by_role("link", name="A note for next time").click()
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_label("A note for next time").fill(NOTE)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, NOTE)).to_be_visible()
    page.get_by_role("button", name=f"Talked about: {NOTE}").click()
    expect(page.get_by_text("Ticked off. It stays in this list, with its day.")).to_be_visible()
    wait_for(page, lambda: notes(holder), [(NOTE, True)])
    page.get_by_role("button", name="Undo").click()
    wait_for(page, lambda: notes(holder), [(NOTE, False)])


def test_a_look_that_is_due_is_said_once(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = phone.page
    day = {"kind": "set_field", "section": "about", "entry": "next_look", "based_on": None}
    holder.change({**day, "value": "2026-01-05"})
    page.goto(shared_server.url)
    line = page.locator("#plan .pp-end").get_by_text(DUE)
    line.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    page.evaluate(
        "() => document.dispatchEvent(new Event('visibilitychange'))"
    )  # drawn anew, it does not go from under a thumb
    expect(line).to_be_visible()
    page.goto(shared_server.url)
    way = page.locator("#plan .pp-end").get_by_role("link", name="Look through my plan")
    expect(way).to_have_attribute("href", f"/en/{holder.slot}/edit/1")
    expect(line).to_have_count(0)
    [entry] = [one for one in holder.read()["sections"]["about"] if one["id"] == "next_look"]
    holder.change({**day, "value": "2026-02-05", "based_on": entry["revision"]})
    page.goto(shared_server.url)
    expect(line).to_be_visible()
    page.locator("[data-due]").get_by_role("button", name="Not now").click()
    expect(line).to_have_count(0)
