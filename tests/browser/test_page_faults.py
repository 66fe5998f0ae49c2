"""A browser that keeps nothing, or no more, or forgets who this is: the plan is read, and what is typed is not lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.devices import Quota
from tests.browser.faults import FAILS_AT, REFUSES
from tests.browser.readable import STEP, drop_database, fill, make_readable
from tests.conftest import Holder, Server, new_code

NEW = "Walk round the pond"
ONLY_READ = "Your plan can be read just now, but not changed"
FILL = """async () => {
  const done = (request) => new Promise((yes, no) => Object.assign(request, { onsuccess: yes, onerror: no }));
  const opening = indexedDB.open("filler", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("filler", { autoIncrement: true });
  await done(opening);
  const noise = (size) => {  // what could be packed would take gigabytes to fill a little room
    const all = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(all.subarray(at, at + 65_536));
    return all;
  };
  const isRoom = (size) => new Promise((told) => {
    const transaction = opening.result.transaction("filler", "readwrite", { durability: "strict" });
    Object.assign(transaction, { oncomplete: () => told(true), onabort: () => told(false) });
    transaction.objectStore("filler").put(noise(size));
  });
  for (let size = 1_000_000; size > 10; size = Math.floor(size / 2)) while (await isRoom(size));
  opening.result.close();
}"""


@pytest.fixture
def holder(server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan on a server of this test's own, whose cookie the phone holds."""
    holder = make_plan(server)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "Failed to load resource")
    return holder


def type_a_step(page: Page, words: str = NEW) -> None:
    """Open the list of steps and type one, without adding it."""
    page.locator("#plan").get_by_role("button", name="Change: What helps me").click()
    page.locator("#pp-typed").fill(words)


def add(page: Page) -> None:
    page.locator("#view [data-act=add]").click()


def is_told_at_the_field(page: Page, said: str, typed: str = NEW) -> None:
    """Something is in the way, and what was typed stays in its field."""
    expect(page.get_by_role("alert").get_by_text(said)).to_be_visible()
    expect(page.locator("#pp-typed")).to_have_value(typed)


def steps(holder: Holder) -> list[str]:
    return [entry["content"]["text"] for entry in holder.read()["sections"]["coping"]]


def reads_by_steps(page: Page) -> None:
    """Read the plan in a view that the finished page itself does not show."""
    page.locator("#plan").get_by_role("button", name="One step at a time").click()
    expect(page.locator("#view").get_by_text(STEP)).to_be_visible()
    page.locator("#view [data-act=close]").first.click()


def test_full_phone_says_so_and_the_words_stay_in_the_field(phone: Phone, server: Server, holder: Holder) -> None:
    full = Quota(phone, server)
    page = phone.page
    make_readable(page, server)
    page.evaluate(FILL)
    type_a_step(page, "long " * 390)
    add(page)
    is_told_at_the_field(page, "This phone has no room left", "long " * 390)
    page.evaluate("() => { indexedDB.deleteDatabase('filler') }")
    full.end()
    page.locator("#pp-typed").fill(NEW)
    add(page)
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()
    page.reload()
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()


def test_failure_in_the_middle_of_a_write_says_so_and_the_words_stay(
    phone: Phone, server: Server, holder: Holder
) -> None:
    page = phone.page
    make_readable(page, server)
    type_a_step(page)
    page.evaluate(FAILS_AT, 1)
    add(page)
    is_told_at_the_field(page, "This could not be kept on this phone.")
    page.evaluate("() => window.heal()")
    add(page)
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()
    expect(page.locator("#pp-typed")).to_have_value("")


def test_without_a_database_the_plan_is_read_and_a_change_is_not_pretended(
    phone: Phone, server: Server, holder: Holder
) -> None:
    page = phone.page
    make_readable(page, server)
    server.kill()
    page.add_init_script(f"({REFUSES})()")
    page.goto("about:blank")
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    reads_by_steps(page)
    expect(page.locator("#plan").get_by_text(ONLY_READ)).to_be_visible()
    type_a_step(page)
    add(page)
    is_told_at_the_field(page, "This browser keeps nothing")


def test_when_the_database_is_gone_the_plan_is_read_until_it_comes_again(
    phone: Phone, server: Server, holder: Holder
) -> None:
    page = phone.page
    make_readable(page, server)
    server.kill()
    drop_database(page)
    page.goto("about:blank")
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text(ONLY_READ)).to_be_visible()
    reads_by_steps(page)
    type_a_step(page)
    add(page)
    expect(page.get_by_role("alert").get_by_text(ONLY_READ)).to_be_visible()
    server.start()
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator("#plan [data-state]")).to_have_text("Saved.")
    expect(page.locator("#pp-typed")).to_have_value(NEW)
    add(page)
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()
    expect(page.locator("#plan [data-state]")).to_have_text("Saved.")
    assert NEW in steps(holder)


def test_without_its_cookie_a_phone_goes_on_and_says_what_brings_it_back(
    phone: Phone, server: Server, holder: Holder
) -> None:
    page = phone.page
    make_readable(page, server)
    words = new_code(server, holder)
    phone.context.clear_cookies()
    page.goto("about:blank")
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    expect(page.locator("#plan").get_by_text("This phone is no longer connected to your plan.")).to_be_visible()
    type_a_step(page)
    add(page)
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()
    page.reload()
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text(NEW)).to_be_visible()
    page.get_by_role("button", name="Enter my recovery words").click()
    page.get_by_label("Type or paste your recovery words").fill(words)
    page.get_by_role("button", name="Open my plan").click()
    expect(page.locator("#plan").get_by_text("This phone is no longer connected to your plan.")).to_have_count(0)
    expect(page.locator("#plan").get_by_text(NEW)).to_be_visible()
    assert NEW in steps(holder)
