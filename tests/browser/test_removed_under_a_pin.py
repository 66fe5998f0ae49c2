"""A phone with a PIN that was taken off the plan: the plan goes at once, unsent words stay sealed until read."""

from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import test_removed
from tests.browser.devices import EVERYTHING
from tests.browser.lock import LOCKED, PIN, STEP, UNSENT, WRONG, Locked, locked, shows_nothing, shows_the_plan
from tests.browser.readable import folder
from tests.browser.test_pin import take_off

__all__ = ["locked"]

FIRST = "Make my plan (3 minutes)"
WAITING = "There are words here that were not sent. Open it with your PIN to copy them."
# What lies in the browser, whoever can open it.
KEPT = """async () => {
  const wait = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
  const database = await wait(indexedDB.open("notes"));
  const read = (name) => wait(database.transaction(name).objectStore(name).getAllKeys());
  const lock = await wait(database.transaction("facts").objectStore("facts").get("lock"));
  const found = { facts: await read("facts"), pending: (await read("pending")).length, drafts: await read("drafts") };
  const materials = await read("materials");
  database.close();
  return { ...found, materials, face: lock?.value.face ?? null };
}"""

CACHED = """async () => {
  const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return all.flat().map(({ url }) => new URL(url).pathname);
}"""


def write(locked: Locked) -> Page:
    """Words that the server has not; the phone is unlocked."""
    locked.server.kill()
    page = locked.launch()
    locked.unlock()
    shows_the_plan(page)
    page.get_by_role("button", name="Change: What helps me").click()
    page.locator("#pp-typed").fill(UNSENT)
    page.locator("#view [data-act=add]").click()
    expect(page.locator("#view").get_by_role("button", name=UNSENT)).to_be_visible()
    page.locator("#pp-typed").fill("Half a sent")
    return page


def only_words_are_kept(page: Page) -> None:
    """Of the plan, its pictures and its pages nothing is here, sealed or not."""
    found: dict[str, Any] = page.evaluate(KEPT)
    assert "plan" not in found["facts"] + found["materials"]
    assert "removal" not in found["facts"]
    assert "proof" not in found["facts"]
    assert (found["pending"], len(found["drafts"]), found["face"]) == (1, 1, None)
    assert "/" not in page.evaluate(CACHED)  # what the lock page is drawn with may be here
    everything = page.evaluate(EVERYTHING)
    assert [words for words in (STEP, UNSENT, "Half a sent") if words in everything] == []


def nothing_is_kept(page: Page) -> None:
    expect(page.get_by_role("button", name=FIRST)).to_be_visible()
    expect(page.get_by_role("heading", name=LOCKED)).to_have_count(0)
    assert test_removed.left(page) == test_removed.NOTHING
    assert not page.evaluate(test_removed.DRAFTED, folder(page))
    assert page.evaluate("() => [sessionStorage.getItem('open'), localStorage.getItem('lock')]") == [None, None]


@pytest.fixture
def removed(locked: Locked) -> Locked:
    """Locked, with unsent words, and taken off; it has just heard so."""
    write(locked)
    locked.launch()
    take_off(locked)
    locked.phone.forgive("410", "401")
    page = locked.launch()
    expect(page.locator("#notice").get_by_text(WAITING)).to_be_visible()
    return locked


def test_the_plan_goes_at_once_and_the_words_wait_for_the_pin(removed: Locked) -> None:
    page = removed.page
    shows_nothing(page)
    only_words_are_kept(page)
    removed.unlock(WRONG)
    expect(page.locator("#pp-unlock-said")).to_contain_text("That is not the PIN")
    removed.unlock()
    words = page.locator("#removed-words")
    expect(words).to_have_value(f"{UNSENT}\n\nHalf a sent")
    expect(page.locator("#notice").get_by_text(WAITING)).to_be_hidden()
    only_words_are_kept(page)
    page = removed.launch()
    expect(page.locator("#notice").get_by_text(WAITING)).to_be_visible()
    expect(words).to_be_hidden()
    removed.unlock()
    expect(words).to_be_visible()
    page.get_by_role("button", name="Clear this phone").click()
    nothing_is_kept(page)


def test_who_forgot_the_pin_clears_them_unread(removed: Locked) -> None:
    page = removed.page
    page.get_by_role("button", name="Clear this phone").click()
    nothing_is_kept(page)


def test_recovery_words_bring_no_plan_over_sealed_words(removed: Locked) -> None:
    page = removed.page
    page.get_by_role("button", name="Forgot it?").click()
    page.locator("#code-words").fill(removed.code)
    page.locator("#code-form button[type=submit]").click()
    expect(page.locator("#code-error")).to_contain_text(WAITING)
    only_words_are_kept(page)
    page.get_by_role("button", name="Clear this phone").click()
    shows_the_plan(page)


def test_hide_seals_words_that_are_being_read(removed: Locked) -> None:
    page = removed.page
    removed.unlock()
    expect(page.locator("#removed-words")).to_have_value(f"{UNSENT}\n\nHalf a sent")
    page.get_by_text("Hide", exact=True).locator("visible=true").click()
    page.wait_for_url("**/measures.en.html")
    page.goto(removed.server.url)
    expect(page.locator("#notice").get_by_text(WAITING)).to_be_visible()
    expect(page.locator("#removed-words")).to_be_hidden()


def test_words_of_an_unlocked_phone_are_sealed_as_long_as_they_stay(locked: Locked) -> None:
    page = write(locked)
    take_off(locked)
    locked.phone.forgive("410", "401")
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    words = page.locator("#removed-words")
    expect(words).to_have_value(f"{UNSENT}\n\nHalf a sent", timeout=20_000)
    only_words_are_kept(page)
    locked.launch()
    expect(page.locator("#notice").get_by_text(WAITING)).to_be_visible()
    only_words_are_kept(page)
    locked.unlock(PIN)
    expect(words).to_have_value(f"{UNSENT}\n\nHalf a sent")


def test_without_the_proof_a_locked_phone_keeps_everything(locked: Locked) -> None:
    write(locked)
    locked.launch()
    locked.server.start()
    test_removed.take_off(locked.page, sha256(b"somebody else's").hexdigest())
    with locked.page.expect_response("**/api/plans/mine**") as answered:
        page = locked.launch()
    assert answered.value.status == 410
    shows_nothing(page)
    locked.unlock()
    shows_the_plan(page)
    expect(page.locator("#plan").get_by_text(UNSENT).first).to_be_attached()
