"""Storage that fails, fills up or is thrown away at the worst moment: the right words stay, and none is sent twice."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.devices import Quota
from tests.browser.faults import REFUSES
from tests.browser.readable import in_kept, make_readable
from tests.browser.test_page_faults import FILL, NEW, ONLY_READ, add, holder, steps, type_a_step
from tests.conftest import Holder, Server

__all__ = ["holder"]

OLD, RIGHT = "tel:07700900200", "tel:07700900299"
WAITS = "Saved on this phone. Waiting for signal."
READ_FAILS = """() => {
  const { transaction } = IDBDatabase.prototype;
  let hasWritten = false;
  IDBDatabase.prototype.transaction = function (names, mode, ...more) {
    if (mode === "readonly" && hasWritten) throw new DOMException("the disk is gone", "UnknownError");
    const made = transaction.call(this, names, mode, ...more);
    if (mode === "readwrite") made.addEventListener("complete", () => (hasWritten = window.hasWritten = true));
    return made;
  };
  window.heal = () => Object.assign(IDBDatabase.prototype, { transaction });
}"""
THROWN_AWAY = """() => new Promise((done) => {
  const request = indexedDB.deleteDatabase("notes");
  request.onsuccess = request.onerror = () => done();
})"""
NO_ROOM = """() => {
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = () => {
    window.refused = true;
    throw new DOMException("no room", "QuotaExceededError");
  };
  window.heal = () => Object.assign(IDBObjectStore.prototype, { add });
}"""
WAKE = "() => document.dispatchEvent(new Event('visibilitychange'))"


def written_without_signal(page: Page, server: Server) -> None:
    """The plan on this phone, and a step that the server has not heard of."""
    make_readable(page, server)
    server.kill()
    type_a_step(page)
    add(page)
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()


def arrived(page: Page, holder: Holder, text: str) -> None:
    """Until the server holds a step once."""
    for _ in range(300):
        if steps(holder).count(text):
            break
        page.wait_for_timeout(100)
    assert steps(holder).count(text) == 1


def test_without_a_database_words_that_were_not_sent_are_not_changed_for_the_servers_and_go_when_it_is_back(
    holder: Holder, server: Server, phone: Phone
) -> None:
    bea = holder.add("contacts", name="Bea", phones=[{"number": "07700 900200", "for": ["call"]}])
    page = phone.page
    make_readable(page, server)
    server.kill()
    page.goto(server.url)
    before = next(one for one in in_kept(page, "read")["plan"]["sections"]["contacts"] if one["id"] == bea)
    number = {"name": "Bea", "phones": [{"number": "07700 900299", "for": ["call"]}]}
    change = {"kind": "edit", "section": "contacts", "entry": bea, "content": number, "based_on": before["revision"]}
    in_kept(page, "append", {**change, "by": "me", "day": "2026-11-30"})
    type_a_step(page)
    add(page)
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()
    page.goto(server.url)
    expect(page.locator(f'#plan a[href="{RIGHT}"]').first).to_be_visible()
    server.start()
    page.goto("about:blank")
    page.add_init_script(f"if (!localStorage.getItem('healed')) ({REFUSES})()")
    with page.expect_response("**/api/plans/mine"):
        page.goto(server.url)
    expect(page.locator("#plan")).to_contain_text(ONLY_READ)
    page.wait_for_timeout(500)  # nothing may change
    expect(page.locator(f'#plan a[href="{OLD}"]')).to_have_count(0)
    expect(page.locator("#plan")).to_contain_text(NEW)
    expect(page.locator("#plan")).to_contain_text(ONLY_READ)
    page.evaluate("() => localStorage.setItem('healed', '1')")
    page.reload()
    arrived(page, holder, NEW)


def test_a_database_that_is_there_a_moment_later_is_read_and_what_waits_is_sent(
    holder: Holder, server: Server, phone: Phone
) -> None:
    page = phone.page
    written_without_signal(page, server)
    page.goto(server.url)
    expect(page.locator("#plan")).to_contain_text(NEW)
    page.goto("about:blank")
    page.add_init_script(
        f"window.opens = IDBFactory.prototype.open; ({REFUSES})();"
        "window.heal = () => (IDBFactory.prototype.open = window.opens);"
    )
    page.goto(server.url)
    expect(page.locator("#plan")).to_contain_text(ONLY_READ)
    page.evaluate("() => window.heal()")
    server.start()
    page.evaluate(WAKE)
    arrived(page, holder, NEW)
    expect(page.locator("#plan")).not_to_contain_text(ONLY_READ)
    expect(page.locator("#plan")).to_contain_text(NEW)


def test_what_a_browser_throws_away_under_an_open_page_stays_on_it_and_arrives(
    holder: Holder, server: Server, phone: Phone
) -> None:
    page = phone.page
    written_without_signal(page, server)
    page.locator("#pp-typed").fill("Half a senten")
    page.evaluate(THROWN_AWAY)
    page.evaluate(WAKE)
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(page.locator("#pp-typed")).to_have_value("Half a senten")
    page.locator("#pp-typed").fill("Written later")
    add(page)
    expect(page.locator("#view").get_by_role("button", name="Written later")).to_be_visible()
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()
    page.locator("#pp-typed").fill("Half a senten")
    server.start()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    for text in (NEW, "Written later"):
        arrived(page, holder, text)
    expect(page.locator("#pp-typed")).to_have_value("Half a senten")
    page.goto(server.url)
    expect(page.locator("#plan")).to_contain_text(NEW)
    assert [*in_kept(page, "read")["drafts"].values()] == ["Half a senten"]


def test_what_was_thrown_away_is_not_let_go_while_there_is_no_room_to_keep_it_again(
    holder: Holder, server: Server, phone: Phone
) -> None:
    page = phone.page
    written_without_signal(page, server)
    page.evaluate(THROWN_AWAY)
    page.evaluate(WAKE)
    page.evaluate(NO_ROOM)
    server.start()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.wait_for_function("() => window.refused")
    page.evaluate(WAKE)
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()
    page.evaluate("() => window.heal()")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    arrived(page, holder, NEW)


def test_what_is_kept_and_can_not_be_read_back_is_shown_and_made_once(
    holder: Holder, server: Server, phone: Phone
) -> None:
    page = phone.page
    make_readable(page, server)
    type_a_step(page)
    page.evaluate(READ_FAILS)
    add(page)
    expect(page.locator("#view").get_by_role("button", name=NEW)).to_be_visible()
    assert page.evaluate("() => window.hasWritten")
    expect(page.locator("#view").get_by_text("Added.")).to_be_visible()
    page.evaluate("() => window.heal()")
    page.evaluate(WAKE)
    arrived(page, holder, NEW)
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text(NEW)).to_have_count(1)


def test_a_full_phone_says_what_waits_and_sends_it(holder: Holder, server: Server, phone: Phone) -> None:
    Quota(phone, server)
    page = phone.page
    written_without_signal(page, server)
    page.evaluate(FILL)
    page.goto(server.url)
    expect(page.locator("[data-state]")).to_have_text(WAITS)
    server.start()
    arrived(page, holder, NEW)
