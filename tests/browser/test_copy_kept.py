"""A copy that its reader keeps: it opens with the server dead, comes up to date when it can, and goes when it must."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.faults import REFUSES
from tests.browser.readable import fill, folder, make_readable, until
from tests.browser.sealed_copy import TODAY, Sealed, b64, copy_of, has_help, opened, serve
from tests.browser.test_update import SETTLED, WAITING
from tests.browser.versions import make_version
from tests.browser.versions import serve as serve_version
from tests.conftest import Holder, Server

KEPT = "Kept on this phone. It opens without a connection."
OFFLINE = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_FAILED", "ERR_EMPTY_RESPONSE", "Failed to load")
EVERYTHING = """async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => {
      indexedDB.open(name).onsuccess = ({ target }) => done(target.result);
    });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all(["getAllKeys", "getAll"].map((method) => new Promise((done) => {
        all[method]().onsuccess = ({ target }) => done(target.result);
      })));
      values.forEach((value, at) => found.push([name, store, String(keys[at]), JSON.stringify(value), value]));
    }
    database.close();
  }
  return found.map(([name, store, key, text, value]) =>
    [name, store, key, text, value?.content instanceof CryptoKey ? value.content.extractable : null]);
}"""

ONE_VERSION = "async () => (await caches.keys()).filter((name) => name.startsWith('cards-')).length === 1"
NOTHING_OF_IT = "async () => !(await caches.keys()).some((name) => name.startsWith('cards-'))"


@pytest.fixture
def gb(start_server: Callable[..., Server]) -> Iterator[Server]:
    """A server for this test alone: it is killed."""
    server = start_server(POCKET_PLAN_REGION="GB")
    yield server
    server.stop()


@pytest.fixture
def sealed() -> Sealed:
    """The copy."""
    return Sealed()


@pytest.fixture
def page(gb: Server, phone: Phone, sealed: Sealed) -> Page:
    """The copy as it is kept on a phone."""
    phone.forgive(*OFFLINE)
    serve(phone.context, gb, sealed)
    return keep(phone.page, gb, sealed)


def keep(page: Page, server: Server, sealed: Sealed) -> Page:
    """Open a copy and keep it."""
    page.goto(server.url + sealed.path)
    opened(page)
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.locator("#keep-told")).to_have_text(KEPT, timeout=20_000)
    return page


def launch(page: Page, server: Server, sealed: Sealed) -> Page:
    """Open it in a new tab, as from a list or a bookmark: with no key in the address."""
    tab = page.context.new_page()
    page.close()
    tab.goto(f"{server.url}/s/{sealed.id}")
    return tab


def test_kept_copy_opens_with_the_server_dead(page: Page, gb: Server, sealed: Sealed) -> None:
    before = page.locator("#copy").inner_text()
    gb.kill()
    tab = opened(launch(page, gb, sealed))
    expect(tab.get_by_text("may be old.")).to_be_visible()
    after = tab.locator("#copy").inner_text()
    assert [line for line in before.splitlines() if line not in after] == [f"As of {TODAY.day} {TODAY:%B %Y}"]
    expect(tab.get_by_role("link", name="Call Sam")).to_have_attribute("href", "tel:07700900771")
    expect(tab.get_by_role("link", name="Emergency 999").first).to_have_attribute("href", "tel:999")
    tab.reload()
    opened(tab)
    tab.get_by_role("button", name="Hide").click()
    tab.wait_for_url("**/measures.en.html")
    assert tab.title() == "Kitchen measures"


def test_list_opens_it_with_the_server_dead(page: Page, gb: Server) -> None:
    gb.kill()
    page.goto(f"{gb.url}/s/")
    link = page.get_by_role("link", name="Sam’s plan")
    expect(link).to_contain_text("until")
    link.click()
    opened(page)


def test_address_that_is_not_kept_shows_help_with_the_server_dead(page: Page, gb: Server) -> None:
    gb.kill()
    page.goto(gb.url + Sealed().path)
    expect(page.locator("#said")).to_contain_text("There is no connection right now")
    has_help(page)


def test_key_can_not_be_taken_out_of_what_is_kept(page: Page, sealed: Sealed) -> None:
    rows = [row for row in page.evaluate(EVERYTHING) if row[0] == "cards"]
    [(_, _, key, text, is_extractable)] = rows
    assert key == sealed.id
    assert is_extractable is False
    assert b64(sealed.key) not in text
    assert "Sit with me" not in text
    assert f'"{sealed.asked[-1]["keeping"]}"' in text


def test_mark_of_this_phone_is_sent_with_each_opening(page: Page, gb: Server, sealed: Sealed) -> None:
    opened(launch(page, gb, sealed))
    marks = [one.get("keeping") for one in sealed.asked]
    assert marks[0] is None
    assert len(set(marks[1:])) == 1
    assert len(marks[-1]) == 32


def test_change_is_seen_at_the_next_opening(page: Page, gb: Server, sealed: Sealed) -> None:
    sealed.copy["plan"]["sections"]["responses"][0]["content"]["text"] = "Hum something slow"
    sealed.change()
    tab = launch(page, gb, sealed)
    expect(tab.get_by_text("Hum something slow")).to_be_visible()
    expect(tab.get_by_text("may be old.")).to_be_hidden()
    gb.kill()
    tab.reload()
    expect(tab.get_by_text("Hum something slow")).to_be_visible()


def test_older_revision_again_changes_nothing(page: Page, gb: Server, sealed: Sealed) -> None:
    sealed.rev = 9
    page.reload()
    opened(page)
    expect(page.get_by_text("As of")).to_be_visible()
    sealed.copy["plan"]["sections"]["responses"][0]["content"]["text"] = "Old words"
    sealed.rev = 8
    tab = opened(launch(page, gb, sealed))
    expect(tab.get_by_text("may be old.")).to_be_visible()
    assert tab.get_by_text("Old words").count() == 0


GONE: dict[str, tuple[tuple[int, str], dict[str, Any], str]] = {
    "stopped": ((410, "copy_stopped"), {"words": None}, "This copy is no longer available."),
    "expired": ((410, "copy_expired"), {"ended": "2026-10-02"}, "This could be read until 2 October 2026."),
    "unknown": ((404, "not_found"), {}, "This link does not open anything."),
}


@pytest.mark.parametrize("name", GONE)
def test_first_contact_after_it_was_stopped_takes_it_off_the_phone(
    page: Page, gb: Server, sealed: Sealed, name: str
) -> None:
    refusal, more, words = GONE[name]
    sealed.say(*refusal, **more)
    tab = launch(page, gb, sealed)
    expect(tab.locator("#said")).to_contain_text(words)
    has_help(tab)
    until(tab, NOTHING_OF_IT)
    assert [row for row in tab.evaluate(EVERYTHING) if row[0] == "cards"] == []
    tab.goto(f"{gb.url}/s/")
    expect(tab.locator("#said")).to_contain_text("Nothing that was shared with you is kept on this phone.")


def test_server_that_fails_takes_nothing_away(page: Page, gb: Server, sealed: Sealed) -> None:
    sealed.say(500, "unexpected")
    tab = opened(launch(page, gb, sealed))
    expect(tab.get_by_text("may be old.")).to_be_visible()


def test_it_hides_itself_when_its_last_day_is_over(gb: Server, phone: Phone) -> None:
    sealed = Sealed(copy=copy_of(until=str(TODAY)))
    phone.forgive(*OFFLINE)
    serve(phone.context, gb, sealed)
    page = keep(phone.page, gb, sealed)
    gb.kill()
    page.clock.set_system_time(f"{TODAY + timedelta(days=1)}T12:00:00Z")
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#said")).to_contain_text("This could be read until")
    has_help(page)
    page.reload()
    expect(page.locator("#said")).to_contain_text("This could be read until")
    has_help(page)
    page.goto(f"{gb.url}/s/")
    expect(page.locator("#said")).to_contain_text("Nothing that was shared with you is kept on this phone.")


def test_reader_lets_it_go(page: Page, gb: Server, sealed: Sealed) -> None:
    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.locator("#keep-told")).to_contain_text("It is no longer kept on this phone.")
    assert [row for row in page.evaluate(EVERYTHING) if row[0] == "cards"] == []
    assert [one["keeping"] for one in sealed.let_go] == [sealed.asked[-1]["keeping"]]
    expect(page.get_by_role("button", name="Keep on this phone")).to_be_visible()


def test_owner_who_takes_back_that_it_may_be_kept_is_heard(page: Page, gb: Server, sealed: Sealed) -> None:
    sealed.change(may_keep=False)
    page.reload()
    opened(page)
    expect(page.get_by_role("button", name="Remove from this phone")).to_be_hidden()
    expect(page.get_by_role("button", name="Keep on this phone")).to_be_hidden()
    assert [row for row in page.evaluate(EVERYTHING) if row[0] == "cards"] == []


def test_copy_that_may_not_be_kept_offers_nothing(gb: Server, phone: Phone) -> None:
    sealed = Sealed(copy=copy_of(may_keep=False))
    serve(phone.context, gb, sealed)
    phone.page.goto(gb.url + sealed.path)
    opened(phone.page)
    for name in ("Keep on this phone", "Print it"):
        expect(phone.page.get_by_role("button", name=name)).to_be_hidden()
    assert phone.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_passcode_of_a_kept_copy_is_asked_for_below_it(gb: Server, phone: Phone) -> None:
    sealed = Sealed(passcode="4711")
    phone.forgive("401", *OFFLINE)
    serve(phone.context, gb, sealed)
    phone.page.goto(gb.url + sealed.path)
    phone.page.get_by_label("The passcode that you were told").fill("4711")
    phone.page.get_by_role("button", name="Open it").click()
    opened(phone.page)
    phone.page.get_by_role("button", name="Keep on this phone").click()
    expect(phone.page.locator("#keep-told")).to_have_text(KEPT, timeout=20_000)
    tab = opened(launch(phone.page, gb, sealed))
    expect(tab.get_by_text("may be old.")).to_be_visible()
    tab.get_by_label("The passcode that you were told").fill("4711")
    tab.get_by_role("button", name="Open it").click()
    expect(tab.get_by_text("may be old.")).to_be_hidden()
    expect(tab.get_by_label("The passcode that you were told")).to_be_hidden()


def test_browser_that_keeps_nothing_says_so(gb: Server, phone: Phone) -> None:
    sealed = Sealed()
    phone.context.add_init_script(f"({REFUSES})()")
    serve(phone.context, gb, sealed)
    phone.page.goto(gb.url + sealed.path)
    opened(phone.page)
    phone.page.get_by_role("button", name="Keep on this phone").click()
    expect(phone.page.locator("#keep-told")).to_contain_text("This browser keeps nothing")
    expect(phone.page.get_by_role("button", name="Print it")).to_be_visible()


def test_iphone_is_told_what_keeping_needs(gb: Server, phone: Phone) -> None:
    sealed = Sealed()
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.context.add_init_script("Object.defineProperty(navigator, 'standalone', { value: false })")
    serve(phone.context, gb, sealed)
    phone.page.goto(gb.url + sealed.path)
    opened(phone.page)
    expect(phone.page.get_by_text("An iPhone keeps this only from the home screen:")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Keep on this phone")).to_be_hidden()
    phone.page.get_by_role("button", name="Copy the link").click()
    expect(phone.page.locator("#keep-told")).to_contain_text("Copied.")
    assert phone.page.evaluate("() => navigator.clipboard.readText()") == gb.url + sealed.path
    phone.page.evaluate("() => { window.print = () => { document.body.dataset.printed = 'yes' } }")
    phone.page.get_by_role("button", name="Print it").click()
    expect(phone.page.locator("body")).to_have_attribute("data-printed", "yes")


def test_own_plan_and_a_kept_copy_never_meet(
    gb: Server, phone: Phone, sealed: Sealed, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(gb)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive(*OFFLINE)
    serve(phone.context, gb, sealed)
    page = phone.page
    own = make_readable(page, gb)
    keep(page, gb, sealed)
    databases = {row[0] for row in page.evaluate(EVERYTHING)}
    assert databases == {"notes", "cards"}
    gb.kill()
    page.goto(gb.url)
    expect(page.locator("#plan")).to_contain_text("Warm the teapot slowly")
    assert "Sit with me" not in page.content()
    page.goto(f"{gb.url}/s/{sealed.id}")
    opened(page)
    assert "teapot" not in page.content()
    gb.start()
    sealed.say(404, "not_found")
    page.reload()
    expect(page.locator("#said")).to_contain_text("This link does not open anything.")
    gb.kill()
    page.goto(gb.url)
    expect(page.locator("#plan")).to_contain_text("Warm the teapot slowly")
    assert own.splitlines()[0] in page.locator("#plan").inner_text()


def test_new_version_of_the_page_opens_what_was_kept_before(
    page: Page, gb: Server, sealed: Sealed, tmp_path: Path
) -> None:
    first = folder(page)
    serve_version(gb, make_version(tmp_path / "next"))
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    until(page, WAITING)
    for _ in range(20):  # until a browser has noticed that no page of the first version is open any more
        page.goto("about:blank")
        page.wait_for_timeout(100)
        page.goto(f"{gb.url}/s/{sealed.id}")
        if page.evaluate(f"({SETTLED})()"):
            break
    until(page, ONE_VERSION)
    gb.kill()
    tab = opened(launch(page, gb, sealed))
    assert folder(tab) != first
    expect(tab.get_by_text("may be old.")).to_be_visible()
