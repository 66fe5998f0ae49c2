"""A line that wants a word shows it beside its number: not every phone takes it over from a link."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

IRISH, TOLD = "IE", "50808 (TALK)"


def test_first_page_shows_the_word(start_server: Callable[..., Server], phone: Phone) -> None:
    page = phone.page
    page.goto(start_server(POCKET_PLAN_REGION=IRISH).url)
    line = page.locator("[data-line=text]")
    expect(line.locator("[data-number]")).to_have_text(TOLD)
    page.locator(".pp-sources summary").click()
    expect(page.locator("#every-line").get_by_text(TOLD).first).to_be_visible()
    address = line.locator("a").get_attribute("href")
    page.evaluate("() => localStorage.setItem('place', 'IE')")
    page.reload()
    expect(page.locator("[data-step=answered]").first).to_be_visible()  # now drawn on the phone
    expect(line.locator("[data-number]")).to_have_text(TOLD)
    expect(line.locator("a")).to_have_attribute("href", str(address))
    assert str(address).endswith("TALK")


def test_plan_shows_the_word(shared_server: Server, phone: Phone, make_plan: Callable[..., Holder]) -> None:
    phone.context.add_cookies(make_plan(shared_server, language="en", region=IRISH).cookies)
    page = phone.page
    page.goto(shared_server.url)
    page.locator("#plan .pp-sources summary").click()
    expect(page.locator("#plan .pp-sources").get_by_text(TOLD).first).to_be_visible()
