"""A database that fails: a clear error, and nothing lost that was acknowledged."""

import time

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.browser.devices import Quota, Refused, add, blank, call, read, run, waiting, words
from tests.browser.faults import FAILS_AT, REFUSES
from tests.conftest import Holder, Server

REASON = "kept.openKept({ name: 'other' }).then(() => 'opened', (error) => [error.name, error.reason])"
# The browser's own answers, from below our code.
NEVER_OPENS = """() => {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...names) {
    const request = open.apply(this, names);
    request.addEventListener = () => undefined;
    return request;
  };
}"""
CLOSES = """() => {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...values) {
    IDBDatabase.prototype.transaction = transaction;
    this.close();
    return transaction.apply(this, values);
  };
}"""
NEWER = """() => new Promise((done) => {
  const request = indexedDB.open("notes", 2);
  request.onupgradeneeded = () => request.result.createObjectStore("newer");
  request.onsuccess = () => { request.result.close(); done(); };
})"""
ABORTS = """() => {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...values) {
    IDBDatabase.prototype.transaction = transaction;
    const made = transaction.apply(this, values);
    setTimeout(() => { try { made.abort(); } catch { /* it was faster */ } });
    return made;
  };
}"""


@pytest.fixture
def page(phone: Phone, shared_server: Server) -> Page:
    page = blank(phone.page, shared_server, "notes")
    call(page, "notes", "append", add("kept before"))
    return page


def test_a_database_that_never_opens_is_given_up(page: Page) -> None:
    page.evaluate(NEVER_OPENS)
    before = time.monotonic()
    assert page.evaluate(REASON) == ["Unkept", "slow"]
    assert time.monotonic() - before < 5


def test_a_browser_that_refuses_a_database_says_so(page: Page) -> None:
    page.evaluate(REFUSES)
    assert page.evaluate(REASON) == ["Unkept", "failed"]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_failure_in_the_middle_of_a_write_writes_nothing(page: Page, shared_server: Server, at: int) -> None:
    call(page, "notes", "hold", add("held before"))
    before = read(page, "notes")
    # Twice the same fault: the second try is ours.
    page.evaluate(FAILS_AT.replace("--left === 0", "(--left) % 3 === 0 && left <= 0"), at)
    with pytest.raises(Refused, match="failed"):
        call(page, "notes", "append", add("not kept"))
    assert page.evaluate("isBroken()")
    page.evaluate("void heal()")
    assert read(page, "notes") == before
    assert call(page, "notes", "append", add("kept after"))["seq"] == 3
    assert waiting(blank(page, shared_server, "notes"), "notes") == ["kept before", "held before", "kept after"]


def test_a_transaction_that_the_browser_breaks_off_is_done_again(page: Page) -> None:
    page.evaluate(ABORTS)
    call(page, "notes", "append", add("kept after"))
    assert waiting(page, "notes") == ["kept before", "kept after"]


def test_a_connection_closed_under_it_is_opened_again(page: Page) -> None:
    page.evaluate(CLOSES)
    call(page, "notes", "append", add("kept after"))
    assert waiting(page, "notes") == ["kept before", "kept after"]


def test_a_newer_version_takes_the_database_over_and_this_one_still_writes(phone: Phone, page: Page) -> None:
    other = phone.context.new_page()
    other.goto(page.url)
    other.evaluate(NEWER)
    call(page, "notes", "append", add("kept after"))
    assert waiting(page, "notes") == ["kept before", "kept after"]


def test_a_full_phone_refuses_aloud_and_keeps_what_it_has(phone: Phone, shared_server: Server) -> None:
    full = Quota(phone, shared_server)
    page = blank(phone.page, shared_server, "notes")
    call(page, "notes", "append", add("kept before"))
    call(page, "notes", "putPage", "<p>kept before", {})
    with pytest.raises(Refused, match="full"):
        call(page, "notes", "append", add("x" * 5_000_000))
    with pytest.raises(Refused, match="full"):
        call(page, "notes", "putPage", "x" * 5_000_000, {})
    assert waiting(page, "notes") == ["kept before"]
    assert page.evaluate("async () => (await devices.notes.page()).text()") == "<p>kept before"
    full.end()
    call(page, "notes", "append", add("kept after"))
    assert waiting(page, "notes") == ["kept before", "kept after"]


def test_a_browser_that_clears_its_storage_gets_the_plan_back_by_the_cookie(
    phone: Phone, page: Page, holder: Holder
) -> None:
    holder.add("coping", text="on the server")
    run(page, "notes")
    before = read(page, "notes")["asked"]["outbox"]
    origin = page.evaluate("location.origin")
    phone.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb,cache_storage"}
    )
    assert read(page, "notes")["plan"] is None
    call(page, "notes", "append", add("written after"))
    assert run(page, "notes")["outcome"] == "done"
    assert read(page, "notes")["asked"]["outbox"] != before
    assert "written after" in words(holder.read())
