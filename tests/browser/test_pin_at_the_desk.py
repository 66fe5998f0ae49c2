"""What is chosen and changed about a PIN sitting down, and what the phone makes of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING
from tests.browser.lock import (
    LOCKED,
    ONLY_MINE,
    PIN,
    SISTER,
    WRONG,
    Locked,
    locked,
    set_pin,
    shows_the_plan,
    type_again,
    with_plan,
)  # fmt: skip
from tests.browser.readable import AFTER, SIGN, STEP, until
from tests.conftest import Holder, Server, client_of

__all__ = ["locked"]


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
    assert [words for words in (SIGN, AFTER, ONLY_MINE) if words in page.evaluate(EVERYTHING) + page.content()] == []


@pytest.fixture
def elsewhere(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Iterator[tuple[Locked, Holder]]:
    """A phone whose lock page shows a person and the steps, and another device with its plan."""
    locked = with_plan(phone, server, make_plan)
    set_pin(locked.page, server, locked.holder.slot, person=SISTER, steps="yes")
    with client_of(server) as client:
        made = client.post("/api/recovery", json={"code": locked.code}).raise_for_status().json()
        yield locked, Holder(client=client, made=made)


def test_what_is_put_away_is_not_on_the_lock_page(elsewhere: tuple[Locked, Holder]) -> None:
    locked, other = elsewhere
    page = locked.launch()
    call, step = page.locator("#plan a[href='tel:07700900112']"), page.locator("#plan").get_by_text(STEP)
    expect(call).to_be_visible()
    expect(step).to_be_visible()
    for section, words in (("contacts", SISTER), ("coping", STEP)):
        entries = other.read()["sections"][section]
        entry = next(one for one in entries if words in one["content"].values())
        seen = {"based_on": entry["revision"], "settles": []}
        other.change({"kind": "put_away", "section": section, "entry": entry["id"], **seen})
    locked.unlock()
    expect(page.locator("#plan").get_by_text(SIGN).first).to_be_attached()
    expect(page.locator("#plan").get_by_text(SISTER)).to_have_count(0)
    page = locked.launch()
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    expect(page.locator("#plan .pp-cell[href='tel:999']")).to_be_visible()
    expect(call).to_have_count(0)
    expect(step).to_have_count(0)
    # The page that is kept is written a moment after the one that is seen.
    until(page, f"async () => !/{SISTER}|{STEP}/.test(await ({EVERYTHING})())")
    assert [words for words in (SISTER, STEP) if words in page.content()] == []


def test_who_is_not_to_be_called_any_more_is_not_on_the_lock_page(
    elsewhere: tuple[Locked, Holder], server: Server
) -> None:
    locked, other = elsewhere
    page = locked.launch()
    call = page.locator("#plan a[href='tel:07700900112']")
    expect(call).to_be_visible()
    other.add("avoid", name="Someone from before", number="+44 7700 900112")
    locked.unlock()
    expect(page.locator("#plan").get_by_text("Someone from before").first).to_be_attached()
    locked.launch()
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    expect(page.locator("#plan .pp-cell[href='tel:999']")).to_be_visible()
    expect(call).to_have_count(0)
    locked.unlock()
    shows_the_plan(page)
    page.goto(f"{server.url}/en/{locked.holder.slot}/edit/{part_address('lock')}")
    expect(page.get_by_label("Nobody")).to_be_visible()
    expect(page.get_by_label(SISTER)).to_have_count(0)


def test_a_person_who_is_only_me_is_not_offered_and_it_says_why(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    locked = with_plan(phone, server, make_plan)
    entry = locked.holder.add("contacts", name="Grace", phones=[{"number": "07700 900348", "for": ["call"]}])
    locked.holder.change({"kind": "only_me", "section": "contacts", "entry": entry, "on": True})
    page = locked.page
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address('lock')}")
    expect(page.get_by_label(SISTER)).to_be_visible()
    expect(page.get_by_label("Grace")).to_have_count(0)
    expect(page.get_by_text("Whoever is “Only me” is not offered here")).to_be_visible()


def test_taking_it_away_lets_all_lie_open_again(locked: Locked) -> None:
    page = locked.page
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address('lock')}")
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_role("button", name="Change it or take it away").click()
    type_again(page)
    page.get_by_role("button", name="Take the PIN away").click()
    expect(page.get_by_role("button", name="Lock this device with it")).to_be_visible()
    locked.server.kill()
    shows_the_plan(locked.launch())


def test_another_pin_takes_its_place(locked: Locked) -> None:
    page = locked.page
    page.goto(f"{locked.server.url}/en/{locked.holder.slot}/edit/{part_address('lock')}")
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_role("button", name="Change it or take it away").click()
    type_again(page)
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
