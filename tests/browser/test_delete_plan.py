"""Deleting a plan: only after a yes of its own, for good, on this phone, the others and at those who keep copies."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import editor, sharing
from tests.browser.conftest import Phone
from tests.browser.lock import type_again
from tests.browser.test_my_devices import owner, second  # noqa: F401 -- fixtures
from tests.browser.test_removed import left
from tests.conftest import Holder, Server

NOTHING: dict[str, Any] = {"plan": False, "pending": 0, "caches": [], "workers": 0, "removal": None}
FIRST = "Make my plan (3 minutes)"


def delete(page: Page, pin: str = "") -> None:
    page.get_by_label("Yes, delete all of it").check()
    page.get_by_role("button", name="Delete my plan").click()
    if pin:
        type_again(page, pin)
    expect(page.get_by_role("button", name=FIRST)).to_be_visible(timeout=editor.LONG_WAIT_MS)


@pytest.fixture
def page(second: Phone, phone: Phone, shared_server: Server, holder: Holder) -> Page:  # noqa: F811
    """The page for deleting, on a phone that has the plan with it; a second phone has it too."""
    phone.page.goto(shared_server.url)
    expect(phone.page.locator("[data-readable]")).to_be_visible()
    return editor.go(phone, shared_server, holder, "delete")


def test_nothing_is_deleted_without_a_yes(page: Page, holder: Holder) -> None:
    page.get_by_role("button", name="Delete my plan").click()
    expect(page.get_by_text("Nothing was deleted. Please tick the box first, if you are sure.")).to_be_visible()
    assert editor.texts(holder, "coping")


def test_plan_goes_from_the_server_and_from_this_phone(page: Page, phone: Phone, holder: Holder) -> None:
    delete(page)
    assert left(page) == NOTHING
    assert phone.context.cookies() == []
    assert [key for key in page.evaluate("() => Object.keys(sessionStorage)") if holder.slot in key] == []
    answer = holder.client.get("/api/plans/mine")
    assert (answer.status_code, answer.json()["reason"]) == (410, "removed")
    page.reload()
    expect(page.get_by_text("You can put this on your home screen")).to_be_hidden()
    expect(page.get_by_role("button", name=FIRST)).to_be_visible()


REMEMBER = """() => {
  for (const name of ["elsewhere", "place", "name", "install", "code"]) localStorage.setItem(name, "https://x.example/");
}"""
REMEMBERED = "() => Object.keys(localStorage).filter((name) => name !== 'language')"


def test_nothing_of_the_owner_stays_in_either_browser(page: Page, second: Phone) -> None:  # noqa: F811
    for browser in (page, second.page):
        browser.evaluate(REMEMBER)
    delete(page)
    second.page.reload()
    expect(second.page.get_by_role("button", name=FIRST)).to_be_visible()
    for browser in (page, second.page):
        assert browser.evaluate(REMEMBERED) in ([], ["place"])  # a page without a plan asks where it is read
        assert browser.evaluate("() => localStorage.getItem('place')") != "https://x.example/"


def test_the_page_names_what_cannot_go(page: Page) -> None:
    for words in (
        "files that you or others saved",
        "codes that hold everything themselves",
        "whoever runs this server",
    ):
        expect(page.get_by_text(words)).to_be_visible()


def test_other_device_clears_itself_at_its_next_contact(page: Page, second: Phone) -> None:  # noqa: F811
    delete(page)
    there = second.page
    there.reload()
    expect(there.get_by_role("button", name=FIRST)).to_be_visible()
    assert left(there) == NOTHING
    assert second.context.cookies() == []


def test_kept_copy_goes_at_its_next_contact(
    page: Page, phone: Phone, shared_server: Server, holder: Holder, new_phone: Callable[..., Phone]
) -> None:
    link = sharing.make(sharing.go(phone, shared_server, holder))
    reader = new_phone()
    reader.forgive("404")
    reader.page.goto(link)
    reader.page.get_by_role("button", name="Keep on this phone").click()
    expect(reader.page.locator("#keep-told")).to_have_text("Kept on this phone. It opens without a connection.")
    editor.go(phone, shared_server, holder, "delete")
    delete(page)
    reader.page.reload()
    expect(reader.page.locator("#said")).to_contain_text("This link does not open anything.")
    expect(reader.page.locator("#copy")).to_be_hidden()
