"""A phone whose words are sealed opens to help and to nothing else, with a stand-in for the person's own key."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING, LOAD, MODULES
from tests.browser.menu import SPOKEN, ask_for, choose, menu_of, open_menu, says, speaks
from tests.browser.readable import AFTER, SIGN, STEP, drop_page, fill, folder, make_readable
from tests.conftest import Holder, Server

FINISH = 'const finish = (await import(`${folder}/phone.js`)).part("finish.js");'
LOCK = f"async (folder) => {{ {FINISH} await finish.lock(await kept.openKept(), sealing) }}"
UNLOCK = f"async (folder) => {{ {FINISH} await finish.unlock(await kept.openKept({{ sealing }}), sealing) }}"
UNSENT = "Written on the train"


@pytest.fixture
def locked(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Page:
    """A phone with an unsent change, locked since; its server is away."""
    holder = make_plan(server)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "Failed to load resource")
    page = phone.page
    make_readable(page, server)
    server.kill()
    page.get_by_role("button", name="Change: What helps me").click()
    page.locator("#pp-typed").fill(UNSENT)
    page.locator("#view [data-act=add]").click()
    expect(page.locator("#view").get_by_role("button", name=UNSENT)).to_be_visible()
    seal(page, LOCK)
    return page


def seal(page: Page, act: str) -> None:
    """Lock or unlock, as the page for it will."""
    page.evaluate(LOAD, [folder(page), [*MODULES]])
    page.evaluate(act, folder(page))


def opens_locked(page: Page, server: Server) -> None:
    """Launch the plan: there is help to call, and no word of the plan on the page or anywhere on the phone."""
    page.goto("about:blank")
    page.goto(server.url)
    is_locked(page)


def is_locked(page: Page, language: str = "en") -> None:
    """There is help to call, in a language, and no word of the plan."""
    speaks(page, language)
    says(page, language, ["This is locked"])
    expect(page.locator("#plan .pp-cell[href='tel:999']")).to_be_visible()
    everything = page.evaluate(EVERYTHING) + page.content()
    assert [words for words in (STEP, SIGN, AFTER, UNSENT) if words in everything] == []


def test_locked_phone_opens_to_help_without_a_server(locked: Page, server: Server) -> None:
    opens_locked(locked, server)


def test_worker_draws_the_lock_page_itself_when_it_is_gone(locked: Page, server: Server) -> None:
    drop_page(locked)
    opens_locked(locked, server)


def test_locked_phone_stays_locked_when_the_server_is_back(locked: Page, server: Server) -> None:
    server.start()
    opens_locked(locked, server)
    locked.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    opens_locked(locked, server)


def test_unlocking_brings_every_word_back_and_sends_what_waits(locked: Page, server: Server, phone: Phone) -> None:
    opens_locked(locked, server)
    server.start()
    seal(locked, UNLOCK)
    locked.goto("about:blank")
    locked.goto(server.url)
    for words in (STEP, SIGN, UNSENT):
        expect(locked.locator("#plan").get_by_text(words).first).to_be_attached()
    expect(locked.locator("#plan [data-state]")).to_have_text("Saved.")
    told = phone.context.request.get(f"{server.url}/api/plans/mine").text()
    assert UNSENT in told


def test_locked_phone_speaks_another_language_and_stays_locked(locked: Page, server: Server) -> None:
    opens_locked(locked, server)
    assert open_menu(locked) == menu_of(SPOKEN)
    ask_for(locked, "cy")
    says(locked, "en", ["That language is not on this phone yet. It comes with the next connection."])
    is_locked(locked)
    server.start()
    choose(locked, "cy")
    is_locked(locked, "cy")
    server.kill()
    locked.goto("about:blank")
    locked.goto(server.url)
    is_locked(locked, "cy")
    choose(locked, "en")
    is_locked(locked)
