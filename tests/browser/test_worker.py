"""The plan opens without signal, whatever of it is gone; and nothing else is ever answered from a cache."""

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.conftest import ARGUMENTS, PHONE, Phone
from tests.browser.readable import (
    AFTER,
    PLANTED,
    READABLE,
    SIGN,
    STEP,
    drop_caches,
    drop_database,
    drop_page,
    fill,
    folder,
    in_kept,
    kept_addresses,
    kept_pages,
    make_readable,
    own_pages,
    put_to_sleep,
    remind_later,
    stopped,
    until,
    words,
)
from tests.conftest import Holder, Server

MakePlan = Callable[..., Holder]
OFFLINE = ("ERR_CONNECTION_REFUSED", "ERR_FAILED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET", "Failed to load")
ENDS = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  return !registration || Boolean(registration.waiting);
}"""
LINE = "That page needs a connection. Your plan works without it."
POLICIES = (
    "content-security-policy",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "x-content-type-options",
    "content-language",
)


@pytest.fixture
def holder(server: Server, make_plan: MakePlan, phone: Phone) -> Holder:
    """A plan on a server of this test's own, whose cookie the phone holds."""
    holder = make_plan(server)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive(*OFFLINE)
    remind_later(phone.context)
    return holder


@pytest.fixture
def plan(holder: Holder, server: Server, phone: Phone) -> Page:
    """The phone's page of it, readable without signal."""
    make_readable(phone.page, server)
    return phone.page


def open_there(page: Page, server: Server) -> str:
    """Open the first page in a new tab's place and return the plan's words."""
    page.goto("about:blank")
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    return words(page)


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_every_word_is_there_when_the_server_does_not_answer(plan: Page, server: Server, how: str) -> None:
    before = words(plan)
    assert all(word in before for word in ("Ann", STEP, SIGN, AFTER, PLANTED))
    if how == "killed":
        server.kill()
    with stopped(server) if how == "stopped" else nullcontext():
        start = time.monotonic()
        assert open_there(plan, server) == before
        assert time.monotonic() - start < 2
        expect(plan.get_by_role("link", name="Call Ann")).to_have_attribute("href", "tel:07700900123")


