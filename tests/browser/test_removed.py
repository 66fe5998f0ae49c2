"""A phone that another device took off the plan clears itself, on proof only, after offering what was unsent."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Phone
from tests.browser.readable import folder
from tests.browser.sealed_copy import Sealed, opened, serve
from tests.browser.test_copy_kept import OFFLINE, keep
from tests.conftest import Holder, Server

TAKEN_OFF = "This phone was taken off the plan"
WORDS = "Count the chimneys"
LEFT = """async (folder) => {
  const { openKept } = (await import(`${folder}/phone.js`)).part("kept.js");
  const { plan, pending, removal } = await (await openKept()).read();
  const workers = await navigator.serviceWorker.getRegistrations();
  const cached = await caches.keys();
  return { plan: plan !== null, pending: pending.length, caches: cached, workers: workers.length, removal };
}"""

CACHED = """async () => {
  const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).matchAll()));
  return (await Promise.all(all.flat().map((reply) => reply.text()))).join("\\n");
}"""
NOTHING = {"plan": False, "pending": 0, "caches": [], "workers": 0, "removal": None}
DRAFTED = """async (folder) => {
  const { openKept } = (await import(`${folder}/phone.js`)).part("kept.js");
  return Object.keys((await (await openKept()).read()).drafts).length > 0;
}"""

# Another tab keeps a draft at the very moment when the first thing is deleted.
TYPED_MEANWHILE = """async (folder) => {
  const { openKept } = (await import(`${folder}/phone.js`)).part("kept.js");
  const { keys } = CacheStorage.prototype;
  CacheStorage.prototype.keys = async function () {
    CacheStorage.prototype.keys = keys;
    await (await openKept()).draft("coping", "Half a sent");
    return keys.call(this);
  };
}"""


@pytest.fixture
def secret(phone: Phone, server: Server) -> str:
    """What a phone was given when its plan was made on it; the phone shows that plan."""
    phone.forgive("Failed to load resource")
    phone.page.goto(server.url)
    phone.page.get_by_role("button", name="Make my plan (3 minutes)").click()
    phone.page.wait_for_url("**/start")
    phone.page.goto(server.url)
    expect(phone.page.locator("[data-readable]")).to_be_visible()
    given = left(phone.page)["removal"]
    assert isinstance(given, str)
    return given


def take_off(page: Page, proof: str) -> None:
    """From now on the server answers that this phone was taken off the plan."""

    def gone(route: Route) -> None:
        said = {"title": TAKEN_OFF, "detail": "The plan itself is safe."}
        route.fulfill(status=410, json={"reason": "removed", "removal": proof, **said})

    page.route("**/api/plans/mine**", gone)


def left(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LEFT, folder(page))
    return found


def look_again(page: Page) -> None:
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


def add(page: Page, words: str) -> None:
    page.get_by_role("button", name="Add to another part").click()
    page.locator("#view [data-act=change][data-section=coping]").click()
    page.get_by_role("textbox").fill(words)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name=words)).to_be_visible()


def test_unsent_words_alone_stay_until_they_were_read(phone: Phone, secret: str, server: Server) -> None:
    page = phone.page
    page.route("**/api/plans/mine/changes", lambda route: route.abort("connectionfailed"))
    add(page, WORDS)
    take_off(page, sha256(secret.encode()).hexdigest())
    look_again(page)
    expect(page.get_by_role("heading", name="Your plan is no longer on this phone")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value(WORDS)
    found = left(page)  # with what shows them when there is no signal, which holds no words
    assert {**found, "caches": [], "workers": 0} == {**NOTHING, "pending": 1}
    assert WORDS not in page.evaluate(CACHED)
    page.go_back()  # whoever holds the phone taps nothing
    expect(page.locator("#plan")).to_be_hidden()
    page.goto("about:blank")
    page.goto(server.url)
    expect(page.get_by_label("These words from this phone were not sent yet")).to_have_value(WORDS)
    expect(page.locator("#plan")).to_be_hidden()
    page.get_by_role("button", name="Clear this phone").click()
    expect(page.locator("#removed")).to_be_hidden()
    expect(page.locator("#notice").get_by_text(TAKEN_OFF)).to_be_visible()
    assert left(page) == NOTHING


def test_phone_with_nothing_unsent_clears_itself_at_once(phone: Phone, secret: str) -> None:
    take_off(phone.page, sha256(secret.encode()).hexdigest())
    look_again(phone.page)
    expect(phone.page.locator("#notice").get_by_text(TAKEN_OFF)).to_be_visible()
    assert left(phone.page) == NOTHING


def test_without_the_proof_nothing_is_cleared(phone: Phone, secret: str) -> None:
    take_off(phone.page, sha256(b"somebody else's").hexdigest())
    with phone.page.expect_response("**/api/plans/mine**") as answered:
        look_again(phone.page)
    assert answered.value.status == 410
    phone.page.reload()
    expect(phone.page.locator("[data-readable]")).to_be_visible()
    found = left(phone.page)
    assert found["plan"]
    assert found["workers"] == 1
    assert len(found["caches"]) == 1


def test_words_that_were_being_typed_are_offered_too(phone: Phone, secret: str) -> None:
    page = phone.page
    page.get_by_role("button", name="Add to another part").click()
    page.locator("#view [data-act=change][data-section=coping]").click()
    page.get_by_role("textbox").fill("Half a sent")
    page.wait_for_function(DRAFTED, arg=folder(page))
    take_off(page, sha256(secret.encode()).hexdigest())
    look_again(page)
    expect(page.locator("#removed-words")).to_have_value("Half a sent")


def test_words_typed_while_the_phone_is_cleared_are_offered_too(phone: Phone, secret: str, server: Server) -> None:
    page = phone.page
    page.evaluate(TYPED_MEANWHILE, folder(page))
    take_off(page, sha256(secret.encode()).hexdigest())
    look_again(page)
    expect(page.locator("#removed-words")).to_have_value("Half a sent")
    assert not left(page)["plan"]
    page.get_by_role("button", name="Clear this phone").click()
    expect(page.locator("#removed")).to_be_hidden()
    assert not page.evaluate(DRAFTED, folder(page))


def test_words_that_nobody_has_seen_are_not_cleared_with_those_that_were(phone: Phone, secret: str) -> None:
    page = phone.page
    page.route("**/api/plans/mine/changes", lambda route: route.abort("connectionfailed"))
    add(page, WORDS)
    take_off(page, sha256(secret.encode()).hexdigest())
    look_again(page)
    expect(page.locator("#removed-words")).to_have_value(WORDS)
    page.evaluate(TYPED_MEANWHILE, folder(page))
    page.get_by_role("button", name="Clear this phone").click()
    expect(page.locator("#removed-words")).to_have_value("Half a sent")


def test_what_a_plan_left_waits_beside_a_new_one_and_is_sent_to_none(
    phone: Phone, secret: str, server: Server, make_plan: Callable[..., Holder]
) -> None:
    page = phone.page
    page.route("**/api/plans/mine/changes", lambda route: route.abort("connectionfailed"))
    add(page, WORDS)
    take_off(page, sha256(secret.encode()).hexdigest())
    look_again(page)
    expect(page.locator("#removed-words")).to_have_value(WORDS)
    page.goto("about:blank")
    page.unroute_all()
    another = make_plan(server)
    another.add("coping", text="Of the other plan")
    phone.context.clear_cookies()
    phone.context.add_cookies(another.cookies)
    page.goto(server.url)
    expect(page.locator("#removed-words")).to_have_value(WORDS)
    expect(page.locator("#plan").get_by_text("Of the other plan").first).to_be_attached()
    page.reload()
    expect(page.locator("#removed-words")).to_have_value(WORDS)
    page.get_by_role("button", name="Clear this phone").click()
    expect(page.locator("#plan").get_by_text("Of the other plan").first).to_be_visible()
    assert left(page)["plan"]
    page.reload()
    expect(page.locator("[data-readable]")).to_be_visible()
    expect(page.locator("#removed")).to_be_hidden()
    assert WORDS not in str(another.read())


def test_an_address_alone_neither_says_so_nor_clears_anything(phone: Phone, secret: str, server: Server) -> None:
    page = phone.page
    page.route("**/api/plans/mine/changes", lambda route: route.abort("connectionfailed"))
    add(page, WORDS)
    page.goto("about:blank")
    page.goto(f"{server.url}/#removed")
    expect(page.locator("[data-readable]")).to_be_visible()
    expect(page.locator("#removed")).to_be_hidden()
    page.evaluate("() => document.querySelector('[data-act=clear]').click()")
    assert left(page)["pending"] == 1


def test_another_window_shows_the_plan_no_longer(phone: Phone, secret: str, server: Server) -> None:
    other = phone.context.new_page()
    other.goto(server.url)
    expect(other.locator("[data-readable]")).to_be_visible()
    other.wait_for_load_state("networkidle")
    for one in (phone.page, other):
        take_off(one, sha256(secret.encode()).hexdigest())
    look_again(phone.page)
    expect(phone.page.locator("#notice").get_by_text(TAKEN_OFF)).to_be_visible()
    expect(other.locator("#plan")).to_be_hidden()


def test_unsent_words_of_a_plan_are_offered_when_another_was_opened(
    phone: Phone, secret: str, server: Server, make_plan: Callable[..., Holder]
) -> None:
    page = phone.page
    page.route("**/api/plans/mine/changes", lambda route: route.abort("connectionfailed"))
    add(page, WORDS)
    another = make_plan(server)
    another.add("coping", text="Of the other plan")
    phone.context.clear_cookies()
    phone.context.add_cookies(another.cookies)
    page.unroute_all()  # not before the cookie is the other one: the phone keeps trying
    page.goto(server.url)
    page.get_by_role("button", name="See the words that were not sent").click()
    expect(page.get_by_role("heading", name="Another plan was opened on this phone")).to_be_visible()
    expect(page.locator("#removed-words")).to_have_value(WORDS)
    page.get_by_role("button", name="Back").click()
    expect(page.locator("#plan").get_by_text(WORDS).first).to_be_attached()
    page.get_by_role("button", name="See the words that were not sent").click()
    page.get_by_role("button", name="Go on with the other plan").click()
    expect(page.locator("#plan").get_by_text("Of the other plan").first).to_be_visible()
    expect(page.locator("#plan").get_by_text(WORDS)).to_have_count(0)


def test_copy_of_anothers_plan_stays_readable(phone: Phone, secret: str, server: Server) -> None:
    page, sealed = phone.page, Sealed()
    phone.forgive(*OFFLINE)
    serve(phone.context, server, sealed)
    keep(page, server, sealed)
    page.goto(server.url)
    expect(page.locator("[data-readable]")).to_be_visible()
    take_off(page, sha256(secret.encode()).hexdigest())
    look_again(page)
    expect(page.locator("#notice").get_by_text(TAKEN_OFF)).to_be_visible()
    server.kill()
    page.goto(f"{server.url}/s/{sealed.id}")
    opened(page)
