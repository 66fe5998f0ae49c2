"""A PIN on a phone: asked for with and without a server, slow when it is wrong, and forgotten without loss."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pwa.pages.edit import part_address
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import parse_cookie
from pwa.vault.devices import Devices
from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING
from tests.browser.readable import AFTER, SIGN, STEP, fill, folder, make_readable, until
from tests.conftest import Holder, Server, new_code

PIN, WRONG = "271828", "314159"
SISTER, NUMBER = "My sister Wilhelmina", "07700 900112"
UNSENT = "Written on the train"
LOCKED = "This is locked"
# What a phone keeps when a plan is made on it.
WELCOME = """async ([folder, removal]) => {
  const { openKept } = (await import(`${folder}/phone.js`)).part("kept.js");
  await (await openKept()).remember({ removal });
}"""
COUNTRY = """async () => {
  const kept = await (await import("FOLDER/phone.js")).part("kept.js").openKept();
  return (await kept.read()).country === "GB";
}"""
LEFT = """async (folder) => {
  const kept = await (await import(`${folder}/phone.js`)).part("kept.js").openKept();
  const { mode, lock, plan } = await kept.read();
  return { mode, lock, plan };
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
    """On the page for it, as a person does."""
    page.goto(f"{server.url}/en/{slot}/edit/{part_address('lock')}")
    page.wait_for_function("() => window.did_handshake === true")
    if "person" in choices:
        page.get_by_label(choices["person"]).check()
    if "steps" in choices:
        page.get_by_label("Show the steps that help me").check()
    if "minutes" in choices:
        page.locator("[name=seconds]").select_option(str(int(choices["minutes"]) * 60))
    page.get_by_label("PIN or passphrase").fill(pin)
    page.get_by_label("The same once more").fill(pin)
    page.get_by_role("button", name="Lock this device with it").click()
    expect(page.get_by_role("button", name="Take the PIN away")).to_be_visible()


@pytest.fixture
def locked(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Locked:
    """With an unsent change, made while it was open; the server is there."""
    holder = make_plan(server)
    fill(holder)
    holder.add("contacts", name=SISTER, phones=[{"number": NUMBER, "for": ["call"]}])
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
    set_pin(phone.page, server, holder.slot)
    return Locked(phone, server, holder, code)


def shows_nothing(page: Page, number: str = "999") -> None:
    """There is help to call, and no word of the plan on the page or anywhere on the phone."""
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    expect(page.locator(f"#plan .pp-cell[href='tel:{number}']")).to_be_visible()
    everything = page.evaluate(EVERYTHING) + page.content()
    assert [words for words in (STEP, SIGN, AFTER, UNSENT, SISTER) if words in everything] == []


def shows_the_plan(page: Page) -> None:
    for words in (STEP, SIGN):
        expect(page.locator("#plan").get_by_text(words).first).to_be_attached(timeout=10_000)


def test_pin_is_asked_for_with_the_server_killed_and_opens_every_word(
    locked: Locked, axe: Callable[[Page], list[str]]
) -> None:
    page = locked.launch()
    shows_nothing(page)
    assert axe(page) == []
    locked.server.kill()
    page = locked.launch()
    shows_nothing(page)
    locked.unlock()
    shows_the_plan(page)
    page.get_by_role("button", name="Change: What helps me").click()
    page.locator("#pp-typed").fill(UNSENT)
    page.locator("#view [data-act=add]").click()
    expect(page.locator("#view").get_by_role("button", name=UNSENT)).to_be_visible()
    shows_nothing(locked.launch())
    locked.server.start()
    shows_nothing(locked.launch())
    locked.unlock()
    shows_the_plan(page)
    expect(page.locator("#plan").get_by_text(UNSENT).first).to_be_attached()
    expect(page.locator("#plan [data-state]")).to_have_text("Saved.", timeout=40_000)


def test_a_device_with_the_cookie_alone_gets_nothing(locked: Locked, new_phone: Callable[..., Phone]) -> None:
    thief = new_phone()
    thief.forgive("423", "Failed to load resource")
    thief.context.add_cookies(locked.holder.cookies)
    told = thief.context.request.get(f"{locked.server.url}/api/plans/mine")
    assert told.status == 423
    page = thief.page
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit")
    expect(page.get_by_text("This is locked. It opens with your PIN.")).to_be_visible()
    page.goto(locked.server.url)
    shows_nothing(page, "112")  # of which country the plan is, nobody knows here


def test_a_phone_whose_storage_is_gone_opens_with_its_pin_and_the_server(
    locked: Locked, new_phone: Callable[..., Phone]
) -> None:
    other = new_phone()
    other.forgive("423", "403", "Failed to load resource")
    other.context.add_cookies(locked.holder.cookies)
    again = Locked(other, locked.server, locked.holder, locked.code)
    other.page.goto(locked.server.url)
    expect(other.page.locator("#pp-pin")).to_be_visible()
    again.unlock(WRONG)
    said = other.page.locator("#pp-unlock-said")
    expect(said).to_have_text("That is not the PIN. Nothing is lost. Please try again.")
    again.unlock()
    shows_the_plan(other.page)
    until(other.page, COUNTRY.replace("FOLDER", folder(other.page)))
    shows_nothing(again.launch())
    again.unlock()
    shows_the_plan(other.page)


def test_wrong_pins_are_slowed_on_the_phone_survive_a_restart_and_wipe_nothing(locked: Locked) -> None:
    locked.server.kill()
    page = locked.launch()
    for _ in range(4):
        locked.unlock(WRONG)
        expect(page.locator("#pp-unlock-said")).to_have_text("That is not the PIN. Nothing is lost. Please try again.")
    locked.unlock(WRONG)
    expect(page.locator("#pp-unlock-said")).to_contain_text("You can try again at")
    page = locked.launch()
    locked.unlock()
    expect(page.locator("#pp-unlock-said")).to_contain_text("You can try again at")
    shows_nothing(page)
    page.clock.install()
    page.clock.fast_forward(31_000)
    locked.unlock()
    shows_the_plan(page)


def test_forgotten_pin_gives_way_to_the_recovery_code_and_unsent_words_are_there(locked: Locked) -> None:
    locked.server.kill()
    page = locked.launch()
    locked.unlock()
    shows_the_plan(page)
    page.get_by_role("button", name="Change: What helps me").click()
    page.locator("#pp-typed").fill(UNSENT)
    page.locator("#view [data-act=add]").click()
    expect(page.locator("#view").get_by_role("button", name=UNSENT)).to_be_visible()
    locked.server.start()
    page = locked.launch()
    page.get_by_role("button", name="Forgot it?").click()
    page.locator("#code-words").fill(locked.code)
    page.locator("#code-form button[type=submit]").click()
    shows_the_plan(page)
    expect(page.locator("#plan").get_by_text(UNSENT).first).to_be_attached()
    expect(page.locator("#plan [data-state]")).to_have_text("Saved.", timeout=40_000)
    page = locked.launch()
    shows_the_plan(page)


def test_one_person_and_the_steps_can_stay_open(locked: Locked) -> None:
    page = locked.page
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address('lock')}")
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_label(SISTER).check()
    page.get_by_label("Show the steps that help me").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("status").filter(has_text="Kept.")).to_be_visible()
    locked.server.kill()
    page = locked.launch()
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    expect(page.locator("#plan a[href='tel:07700900112']")).to_be_visible()
    expect(page.locator("#plan").get_by_text(STEP)).to_be_visible()
    assert [words for words in (SIGN, AFTER) if words in page.evaluate(EVERYTHING) + page.content()] == []


