"""A phone with a plan and a PIN, and what may be seen of it while it is locked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING
from tests.browser.readable import AFTER, SIGN, STEP, fill, folder, make_readable
from tests.conftest import Holder, Server, new_code

PIN, WRONG = "271828", "314159"
SISTER, NUMBER = "My sister Wilhelmina", "07700 900112"
UNSENT = "Written on the train"
ONLY_MINE = "Say it to the wall"
LOCKED = "This is locked"
# What a phone keeps when a plan is made on it.
WELCOME = """async ([folder, removal]) => {
  const { openKept } = (await import(`${folder}/phone.js`)).part("kept.js");
  await (await openKept()).remember({ removal });
}"""


class Locked:
    """A phone with a plan and a PIN."""

    def __init__(self, phone: Phone, server: Server, holder: Holder, code: str) -> None:
        self.phone, self.server, self.holder, self.code = phone, server, holder, code

    @property
    def page(self) -> Page:
        return self.phone.page

    def launch(self) -> Page:
        """Open the plan anew, as from the home screen: a tab that knows nothing of before."""
        self.page.evaluate("() => sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.goto(self.server.url)
        return self.page

    def unlock(self, pin: str = PIN) -> None:
        self.page.locator("#pp-pin").fill(pin)
        self.page.get_by_role("button", name="Open", exact=True).click()


def set_pin(page: Page, server: Server, slot: str, pin: str = PIN, **choices: str) -> None:
    """Set a PIN on the page for it, as a person does."""
    page.goto(f"{server.url}/en/{slot}/edit/{part_address('lock')}")
    page.wait_for_function("() => window.did_handshake === true")
    if "person" in choices:
        page.get_by_label(choices["person"]).check()
    if "steps" in choices:
        page.get_by_label("Show the steps that help me").check()
    if "minutes" in choices:
        page.locator("[name=seconds]").select_option(str(int(choices["minutes"]) * 60))
    show_words(page, server.words[slot])
    page.get_by_label("PIN or passphrase").fill(pin)
    page.get_by_label("The same once more").fill(pin)
    page.get_by_role("button", name="Lock this device with it").click()
    expect(page.get_by_role("button", name="Change it or take it away")).to_be_visible()


def show_words(page: Page, words: str) -> None:
    """Show on the page for a first PIN that it is the owner who holds the phone, where that is asked for."""
    first = page.get_by_role("button", name="Set a PIN")
    expect(first.or_(page.get_by_label("PIN or passphrase"))).to_be_visible()
    if first.is_visible():
        first.click()
        page.get_by_label("My recovery words").fill(words)
        page.get_by_role("button", name="Go on with my words").click()


def type_again(page: Page, pin: str = PIN) -> None:
    """Show on a page that it is the owner who holds the phone."""
    page.get_by_label("My PIN or passphrase").fill(pin)
    page.get_by_role("button", name="Go on", exact=True).click()


def with_plan(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Locked:
    """A phone whose plan has a recovery code and no PIN yet; one of its steps is only me."""
    holder = make_plan(server)
    fill(holder)
    holder.add("contacts", name=SISTER, phones=[{"number": NUMBER, "for": ["call"]}])
    entry = holder.add("coping", text=ONLY_MINE)
    holder.change({"kind": "only_me", "section": "coping", "entry": entry, "on": True})
    code = new_code(server, holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive(
        "423",
        "ERR_CONNECTION_REFUSED",
        "ERR_CONNECTION_RESET",
        "Failed to load resource",
        "when fetching the script",
        "WebSocket",
    )
    make_readable(phone.page, server)
    phone.page.evaluate(WELCOME, [folder(phone.page), holder.made["removal_secret"]])
    return Locked(phone, server, holder, code)


@pytest.fixture
def locked(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Locked:
    """A phone with a plan and a PIN; the server is there."""
    made = with_plan(phone, server, make_plan)
    set_pin(phone.page, server, made.holder.slot)
    return made


def shows_nothing(page: Page, number: str = "999") -> None:
    """There is help to call, and no word of the plan on the page or anywhere on the phone."""
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    expect(page.locator(f"#plan .pp-cell[href='tel:{number}']")).to_be_visible()
    everything = page.evaluate(EVERYTHING) + page.content()
    assert [words for words in (STEP, SIGN, AFTER, UNSENT, SISTER, ONLY_MINE) if words in everything] == []


def shows_the_plan(page: Page) -> None:
    """The plan's own words are on the page."""
    for words in (STEP, SIGN):
        expect(page.locator("#plan").get_by_text(words).first).to_be_attached()
