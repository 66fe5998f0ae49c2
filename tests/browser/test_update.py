"""A new version comes while a phone is away with unsent changes: nothing is lost, and one always works."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Phone
from tests.browser.readable import (
    STEP,
    drop_caches,
    drop_files,
    fill,
    folder,
    kept_addresses,
    kept_pages,
    make_readable,
    own_pages,
    remind_later,
    until,
    wait_for_pages,
    words,
)
from tests.browser.versions import make_version, serve
from tests.conftest import Holder, Server

MakePlan = Callable[..., Holder]
UNSENT = "Written on a train"
WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
ASK = "async () => (await navigator.serviceWorker.getRegistration()).update()"
NEW = "Said since the new version"
SETTLED = """async () => {
  const { active, waiting, installing } = await navigator.serviceWorker.getRegistration();
  return active?.state === "activated" && !waiting && !installing;
}"""
SPLIT = '        folder, _, name = path.rpartition("/")\n'
BREAK = '        if name == "{}":\n            raise RuntimeError\n'
STEPS_OF = '    asks=N_("What has worked before? One small thing at a time, best first."),\n    '
WHERE = 'fields=(_TEXT, Field(name="where", label=N_("Where I do it"))),'
NEWER = {"pwa/plan/sections.py": (STEPS_OF + "fields=(_TEXT,),", STEPS_OF + WHERE)}


@pytest.fixture
def holder(server: Server, make_plan: MakePlan, phone: Phone) -> Holder:
    """A plan on a server of this test's own, whose cookie the phone holds."""
    holder = make_plan(server)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_FAILED", "Failed to load", "status of 500")
    remind_later(phone.context)
    return holder


@pytest.fixture
def away(holder: Holder, server: Server, phone: Phone) -> Page:
    """The phone has version A and, without signal, one unsent change."""
    make_readable(phone.page, server)
    server.kill()
    write(phone.page, UNSENT)
    return phone.page


def write(page: Page, text: str) -> None:
    """Write one more coping step on the phone, as a person does."""
    page.locator("#plan").get_by_role("button", name="Change: What helps me").click()
    page.locator("#pp-typed").fill(text)
    page.locator("#view [data-act=add]").click()
    expect(page.locator("#view").get_by_role("button", name=text)).to_be_visible()


def launch(page: Page, server: Server) -> Page:
    """Close the app, and open it again."""
    context: BrowserContext = page.context
    page.goto("about:blank")
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    return context.pages[0]


def steps_at(holder: Holder) -> list[Any]:
    """The coping steps that the server has."""
    return [entry["content"]["text"] for entry in holder.read()["sections"]["coping"]]


def arrives(holder: Holder, page: Page, text: str) -> None:
    """Wait until the server has a coping step."""
    for _ in range(100):
        if text in steps_at(holder):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{text} did not arrive")


def test_phone_keeps_its_version_sends_its_changes_and_then_runs_the_new_one(
    away: Page, server: Server, holder: Holder, tmp_path: Path
) -> None:
    first = folder(away)
    serve(server, make_version(tmp_path / "next"))
    launch(away, server)
    assert folder(away) == first
    expect(away.locator("#plan").get_by_text(UNSENT)).to_be_visible()
    arrives(holder, away, UNSENT)
    until(away, WAITING)
    assert folder(away) == first
    before = words(away)
    away.goto("about:blank")
    launch(away, server)
    assert folder(away) != first
    assert words(away) == before
    until(away, SETTLED)
    assert {line.split()[0] for line in kept_addresses(away)} == {f"notes-{folder(away).rpartition('/')[2]}"}
    server.kill()
    launch(away, server)
    assert words(away) == before


@pytest.mark.parametrize("file", ["phone.js", "measures.css"])
def test_phone_stays_with_its_version_when_the_new_one_is_not_whole(
    away: Page, server: Server, holder: Holder, tmp_path: Path, file: str
) -> None:
    first = folder(away)
    serve(server, make_version(tmp_path / "broken", {"pwa/api/assets.py": (SPLIT, SPLIT + BREAK.format(file))}))
    for _ in range(3):
        launch(away, server)
        assert folder(away) == first
        away.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => undefined)")
        until(away, SETTLED)
    arrives(holder, away, UNSENT)
    write(away, "Written afterwards")
    launch(away, server)
    arrives(holder, away, "Written afterwards")
    server.kill()
    launch(away, server)
    assert folder(away) == first
    expect(away.locator("#plan").get_by_text("Written afterwards")).to_be_visible()