def test_back_within_five_minutes_of_a_call_nothing_is_asked_and_later_it_is(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    fill(holder)
    holder.add("contacts", name=SISTER, phones=[{"number": NUMBER, "for": ["call"]}])
    new_code(server, holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("423", "Failed to load resource")
    page = phone.page
    make_readable(page, server)
    set_pin(page, server, holder.slot, minutes="1")
    page.clock.install()
    page.goto(server.url)
    shows_the_plan(page)
    page.evaluate("""() => document.addEventListener("click", (event) => event.preventDefault())""")
    page.locator("#plan a[href='tel:07700900112']").first.click()
    page.clock.fast_forward(290_000)
    shows_the_plan(page)
    page.clock.fast_forward(20_000)
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    expect(page.get_by_text(STEP)).to_have_count(0)


def test_taking_it_away_lets_all_lie_open_again(locked: Locked) -> None:
    page = locked.page
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address('lock')}")
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_role("button", name="Take the PIN away").click()
    expect(page.get_by_role("button", name="Lock this device with it")).to_be_visible()
    locked.server.kill()
    shows_the_plan(locked.launch())


def test_another_pin_takes_its_place(locked: Locked) -> None:
    page = locked.page
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address('lock')}")
    page.wait_for_function("() => window.did_handshake === true")
    for pin, again, told in (
        ("123", "123", "too short"),
        ("123456", "123456", "easy to guess"),
        (WRONG, PIN, "not the same"),
    ):
        page.get_by_label("PIN or passphrase").fill(pin)
        page.get_by_label("The same once more").fill(again)
        page.get_by_role("button", name="Change the PIN").click()
        expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    with page.expect_navigation():
        page.get_by_label("PIN or passphrase").fill("correct horse 9")
        page.get_by_label("The same once more").fill("correct horse 9")
        page.get_by_role("button", name="Change the PIN").click()
    page = locked.launch()
    expect(page.get_by_label("Your passphrase")).to_be_visible()
    locked.unlock()
    expect(page.locator("#pp-unlock-said")).to_contain_text("That is not the PIN")
    locked.unlock("Correct  horse 9".replace("C", "c"))
    shows_the_plan(page)