@pytest.fixture
def launch(chromium: Browser, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """A function that starts a browser on one profile, as a phone does that was switched off between."""
    opened: list[BrowserContext] = []

    def start() -> BrowserContext:
        for context in opened:
            context.close()
        opened[:] = [
            chromium.browser_type.launch_persistent_context(
                tmp_path / "profile", executable_path="/usr/bin/chromium", args=ARGUMENTS, **PHONE
            )
        ]
        return opened[0]

    yield start
    for context in opened:
        context.close()


def test_every_word_is_there_after_the_phone_was_switched_off(
    server: Server, make_plan: MakePlan, launch: Callable[[], BrowserContext]
) -> None:
    holder = make_plan(server)
    fill(holder)
    context = launch()
    context.add_cookies(holder.cookies)
    remind_later(context)
    before = make_readable(context.new_page(), server)
    server.kill()
    assert open_there(launch().new_page(), server) == before


def test_words_are_there_when_scripts_are_switched_off(plan: Page, server: Server) -> None:
    server.kill()
    plan.goto("about:blank")
    plan.context.new_cdp_session(plan).send("Emulation.setScriptExecutionDisabled", {"value": True})
    plan.goto(server.url)
    assert all(word in words(plan) for word in ("Ann", STEP, SIGN, AFTER, PLANTED))
    expect(plan.get_by_role("link", name="Call Ann")).to_be_visible()


FIND_POLICY = """async () =>
  (await caches.match("/", { ignoreSearch: true })).headers.get("content-security-policy")"""


@pytest.mark.parametrize("drop", [drop_page, drop_caches])
def test_worker_draws_the_plan_itself_when_the_page_is_gone(
    plan: Page, server: Server, drop: Callable[[Page], None]
) -> None:
    before = words(plan)
    policy = plan.evaluate(FIND_POLICY)
    drop(plan)
    server.kill()
    plan.goto("about:blank")
    reply = plan.goto(server.url)
    assert reply is not None
    assert reply.from_service_worker
    assert reply.headers["content-security-policy"] == policy
    expect(plan.locator("#plan").get_by_text(STEP).first).to_be_visible()
    assert words(plan) == before


STRANGE = "/static/0123456789abcdef"
PUT_STRANGE = """async ([folder, strange, isAlone]) => {
  const name = `notes-${folder.split("/").pop()}`;
  const page = await (await caches.open(name)).match("/", { ignoreSearch: true });
  const html = (await page.text()).replaceAll(folder, strange);
  if (isAlone) await caches.delete(name);
  const cache = await caches.open(name);
  await cache.delete("/", { ignoreSearch: true });
  await cache.put("/", new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } }));
}"""


@pytest.mark.parametrize(("is_alone", "launches"), [(False, 1), (True, 2)])
def test_page_of_another_version_is_replaced_without_any_of_its_scripts(
    plan: Page, server: Server, is_alone: bool, launches: int
) -> None:
    before, ours = words(plan), folder(plan)
    plan.evaluate(PUT_STRANGE, [ours, STRANGE, is_alone])
    for _ in range(launches):
        assert open_there(plan, server) == before
        plan.wait_for_load_state("networkidle")
    assert folder(plan) == ours
    assert kept_pages(plan) == own_pages(ours)
    server.kill()
    assert open_there(plan, server) == before
    assert folder(plan) == ours


def test_plan_opens_when_the_database_is_gone(plan: Page, server: Server) -> None:
    drop_database(plan)
    server.kill()
    text = open_there(plan, server)
    assert all(word in text for word in ("Ann", STEP, SIGN, AFTER))
    plan.wait_for_load_state("networkidle")
    expect(plan.locator("#plan").get_by_text(STEP).first).to_be_visible()


def test_cookie_brings_the_plan_back_when_all_else_is_gone(plan: Page, server: Server) -> None:
    before = words(plan)
    plan.goto(f"{server.url}/healthz")
    drop_caches(plan)
    drop_database(plan)
    assert make_readable(plan, server) == before
    server.kill()
    assert open_there(plan, server) == before


def test_no_cache_holds_a_page_for_sitting_down_or_an_answer_about_the_plan(plan: Page, server: Server) -> None:
    plan.get_by_role("link", name="Change my plan").click()
    expect(plan.get_by_role("heading", name="My plan")).to_be_visible()
    plan.goto(server.url)
    kept = [line.split()[1] for line in kept_addresses(plan)]
    assert "/" in kept
    ours = ("/static/", "/i18n/", "/lines/", "/sections.json")
    assert [path for path in kept if path != "/" and not path.startswith(ours)] == []
    assert [path for path in kept if "desk" in path or "nicegui" in path or "worker" in path] == []


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_page_that_gets_no_answer_gives_way_to_the_plan(plan: Page, server: Server, how: str) -> None:
    address = plan.get_by_role("link", name="Change my plan").get_attribute("href")
    if how == "killed":
        server.kill()
    with stopped(server) if how == "stopped" else nullcontext():
        start = time.monotonic()
        plan.goto(f"{server.url}{address}?part=2")
        took = time.monotonic() - start
        expect(plan.locator("#away").get_by_text(LINE)).to_be_visible()
        expect(plan.locator("#plan").get_by_text(STEP).first).to_be_visible()
        assert 2.4 < took < 3.5 if how == "stopped" else took < 1.5


@pytest.mark.parametrize("path", ["/s/abc", "/healthz", "/manifest.webmanifest", "/api/plans/mine", "/sections.json"])
def test_worker_answers_for_no_other_address(plan: Page, server: Server, path: str) -> None:
    server.kill()
    with pytest.raises(Error, match=r"ERR_CONNECTION_REFUSED|ERR_FAILED"):
        plan.goto(f"{server.url}{path}")


def test_finished_page_has_every_header_of_the_servers_own(plan: Page, server: Server, holder: Holder) -> None:
    template = holder.client.get(f"{folder(plan)}/page.en.html").headers
    server.kill()
    reply = plan.goto(server.url)
    assert reply is not None
    assert {name: reply.headers[name] for name in POLICIES[:-1]} == {name: template[name] for name in POLICIES[:-1]}
    assert "trusted-types plan" in reply.headers["content-security-policy"]
    assert reply.headers["content-type"] == "text/html; charset=utf-8"


def test_planted_script_does_not_run_even_in_the_cached_page_itself(plan: Page, server: Server, phone: Phone) -> None:
    plan.evaluate(
        """async (planted) => {
          const cache = await caches.open((await caches.keys())[0]);
          const page = await cache.match("/", { ignoreSearch: true });
          const html = (await page.text()).replace('<div id="plan">', `<div id="plan">${planted}`);
          await cache.put("/", new Response(html, { headers: page.headers }));
        }""",
        PLANTED,
    )
    server.kill()
    phone.forgive("Executing inline script violates", "Applying inline style violates")
    open_there(plan, server)
    assert plan.title() == "Notes"
    assert any("Executing inline script violates" in line for line in phone.noticed)
    assert any("Applying inline style violates" in line for line in phone.noticed)


def test_phone_without_a_plan_gets_no_worker(server: Server, phone: Phone) -> None:
    phone.page.goto(server.url)
    phone.page.wait_for_load_state("networkidle")
    assert phone.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert phone.page.evaluate("() => caches.keys()") == []


def test_browser_is_asked_to_keep_the_plan_for_good(holder: Holder, server: Server, phone: Phone) -> None:
    phone.page.add_init_script("StorageManager.prototype.persist = async () => (window.isAsked = true)")
    make_readable(phone.page, server)
    assert phone.page.evaluate("() => window.isAsked") is True


def test_nothing_is_answered_once_the_plan_is_gone_from_the_phone(plan: Page, server: Server, phone: Phone) -> None:
    in_kept(plan, "clear")
    phone.context.clear_cookies()
    plan.goto(f"{server.url}/healthz")
    assert plan.evaluate("() => caches.keys()") == []
    plan.goto(server.url)
    expect(plan.get_by_role("button", name="Make my plan (3 minutes)")).to_be_visible()
    server.kill()
    with pytest.raises(Error, match=r"ERR_FAILED|ERR_CONNECTION_REFUSED"):
        plan.goto(server.url)


def test_worker_can_be_taken_away_from_every_phone(plan: Page, server: Server, holder: Holder) -> None:
    change = {"kind": "add", "section": "coping", "entry": "ab" * 16, "content": {"text": "Not sent yet"}}
    server.kill()
    in_kept(plan, "append", {"day": "2026-11-23", "by": "me", **change})
    server.environment["POCKET_PLAN_OFFLINE"] = "off"
    server.start()
    open_there(plan, server)
    until(plan, ENDS)
    # A browser that is led by a test never lets the older worker rest, and so the newer one never begins.
    while plan.evaluate("async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)"):
        put_to_sleep(plan)
    reply = plan.goto(server.url)
    assert reply is not None
    assert not reply.from_service_worker
    expect(plan.locator("#plan").get_by_text("Not sent yet").first).to_be_visible()
    expect(plan.locator("#plan").get_by_text(READABLE)).to_have_count(0)
    assert not [line for line in kept_addresses(plan) if line.endswith("/pocket.js")]
    until(plan, "async () => (await (await fetch('/api/plans/mine')).text()).includes('Not sent yet')")
    until(plan, "async () => !(await navigator.serviceWorker.getRegistrations()).length")


def test_worker_that_ends_itself_takes_nothing_with_it_but_its_caches(server: Server, phone: Phone) -> None:
    server.kill()
    server.environment["POCKET_PLAN_OFFLINE"] = "off"
    server.start()
    page = phone.page
    page.goto(server.url)
    page.evaluate(
        """async (folder) => {
          for (const name of ["notes-1", "notes-2", "another"]) await caches.open(name);
          const { workerAddress } = (await import(`${folder}/phone.js`)).part("policy.js");
          await navigator.serviceWorker.register(workerAddress(), { type: "module" });
        }""",
        folder(page),
    )
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    assert page.evaluate("() => caches.keys()") == ["another"]
