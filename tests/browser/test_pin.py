"""A PIN on a phone: asked for with and without a server, slow when it is wrong, and forgotten without loss."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import parse_cookie
from pwa.vault.devices import Devices
from tests.browser.conftest import Phone
from tests.browser.lock import (
    LOCKED,
    UNSENT,
    WRONG,
    Locked,
    locked,
    set_pin,
    shows_nothing,
    shows_the_plan,
    with_plan,
)
from tests.browser.readable import STEP, folder, until
from tests.conftest import Holder, Server

__all__ = ["locked"]


MARGIN_MS = 20_000  # of a wait; the clock goes on while the test runs
TRIED_MS = 300
COUNTRY = """async () => {
  const kept = await (await import("FOLDER/phone.js")).part("kept.js").openKept();
  return (await kept.read()).country === "GB";
}"""
HOLD = """async ([folder, change]) => {
  const kept = await (await import(`${folder}/phone.js`)).part("locking.js").openHere();
  await kept.hold(change);
}"""
LEFT = """async (folder) => {
  const kept = await (await import(`${folder}/phone.js`)).part("kept.js").openKept();
  const { mode, lock, plan } = await kept.read();
  return { mode, lock, plan };
}"""


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
    for wait_ms in (60_000, 300_000, 900_000, 900_000):
        locked.unlock(WRONG)
        expect(page.locator("#pp-unlock-said")).to_contain_text("You can try again at")
        page.clock.fast_forward(wait_ms - MARGIN_MS)
        locked.unlock()  # the right one, too soon
        page.wait_for_timeout(TRIED_MS)
        shows_nothing(page)
        page.clock.fast_forward(MARGIN_MS)
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


@pytest.mark.parametrize("way", ["tel", "sms"])
def test_back_within_five_minutes_of_a_call_or_a_text_nothing_is_asked_and_later_it_is(
    way: str, phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    phone_with_plan = with_plan(phone, server, make_plan)
    page = phone.page
    set_pin(page, server, phone_with_plan.holder.slot, minutes="1")
    page.clock.install()
    page.goto(server.url)
    shows_the_plan(page)
    page.evaluate("""() => document.addEventListener("click", (event) => event.preventDefault())""")
    page.locator(f"#plan a[href^='{way}:07700']").first.click()
    page.clock.fast_forward(290_000)
    shows_the_plan(page)
    page.clock.fast_forward(20_000)
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    expect(page.get_by_text(STEP)).to_have_count(0)


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


def test_what_a_page_held_before_it_crashed_is_sent_after_the_pin(locked: Locked) -> None:
    page = locked.launch()
    locked.unlock()
    shows_the_plan(page)
    step = page.locator("#plan [data-section=coping] li", has_text=STEP)
    entry = step.locator("[data-act=helped]").first.get_attribute("data-entry")
    tick = {"kind": "tick", "section": "coping", "entry": entry, "outcome": "helped", "by": "me", "day": "2026-11-30"}
    page.evaluate(HOLD, [folder(page), tick])
    page = locked.launch()
    locked.unlock()
    shows_the_plan(page)
    ticked: list[str] = []
    for _ in range(150):
        reply = page.request.get(f"{locked.server.url}/api/plans/mine")  # refused until the server has heard of the PIN
        steps = reply.json()["sections"]["coping"] if reply.ok else []
        ticked = [one["id"] for one in steps if one.get("tries")]
        if ticked:
            break
        page.wait_for_timeout(100)
    assert ticked == [entry]
