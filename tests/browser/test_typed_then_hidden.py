"""What was typed when a phone was hidden or locked: none of it lies open in the tab, and no word of it is lost."""

from playwright.sync_api import Page, expect

from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.browser.lock import PIN, Locked, locked
from tests.conftest import Server

__all__ = ["locked"]

HALF = "abacus orchard"
DRAFT = "Ask Wilhelmina about the lighthouse"
STORED = "() => JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage })"


def hide(page: Page) -> None:
    page.get_by_text("Hide", exact=True).locator("visible=true").click()
    expect(page.get_by_role("heading", name="Kitchen measures")).to_be_visible()


def test_half_a_recovery_code_is_gone_after_hide(phone: Phone, shared_server: Server) -> None:
    page = phone.page
    page.goto(f"{shared_server.url}/#code")
    page.locator("#code-words").fill(HALF)
    page.reload()
    expect(page.locator("#code-words")).to_have_value(HALF)
    hide(page)
    assert HALF not in page.evaluate(STORED)
    page.goto(f"{shared_server.url}/#code")
    expect(page.locator("#code-words")).to_be_visible()
    expect(page.locator("#code-words")).to_have_value("")


def draft(locked: Locked) -> str:
    """Words in a field at the desk that the server does not get."""
    page, address = locked.page, f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address('coping')}"
    page.goto(address)
    page.wait_for_function("() => window.did_handshake === true")
    locked.server.kill()
    page.wait_for_function("() => !window.socket.connected")
    page.get_by_role("textbox").last.fill(DRAFT)
    page.wait_for_function("() => Object.keys(sessionStorage).some((name) => name.startsWith('kept:'))")
    return address


def is_sealed_and_comes_back(locked: Locked, address: str) -> None:
    page = locked.page
    assert DRAFT not in page.evaluate(STORED)
    locked.server.start()
    page.goto(locked.server.url)
    with page.expect_response("**/unlock"):  # else the page for sitting down would still ask
        locked.unlock(PIN)
    expect(page.locator("#plan [data-state]")).to_have_text("Saved.", timeout=40_000)
    page.goto(address)
    expect(page.get_by_text(DRAFT).or_(page.locator(f"[value='{DRAFT}']")).first).to_be_attached()


def test_a_draft_under_a_pin_is_sealed_by_hide_and_comes_back(locked: Locked) -> None:
    address = draft(locked)
    hide(locked.page)
    is_sealed_and_comes_back(locked, address)


def test_a_draft_under_a_pin_is_sealed_by_the_lock_and_comes_back(locked: Locked) -> None:
    locked.page.clock.install()
    address = draft(locked)
    locked.page.clock.fast_forward(2_000)
    locked.page.clock.fast_forward(310_000)
    expect(locked.page.get_by_role("heading", name="This is locked")).to_be_visible()
    is_sealed_and_comes_back(locked, address)