def test_hide_locks(locked: Locked) -> None:
    page = locked.page
    page.goto(locked.server.url)
    shows_the_plan(page)
    page.get_by_text("Hide", exact=True).locator("visible=true").click()
    page.wait_for_url("**/measures.en.html")
    page.goto(locked.server.url)
    shows_nothing(page)
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit")
    expect(page.get_by_text("This is locked. It opens with your PIN.")).to_be_visible()


def test_a_removed_phone_clears_itself_without_its_pin(locked: Locked) -> None:
    page = locked.launch()
    shows_nothing(page)
    take_off(locked)
    page = locked.launch()
    expect(page.get_by_role("button", name="Make my plan (3 minutes)")).to_be_visible(timeout=20_000)
    assert page.evaluate(LEFT, folder(page)) == {"mode": "open", "lock": None, "plan": None}


def take_off(locked: Locked) -> None:
    """From another device, which has the recovery code; the server lets go of its folder meanwhile."""
    locked.server.stop()
    with TinyDBStore(locked.server.data) as store:
        access = PlanAccess(store)
        cookie = parse_cookie(locked.holder.cookies[0]["value"])
        assert cookie
        Devices(access).remove(access.recover(locked.code).cookie, cookie.device_id)
    locked.server.start()


def test_storage_alone_gives_nothing_through_the_app(locked: Locked) -> None:
    locked.phone.context.clear_cookies()
    page = locked.launch()
    shows_nothing(page)
    for _ in range(5):
        locked.unlock(WRONG)
        expect(page.locator("#pp-unlock-said")).to_contain_text("That is not the PIN")
        expect(page.locator("[data-unlock]")).not_to_have_attribute("aria-busy", "true")
    locked.unlock()
    expect(page.locator("#pp-unlock-said")).to_contain_text("You can try again at")
    shows_nothing(page)


def test_a_page_for_sitting_down_locks_too_when_nobody_uses_it(locked: Locked) -> None:
    page = locked.page
    page.clock.install()
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit")
    expect(page.get_by_role("heading", name="Everything in my plan")).to_be_visible()
    page.clock.fast_forward(290_000)
    expect(page.get_by_role("heading", name="Everything in my plan")).to_be_visible()
    page.clock.fast_forward(20_000)
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit")
    expect(page.get_by_text("This is locked. It opens with your PIN.")).to_be_visible()