def test_older_version_shows_and_keeps_what_a_newer_one_wrote(
    away: Page, server: Server, holder: Holder, tmp_path: Path
) -> None:
    first = folder(away)
    serve(server, make_version(tmp_path / "next", NEWER))
    step = holder.add("coping", text="Feed the ducks", where="at the canal")
    launch(away, server)
    assert folder(away) == first
    expect(away.locator("#plan").get_by_text("Feed the ducks")).to_be_visible()
    away.locator("#plan").get_by_role("button", name="Change: What helps me").click()
    away.locator("#view").get_by_role("button", name="Feed the ducks").click()
    away.get_by_role("button", name="Change the words").click()
    away.locator("#pp-typed").fill("Feed the ducks and the geese")
    away.locator("#pp-typed").press("Enter")
    arrives(holder, away, "Feed the ducks and the geese")
    [found] = [one for one in holder.read()["sections"]["coping"] if one["id"] == step]
    assert found["content"] == {"text": "Feed the ducks and the geese", "where": "at the canal"}
    assert folder(away) == first


def test_open_page_is_not_reloaded_and_says_nothing_changed_under_it(
    holder: Holder, server: Server, phone: Phone, tmp_path: Path
) -> None:
    make_readable(phone.page, server)
    first = folder(phone.page)
    phone.page.evaluate("() => { window.isTheSame = true; }")
    serve(server, make_version(tmp_path / "next"))
    phone.page.evaluate(ASK)
    until(phone.page, WAITING)
    assert phone.page.evaluate("() => window.isTheSame") is True
    assert folder(phone.page) == first
    phone.page.reload()
    assert folder(phone.page) == first


def test_hide_works_on_a_page_whose_version_is_gone(
    holder: Holder, server: Server, phone: Phone, tmp_path: Path
) -> None:
    make_readable(phone.page, server)
    serve(server, make_version(tmp_path / "next"))
    launch(phone.page, server)
    until(phone.page, WAITING)
    phone.page.goto("about:blank")
    launch(phone.page, server)
    old = phone.page.url.rstrip("/") + "/static/0123456789abcdef/measures.en.html"
    server.kill()
    phone.page.goto(old)
    expect(phone.page.get_by_role("heading", name="Kitchen measures")).to_be_visible()


def speak(page: Page, language: str) -> None:
    """Have the plan in another language, and wait until the phone keeps it so."""
    page.locator(f"#plan [data-act=language][data-language={language}]").evaluate("(button) => button.click()")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    page.wait_for_load_state("networkidle")


def opens_the_card(page: Page) -> None:
    """The page's script is here: a part of the plan that it draws opens."""
    page.locator("#plan [data-act=card]").first.click()
    expect(page.locator("#view").get_by_role("heading").first).to_be_visible()


def comes_to_the_new_version(page: Page, server: Server, holder: Holder, first: str) -> None:
    """With signal the phone gets on to the new version, and its finished page there is written on."""
    server.start()
    until_launch(page, server, lambda: folder(page) != first)
    until(page, SETTLED)
    holder.add("coping", text=NEW)
    launch(page, server)
    expect(page.locator("#plan").get_by_text(NEW).first).to_be_visible()
    opens_the_card(page)
    page.go_back()
    server.kill()
    drop_files(page)
    launch(page, server)
    assert folder(page) != first
    assert NEW in words(page)
    wait_for_pages(page, folder(page))
    opens_the_card(page)


def until_launch(page: Page, server: Server, is_so: Callable[[], bool]) -> None:
    """Open the app again until something is so, a few times at most."""
    for _ in range(4):
        launch(page, server)
        if is_so():
            return
        page.wait_for_load_state("networkidle")
    raise AssertionError("it did not come to be")


def test_language_that_the_new_version_had_not_fetched_leaves_the_phone_with_the_older_one_until_it_is_here(
    start_server: Callable[..., Server], make_plan: MakePlan, phone: Phone, tmp_path: Path
) -> None:
    server = start_server("--development")
    holder = make_plan(server)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_FAILED", "Failed to load")
    page = phone.page
    make_readable(page, server)
    first = folder(page)
    speak(page, "en-XA")
    speak(page, "en")
    serve(server, make_version(tmp_path / "next"))
    page.evaluate(ASK)
    until(page, WAITING)
    speak(page, "en-XA")
    page.goto("about:blank")
    server.kill()
    drop_files(page)
    launch(page, server)
    until(page, SETTLED)
    assert (folder(page), page.locator("html").get_attribute("lang")) == (first, "en-XA")
    wait_for_pages(page, first)
    opens_the_card(page)
    comes_to_the_new_version(page, server, holder, first)
    assert page.locator("html").get_attribute("lang") == "en-XA"


@pytest.mark.parametrize("has_files", [True, False])
def test_caches_thrown_away_before_the_new_version_begins_leave_no_page_of_the_older_one_in_its_cache(
    holder: Holder, server: Server, phone: Phone, tmp_path: Path, has_files: bool
) -> None:
    page = phone.page
    make_readable(page, server)
    first = folder(page)
    serve(server, make_version(tmp_path / "next"))
    page.evaluate(ASK)
    until(page, WAITING)
    drop_caches(page)
    page.goto("about:blank")
    server.kill()
    if not has_files:
        drop_files(page)
    launch(page, server)
    until(page, SETTLED)
    assert kept_pages(page) in ({}, own_pages(first))
    comes_to_the_new_version(page, server, holder, first)
