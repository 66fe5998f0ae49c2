"""A hand at what happened before: open its pages, tell an event, and look what the server holds."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from pwa.pages.edit import part_address
from pwa.plan.record_sections import PAST
from tests.browser.conftest import Phone
from tests.browser.editor import saved
from tests.conftest import ROOT, Holder, Server

TOLD = json.loads((ROOT / "tests/plans/full.en.json").read_text("utf-8"))["past"]
LABELS = {field.name: field.label for field in PAST.fields}
VOICE = {"by": "Whose view it is", "view": "How they see it", "source": "Where they know it from"}
VOICE["sure"] = "How sure they are"
MONTHS = ("January", "February", "March")
NOTHING_WAITS = "() => window.did_handshake && !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))"


def go(phone: Phone, server: Server, holder: Holder, step: int = 0, language: str = "en") -> Page:
    """Open one of the pages and wait until it is connected."""
    phone.page.goto(f"{server.url}/{language}/{holder.slot}/edit/{part_address('past')}?step={step}")
    phone.page.wait_for_function("() => window.did_handshake === true")
    return phone.page


def kept(holder: Holder) -> list[dict[str, Any]]:
    """Every entry of this part, as the owner's own file holds it."""
    reply = holder.client.post("/api/plans/mine/file", json={})
    assert reply.status_code == 200, reply.text
    entries: list[dict[str, Any]] = reply.json()["sections"].get("past", [])
    return entries


def contents(holder: Holder) -> list[dict[str, Any]]:
    return [entry["content"] for entry in kept(holder)]


def new_event(page: Page) -> Locator:
    return page.get_by_label("Tell of something that happened")


def tell(page: Page, event: dict[str, Any]) -> None:
    """Write one event, field by field, as a person would."""
    new_event(page).fill(event["what"])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Year")).to_be_focused()
    if not page.get_by_label("Where", exact=True).is_visible():
        page.get_by_text("More about it, if I want").click()
    for name, value in event.items():
        if name == "when":
            year, month = value.split("-")
            page.get_by_label("Year").fill(year)
            page.get_by_label("Month").select_option(MONTHS[int(month) - 1])
            saved(page.get_by_label("Month"))
        elif name == "other_views":
            add_views(page, value)
        elif name != "what":
            field = page.get_by_label(LABELS[name], exact=True)
            field.fill("\n".join(value) if isinstance(value, list) else value)
            saved(field)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Done")).to_have_count(0)


def add_views(page: Page, views: list[dict[str, str]]) -> None:
    for number, view in enumerate(views, 1):
        page.get_by_role("button", name="Add someone’s view").click()
        group = page.get_by_role("group", name=f"View {number}", exact=True)
        expect(group.get_by_label(VOICE["by"])).to_be_focused()
        for part, words in view.items():
            group.get_by_label(VOICE[part], exact=True).fill(words)
        saved(group.get_by_label(VOICE["sure"]))
