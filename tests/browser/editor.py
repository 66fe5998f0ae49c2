"""A hand at the editor: open a part, write, wait until it is saved, and look what the server holds."""

from playwright.sync_api import Locator, Page, expect

from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

LONG_WAIT_MS = 20_000


def go(phone: Phone, server: Server, holder: Holder, part: str = "", language: str = "en") -> Page:
    """Open the edit page, or one part of it, and wait until it is connected."""
    where = f"/{part_address(part)}" if part else ""
    phone.page.goto(f"{server.url}/{language}/{holder.slot}/edit{where}")
    phone.page.wait_for_function("() => window.did_handshake === true")
    return phone.page


def texts(holder: Holder, section: str, name: str = "text") -> list[str]:
    """What the server holds, in order."""
    return [entry["content"][name] for entry in holder.read()["sections"].get(section, []) if not entry.get("away")]


def saved(field: Locator) -> None:
    """Wait until the words beside a field say that it is saved."""
    status = field.locator("xpath=ancestor::*[contains(@class, 'pp-field')]").last.locator(".pp-status")
    expect(status).to_have_attribute("data-state", "saved", timeout=LONG_WAIT_MS)


def new_field(page: Page) -> Locator:
    return page.get_by_label("Add one, in my own words")


def add(page: Page, *all_words: str) -> None:
    """Write entries one after the other, as quickly as a machine can."""
    for words in all_words:
        rows = page.locator("[data-entry]").count()
        new_field(page).fill(words)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator("[data-entry]")).to_have_count(rows + 1)
        expect(new_field(page)).to_have_value("")


def row(page: Page, words: str) -> Locator:
    return page.locator("[data-entry]", has_text=words)
