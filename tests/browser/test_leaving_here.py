"""Taking the plan off the device that one holds: first the words that would be lost, and then nothing of it stays."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import editor
from tests.browser.conftest import Phone
from tests.browser.devices import static_folder
from tests.browser.lock import Locked, locked, type_again  # noqa: F401 -- a fixture
from tests.browser.readable import make_readable
from tests.browser.test_pocket_code import enter
from tests.browser.test_removed import add, left
from tests.conftest import Holder, Server, new_code

NOTHING = {"plan": False, "pending": 0, "caches": [], "workers": 0, "removal": None}
FIRST = "Make my plan (3 minutes)"
TYPE = """async ([folder, text]) => {
  const { openHere } = await import(`${folder}/locking.js`);
  await (await openHere()).draft("another tab", text);
}"""
NOW = "Take it off this device now"
WAITING = "There are words here that were not sent yet."


def open_part(page: Page) -> None:
    page.get_by_text("Take my plan off this device").click()


def assert_nothing_is_left(phone: Phone) -> None:
    expect(phone.page.get_by_role("button", name=FIRST)).to_be_visible(timeout=editor.LONG_WAIT_MS)
    assert left(phone.page) == NOTHING
    assert phone.context.cookies() == []
    phone.page.reload()
    expect(phone.page.get_by_role("button", name=FIRST)).to_be_visible()


def test_only_device_needs_words_first_sends_what_waits_and_then_holds_nothing(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder, page = make_plan(server), phone.page
    holder.add("coping", text="Count the chimneys")
    phone.context.add_cookies(holder.cookies)
    phone.forgive("Failed to load resource", "WebSocket", "ERR_")
    make_readable(page, server)
    editor.go(phone, server, holder, "devices")
    open_part(page)
    expect(page.get_by_text("This is the only device with your plan. Please keep your recovery words")).to_be_visible()
    expect(page.get_by_role("button", name=NOW)).to_have_count(0)
    code = new_code(server, holder)
    page.goto(server.url)
    server.kill()
    add(page, "Written on the train")
    page.goto("about:blank")  # a page that is left sends what it can
    server.start()
    editor.go(phone, server, holder, "devices")
    open_part(page)
    page.get_by_role("button", name=NOW).click()
    expect(page.get_by_role("alert").get_by_text(WAITING)).to_be_visible()
    page.get_by_role("link", name="Open my plan").click()
    page.wait_for_function("() => document.querySelector('[data-readable]')")
    for _ in range(60):
        if "Written on the train" in editor.texts(holder, "coping"):
            break
        page.wait_for_timeout(500)
    assert "Written on the train" in editor.texts(holder, "coping")
    editor.go(phone, server, holder, "devices")
    open_part(page)
    expect(page.get_by_text("After this only your recovery words open it.")).to_be_visible()
    page.get_by_role("button", name=NOW).click()
    page.locator("details", has_text="Take my plan off this device").get_by_label("My recovery words").fill(code)
    page.get_by_role("button", name="Go on with my words").click()
    assert_nothing_is_left(phone)
    page.goto(f"{server.url}/#code")
    enter(page, code)
    expect(page.locator("#plan").get_by_text("Written on the train").first).to_be_attached()


def test_under_a_pin_it_is_asked_for_first(locked: Locked) -> None:  # noqa: F811
    phone, page = locked.phone, locked.page
    editor.go(phone, locked.server, locked.holder, "devices")
    open_part(page)
    page.get_by_role("button", name=NOW).click()
    expect(page.get_by_label("My PIN or passphrase")).to_be_visible()
    files = static_folder(locked.server)
    page.evaluate(TYPE, [files, "Typed in another tab meanwhile"])
    type_again(page)
    expect(page.get_by_role("alert").get_by_text(WAITING)).to_be_visible()
    page.evaluate(TYPE, [files, None])
    editor.go(phone, locked.server, locked.holder, "devices")
    open_part(page)
    page.get_by_role("button", name=NOW).click()
    assert_nothing_is_left(phone)
