"""Somebody holds an unlocked phone under a PIN for a minute: what could shut its owner out asks for the PIN first."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pwa.share.terms import Terms
from tests.browser import editor
from tests.browser.conftest import Phone
from tests.browser.copies import make_copies
from tests.browser.lock import PIN, WRONG, Locked, locked, set_pin, type_again, with_plan
from tests.browser.test_pocket_code import enter
from tests.conftest import Holder, Server

__all__ = ["locked"]

ASKED = "First your PIN, so that nobody who only holds this device can do this."
TERMS = Terms(label="Grace", sections=("coping",), until="2126-02-25")


def is_asked(page: Page) -> None:
    expect(page.get_by_text(ASKED)).to_be_visible()
    expect(page.get_by_label("My PIN or passphrase")).to_be_focused()


def test_new_words_are_made_only_after_the_pin(locked: Locked, axe: Callable[[Page], list[str]]) -> None:
    locked.phone.forgive("403")
    page = editor.go(locked.phone, locked.server, locked.holder, "recovery")
    page.get_by_role("button", name="Make new words").click()
    is_asked(page)
    assert axe(page) == []
    type_again(page, WRONG)
    expect(page.get_by_role("status").filter(has_text="That is not the PIN. Nothing is lost.")).to_be_visible()
    expect(page.locator("[data-word]")).to_have_count(0)
    type_again(page)
    expect(page.locator("[data-word]")).to_have_count(13)


def test_the_page_alone_can_not_say_that_it_was_shown(locked: Locked) -> None:
    page = editor.go(locked.phone, locked.server, locked.holder, "recovery")
    page.get_by_role("button", name="Make new words").click()
    is_asked(page)
    page.locator("form[data-prove]").evaluate("(form) => form.dispatchEvent(new CustomEvent('proved'))")
    page.wait_for_timeout(1_000)
    expect(page.get_by_text(ASKED)).to_be_visible()
    expect(page.locator("[data-word]")).to_have_count(0)


def test_whoever_forgot_the_pin_shows_the_words(locked: Locked) -> None:
    page = editor.go(locked.phone, locked.server, locked.holder, "lock")
    page.get_by_role("button", name="Change it or take it away").click()
    is_asked(page)
    page.get_by_text("I forgot it: use my recovery words").click()
    page.get_by_label("My recovery words").fill(locked.code)
    page.get_by_role("button", name="Go on with my words").click()
    expect(page.get_by_role("button", name="Take the PIN away")).to_be_visible()


def test_each_device_is_added_after_the_pin(locked: Locked) -> None:
    page = editor.go(locked.phone, locked.server, locked.holder, "devices")
    page.get_by_role("button", name="Show the code to scan").click()
    is_asked(page)
    expect(page.locator(".pp-qr")).to_have_count(0)
    type_again(page)
    expect(page.get_by_role("heading", name="Scan this with the new device")).to_be_focused()
    page.reload()
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_role("button", name="Show the code to scan").click()
    is_asked(page)


def test_no_device_is_taken_off_without_the_pin(locked: Locked, new_phone: Callable[..., Phone]) -> None:
    other = new_phone()
    other.page.goto(f"{locked.server.url}/#code")
    enter(other.page, locked.code)
    expect(other.page.locator("[data-readable]")).to_be_visible()
    page = editor.go(locked.phone, locked.server, locked.holder, "devices")
    for give_up in (True, False):
        page.get_by_role("button", name="Take it off").click()
        page.get_by_role("button", name="I gave it away or replaced it").click()
        is_asked(page)
        if give_up:
            page.get_by_role("button", name="Leave it as it was").click()
            expect(page.get_by_role("heading", name="Device 2")).to_be_visible()
    type_again(page)
    expect(page.get_by_text("Taken off: Device 2. It can’t open your plan any more.")).to_be_visible()


def test_the_plan_is_not_deleted_without_the_pin(locked: Locked) -> None:
    locked.phone.forgive("410")
    page = editor.go(locked.phone, locked.server, locked.holder, "delete")
    page.get_by_label("Yes, delete all of it").check()
    page.get_by_role("button", name="Delete my plan").click()
    is_asked(page)
    type_again(page)
    expect(page.get_by_role("button", name="Make my plan (3 minutes)")).to_be_visible(timeout=editor.LONG_WAIT_MS)


def test_nobody_is_invited_without_the_pin(locked: Locked) -> None:
    page = locked.page
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/helpers")
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_label("Their name").fill("Ann")
    page.get_by_label("What they call you").fill("Sam")
    page.get_by_role("button", name="Make the invitation").click()
    is_asked(page)
    type_again(page)
    expect(page.get_by_role("heading", name="The invitation for Ann")).to_be_focused()


@pytest.fixture
def shared(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Locked:
    """A phone with a copy given, and then a PIN."""
    made = with_plan(phone, server, make_plan)
    make_copies(server, made.holder, TERMS)
    set_pin(phone.page, server, made.holder.slot)
    return made


def test_a_copys_code_is_shown_again_and_a_copy_changed_only_after_the_pin(shared: Locked) -> None:
    page = shared.page
    page.goto(f"{shared.server.url}/en/{shared.holder.slot}/share")
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_role("button", name="Show the code: Grace").click()
    is_asked(page)
    page.get_by_role("button", name="Leave it as it was").click()
    page.get_by_role("button", name="Change: Grace").click()
    page.get_by_role("button", name="Save", exact=True).click()
    is_asked(page)
    type_again(page)
    expect(page.get_by_text("Saved. From now on they read it like this.")).to_be_visible()
    page.get_by_role("button", name="Show the code: Grace").click()
    expect(page.get_by_role("heading", name="The code for Grace")).to_be_focused()


def test_the_phone_shows_no_code_of_a_copy_under_a_pin(shared: Locked) -> None:
    page = shared.launch()
    shared.unlock(PIN)
    expect(page.get_by_text("1 copy of it can be opened.")).to_be_attached()
    expect(page.get_by_role("button", name="Show a code")).to_have_count(0)
    assert "/share" in str(page.get_by_role("link", name="Show a code").get_attribute("href"))
    told = page.context.request.get(f"{shared.server.url}/api/plans/mine").json()["shared"]
    assert [one["label"] for one in told] == ["Grace"]
    assert not [one for one in told if "code" in one]
