"""What a helper suggests for a single text about the person stands beside it, and is taken, changed or left."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from pwa.plan.sections import SECTIONS
from tests.browser.conftest import Phone
from tests.browser.editor import go, saved
from tests.browser.readable import make_readable
from tests.browser.test_offers_on_phone import CALM_MS, tap
from tests.conftest import Holder, Server
from tests.helped import helped

SAID = {"languages": "Welsh", "communication": "In writing", "name_i_like": "Nia"}
OFFERED = {"languages": "Welsh, and some English", "communication": "In writing, short", "name_i_like": "Nia Rees"}
PART = next(number for number, one in enumerate(SECTIONS) if one.id == "about")


@pytest.fixture
def holder(new_phone: Callable[..., Phone], server: Server, make_plan: Callable[..., Holder]) -> Holder:
    """A plan for which Sam has suggested something for each of three texts, at the desk."""
    holder = make_plan(server)
    for field, value in {**SAID, "address": "1 Canary Road"}.items():
        where = {"section": "about", "entry": field, "based_on": None}
        holder.change({"kind": "set_field", **where, "value": value})
    phone = new_phone()
    phone.context.add_cookies([helped(server, holder, {"samhelps": "Sam"}, {"about": "write"})["samhelps"]])
    page = phone.page
    page.goto(f"{server.url}/en/samhelps/with/{PART}")
    expect(page.get_by_text("Languages I speak: Welsh")).to_be_visible()
    expect(page.get_by_text("Canary")).to_have_count(0)
    expect(page.get_by_role("button", name="Add", exact=True)).to_have_count(0)
    for field, words in OFFERED.items():
        page.get_by_role("button", name=f"Suggest other words: {SAID[field]}", exact=True).click()
        page.get_by_label("Your suggestion").fill(words)
        page.get_by_role("button", name="Done").click()
        expect(page.locator(f'[data-entry="{field}"]')).to_contain_text(words)
    return holder


def said(holder: Holder) -> Mapping[str, str]:
    """What the server holds, once nothing is suggested any more."""
    about = holder.read()["sections"]["about"]
    return {one["id"]: one["content"]["value"] for one in about if not one.get("suggestions")}


def offer(page: Page, field: str) -> Locator:
    """From the line in the plan where a text stands to its page; the suggestion there."""
    page.wait_for_timeout(CALM_MS)
    found = page.locator("#view .pp-choices li")
    page.locator(f'#plan [data-section="about"] [data-entry="{field}"]').tap()
    expect(found).to_contain_text(OFFERED[field])
    return found


def test_it_is_answered_on_the_phone_without_a_connection(
    new_phone: Callable[..., Phone], server: Server, holder: Holder, axe: Callable[[Page], list[str]]
) -> None:
    phone = new_phone()
    phone.forgive("ERR_INTERNET_DISCONNECTED", "Failed to load")
    phone.context.add_cookies(holder.cookies)
    page = phone.page
    make_readable(page, server)
    phone.context.set_offline(True)
    page.locator('#plan [data-section="about"] > summary').tap()
    expect(page.locator('#plan [data-section="about"]').get_by_text("Sam suggests other words.")).to_have_count(3)
    assert axe(page) == []

    offered = offer(page, "languages")
    expect(offered).to_contain_text("Sam suggests, ")
    assert axe(page) == []
    tap(page, f"Take it: {OFFERED['languages']}")
    expect(page.get_by_role("heading", level=1)).to_have_text(OFFERED["languages"])
    tap(page, "Undo")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welsh")
    tap(page, f"Take it: {OFFERED['languages']}")
    expect(offered).to_have_count(0)
    tap(page, "Change the words")
    expect(page.locator("#pp-typed")).to_have_value(OFFERED["languages"])

    page.goto(server.url)
    page.locator('#plan [data-section="about"] > summary').tap()
    offer(page, "communication")
    tap(page, f"Change it: {OFFERED['communication']}")
    expect(page.locator("#pp-typed")).to_have_value(OFFERED["communication"])
    page.locator("#pp-typed").fill("In writing, and large")
    tap(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("In writing, and large")
    expect(offered).to_have_count(0)

    page.goto(f"{server.url}/#change-about")
    tap(page, "The name I like Sam suggests other words.")
    tap(page, f"Leave mine, not “{OFFERED['name_i_like']}”")
    expect(offered).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nia")

    phone.context.set_offline(False)
    page.goto(server.url)
    wanted = {"languages": OFFERED["languages"], "communication": "In writing, and large", "name_i_like": "Nia"}
    for _ in range(100):
        if wanted.items() <= said(holder).items():
            return
        page.wait_for_timeout(200)
    raise AssertionError(said(holder))


def test_it_is_answered_sitting_down(
    new_phone: Callable[..., Phone], server: Server, holder: Holder, axe: Callable[[Page], list[str]]
) -> None:
    phone = new_phone()
    phone.context.add_cookies(holder.cookies)
    page = go(phone, server, holder, "about")
    expect(page.get_by_text("Sam suggests, ")).to_have_count(3)
    assert axe(page) == []
    languages, communication = (
        page.get_by_label(label, exact=True)
        for label in ("Languages I speak", "How I communicate: interpreter, hearing, sight, reading")
    )
    page.get_by_role("button", name=f"Take it: {OFFERED['languages']}", exact=True).click()
    expect(languages).to_have_value(OFFERED["languages"])
    expect(page.get_by_text("These are your words now.")).to_be_visible()
    page.get_by_role("button", name=f"Take it and change it: {OFFERED['communication']}").click()
    expect(communication).to_be_focused()
    communication.press_sequentially(", please")
    saved(communication)
    page.get_by_role("button", name="Leave mine, not “Nia Rees”").click()
    expect(page.get_by_text("Left. Your words are as they were.")).to_be_visible()
    expect(page.get_by_text("Sam suggests, ")).to_have_count(0)
    assert said(holder) == {
        **SAID, "languages": OFFERED["languages"], "communication": "In writing, short, please",
        "address": "1 Canary Road",
    }  # fmt: skip
    go(phone, server, holder, "versions")
    expect(page.get_by_role("heading", level=1)).to_have_text("Earlier versions")
