"""After a plan was deleted, or a device taken off, pages that stand open show it no longer."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import editor
from tests.browser.conftest import Phone
from tests.browser.lock import PIN, Locked, locked, shows_the_plan
from tests.browser.test_delete_plan import FIRST, delete
from tests.browser.test_my_devices import WORDS, owner, second, take_off
from tests.conftest import Holder, Server

__all__ = ["locked", "owner", "second"]


@pytest.fixture
def there(second: Phone, shared_server: Server, holder: Holder) -> Page:
    """An open page of the second device for sitting down."""
    return editor.go(second, shared_server, Holder(client=holder.client, made={"slot": "mine"}), "coping")


def test_a_removed_devices_open_page_goes_away_and_clears_the_device(
    there: Page, phone: Phone, shared_server: Server, holder: Holder
) -> None:
    expect(there.get_by_text(WORDS).first).to_be_visible()
    page = editor.go(phone, shared_server, holder, "devices")
    take_off(page, "Device 2", "I gave it away or replaced it")
    expect(there.get_by_role("button", name=FIRST)).to_be_visible()
    expect(there.get_by_text(WORDS)).to_have_count(0)
    expect(page.get_by_role("heading", name="This device")).to_be_visible()


def test_a_deleted_plans_open_pages_go_away_on_every_device(
    there: Page, phone: Phone, shared_server: Server, holder: Holder
) -> None:
    beside = phone.context.new_page()
    beside.goto(shared_server.url)
    expect(beside.get_by_text(WORDS).first).to_be_visible()
    delete(editor.go(phone, shared_server, holder, "delete"))
    for page in (there, beside):
        expect(page.get_by_role("button", name=FIRST)).to_be_visible()
        expect(page.get_by_text(WORDS)).to_have_count(0)


def test_after_a_delete_no_tab_has_the_plan_or_what_opens_it(locked: Locked) -> None:
    locked.phone.forgive("410", "401")
    page = locked.page
    page.goto(locked.server.url)
    shows_the_plan(page)
    sitting = locked.phone.context.new_page()
    locked.phone.page = sitting
    delete(editor.go(locked.phone, locked.server, locked.holder, "delete"), pin=PIN)
    expect(page.get_by_role("button", name=FIRST)).to_be_visible()
    for one in (page, sitting):
        left = "() => [sessionStorage.getItem('open'), localStorage.getItem('lock'), localStorage.getItem('until')]"
        assert one.evaluate(left) == [None, None, None]
