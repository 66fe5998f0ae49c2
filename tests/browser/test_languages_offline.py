"""With the server dead, a phone speaks the chosen language and English, and says calmly that it has no other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.menu import SPOKEN, ask_for, choose, open_menu, says, speaks
from tests.browser.readable import READABLE, STEP, fill, kept_addresses, until
from tests.browser.sealed_copy import Sealed, serve
from tests.conftest import Holder, Server

OFFLINE = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_FAILED", "ERR_EMPTY_RESPONSE", "Failed to load")
AWAY = "That language is not on this phone yet. It comes with the next connection."
HAS_ORIGINALS = "async () => Boolean(await caches.match('{address}'))"


def shows_originals(page: Page, tag: str) -> None:
    """The English of what matters most opens, and its way back leads to where one was."""
    t = SPOKEN.translator(tag)
    before = page.url
    open_menu(page)
    page.get_by_role("link", name=t("What matters most, also in English")).locator("visible=true").click()
    expect(page.locator("tbody tr")).to_have_count(len(SPOKEN.most_important))
    speaks(page, tag)
    expect(page.locator("tbody td").first).to_have_text(SPOKEN.most_important[0])
    expect(page.locator("table")).to_have_css("border-collapse", "collapse")
    page.get_by_role("link", name=t("Back"), exact=True).click()
    page.wait_for_url(before)


@pytest.fixture
def gb(start_server: Callable[..., Server]) -> Server:
    """A server that may be killed."""
    return start_server(POCKET_PLAN_REGION="GB")


@pytest.mark.parametrize("tag", ["ar", "cy"])
def test_plan_speaks_the_chosen_language_and_english_with_the_server_killed(
    tag: str, gb: Server, make_plan: Callable[..., Holder], phone: Phone
) -> None:
    phone.forgive(*OFFLINE)
    page, holder = phone.page, make_plan(gb)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    page.goto(gb.url)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    choose(page, tag)
    says(page, tag, [READABLE])
    originals = open_menu(page) and page.locator(".pp-languages a[href*=originals]:visible").get_attribute("href")
    until(page, HAS_ORIGINALS.format(address=originals))
    gb.kill()

    page.goto("about:blank")
    page.goto(gb.url)
    for spoken in (tag, "en", tag):
        if spoken != page.evaluate("() => document.documentElement.lang"):
            choose(page, spoken)
        speaks(page, spoken)
        says(page, spoken, ["Who I can call", "Try this first", "One step at a time", READABLE])
        expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    shows_originals(page, tag)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()

    ask_for(page, "pl")
    says(page, tag, [AWAY, "Who I can call"])
    speaks(page, tag)
    page.goto("about:blank")
    page.goto(gb.url)
    speaks(page, tag)
    says(page, tag, ["Who I can call"])

    gb.start()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "pl", timeout=20_000)  # what was asked for has come
    says(page, "pl", ["Who I can call"])


def test_kept_copy_speaks_its_readers_language_and_english_with_the_server_killed(
    gb: Server, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(locale="pl")
    phone.forgive(*OFFLINE)
    serve(phone.context, gb, sealed := Sealed())
    page, t = phone.page, SPOKEN.translator("pl")
    page.goto(gb.url + sealed.path)
    page.get_by_role("button", name=t("Keep on this phone")).click()
    says(page, "pl", ["Kept on this phone. It opens without a connection."])
    assert [line for line in kept_addresses(page) if line.endswith("/originals.pl.html")]
    gb.kill()

    page.goto("about:blank")
    page.goto(f"{gb.url}/s/{sealed.id}")
    for spoken in ("pl", "en", "pl"):
        expect(page.get_by_text("Sit with me").first).to_be_visible()
        if spoken != page.evaluate("() => document.documentElement.lang"):
            choose(page, spoken)
        speaks(page, spoken)
        says(page, spoken, ["Hide", "Help for you"])
        expect(page.get_by_text("Sit with me").first).to_be_visible()
    shows_originals(page, "pl")
    expect(page.get_by_text("Sit with me").first).to_be_visible()

    ask_for(page, "ar")
    says(page, "pl", [AWAY, "Help for you"])
    speaks(page, "pl")
    page.reload()
    speaks(page, "pl")
    expect(page.get_by_text("Sit with me").first).to_be_visible()


def test_first_page_keeps_its_numbers_when_another_language_can_not_come(gb: Server, phone: Phone) -> None:
    phone.forgive(*OFFLINE)
    page = phone.page
    page.goto(gb.url)
    page.get_by_role("button", name="See an example").click()  # with this, all that the page may need has come
    page.locator("#view .pp-back").click()
    gb.kill()
    ask_for(page, "cy")
    says(page, "en", [AWAY, "Need someone now?"])
    expect(page.get_by_role("link", name="999")).to_be_visible()
