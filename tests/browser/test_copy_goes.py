"""A copy that has to go, in the moments in which its page is about to show it again, and by links that are wrong."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Phone
from tests.browser.sealed_copy import TODAY, Sealed, b64, copy_of, opened, proof_of, serve
from tests.browser.test_copy_kept import EVERYTHING
from tests.conftest import Server

STOPPED = "This copy is no longer available."
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def online(start_server: Callable[..., Server]) -> Server:
    """A server whose phones keep copies without a worker: each line comes from it anew."""
    return start_server("--development", POCKET_PLAN_REGION="GB", POCKET_PLAN_OFFLINE="no")


def keep(page: Page, server: Server, sealed: Sealed) -> Page:
    """Open a copy and keep it; returns a new tab."""
    page.goto(server.url + sealed.path)
    opened(page)
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.get_by_role("button", name="Remove from this phone")).to_be_visible()
    return page.context.new_page()


def hold(page: Page, pattern: str) -> list[Route]:
    """Let no answer come to requests of an address until the test says so."""
    held: list[Route] = []
    page.route(pattern, lambda route: held.append(route))
    return held


def test_stopped_copy_is_not_drawn_again_by_what_came_late(online: Server, new_phone: Callable[..., Phone]) -> None:
    phone, sealed = new_phone(timezone_id="Europe/Paris"), Sealed()
    phone.forgive("410")
    serve(phone.context, online, sealed)
    tab = keep(phone.page, online, sealed)
    answers = hold(tab, "**/api/copies/**")
    tab.goto(f"{online.url}/s/{sealed.id}")
    opened(tab)
    with tab.expect_request("**/lines/GB.json*"):  # to say that what is kept may be old
        lines = hold(tab, "**/lines/GB.json*")
    sealed.say(410, "copy_stopped", words=None)
    answers[0].fallback()
    expect(tab.locator("#said")).to_contain_text(STOPPED)
    with tab.expect_response("**/lines/GB.json*"):
        lines[0].continue_()
    tab.evaluate(TWO_FRAMES)
    expect(tab.locator("#said")).to_contain_text(STOPPED)
    assert tab.locator("#copy").inner_text() == ""


def test_link_with_a_wrong_key_takes_nothing_off_the_phone(online: Server, phone: Phone) -> None:
    phone.forgive("404")
    sealed = Sealed()
    serve(phone.context, online, sealed)
    tab = keep(phone.page, online, sealed)
    tab.goto(f"{online.url}/s/{sealed.id}#{b64(os.urandom(32))}")
    opened(tab)
    expect(tab.get_by_text("As of")).to_be_visible()
    expect(tab.get_by_role("button", name="Remove from this phone")).to_be_visible()
    tab.reload()
    opened(tab)
    assert [one["proof"] for one in sealed.asked[-2:]] == [proof_of(sealed.key)] * 2


def test_copy_that_may_not_be_kept_any_more_goes_before_its_passcode_is_asked(online: Server, phone: Phone) -> None:
    phone.forgive("401", "403")
    sealed = Sealed()
    serve(phone.context, online, sealed)
    tab = keep(phone.page, online, sealed)
    sealed.passcode, sealed.is_to_keep = "4711", False
    tab.goto(f"{online.url}/s/{sealed.id}")
    field = tab.get_by_label("The passcode that you were told")
    expect(field).to_be_focused()
    assert tab.locator("#copy").inner_text() == ""
    expect(tab.get_by_text("This is what is kept on this phone.")).to_be_hidden()
    assert "keeping" in sealed.asked[-2]
    assert "keeping" not in sealed.asked[-1]
    field.fill("4711")
    field.press("Enter")
    opened(tab)
    expect(tab.get_by_role("button", name="Remove from this phone")).to_be_hidden()
    assert [row for row in tab.evaluate(EVERYTHING) if row[0] == "cards"] == []


def test_list_names_no_copy_that_was_stopped(online: Server, phone: Phone) -> None:
    phone.forgive("410")
    stopped, other = Sealed(), Sealed(copy=copy_of(name="Ben"))
    serve(phone.context, online, stopped, other)
    keep(keep(phone.page, online, stopped), online, other)
    stopped.say(410, "copy_stopped", words=None)
    page = phone.page
    answers = hold(page, f"**/api/copies/{stopped.id}/open")
    with page.expect_request(f"**/api/copies/{stopped.id}/open"):
        page.goto(f"{online.url}/s/")
    assert "Sam’s plan" not in page.locator("body").inner_text()
    answers[0].fallback()
    expect(page.get_by_role("link", name="Ben’s plan")).to_be_visible()
    expect(page.get_by_text("Sam’s plan")).to_have_count(0)
    assert {row[2] for row in page.evaluate(EVERYTHING) if row[0] == "cards"} == {other.id}


def test_copy_removed_in_one_tab_is_not_kept_again_by_another(online: Server, phone: Phone) -> None:
    sealed = Sealed()
    serve(phone.context, online, sealed)
    phone.page.clock.install()
    older, newer = phone.page, keep(phone.page, online, sealed)
    newer.goto(f"{online.url}/s/{sealed.id}")
    newer.get_by_role("button", name="Remove from this phone").click()
    expect(newer.locator("#keep-told")).to_contain_text("It is no longer kept on this phone.")
    sealed.change(name="Samuel")
    older.clock.fast_forward(70_000)
    older.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(older.get_by_role("heading", name="Samuel’s plan")).to_be_visible()
    expect(older.get_by_role("button", name="Keep on this phone")).to_be_visible()
    assert [row for row in older.evaluate(EVERYTHING) if row[0] == "cards"] == []


def test_page_that_is_left_open_hides_the_copy_after_its_last_day(online: Server, phone: Phone) -> None:
    phone.forgive("410")
    sealed = Sealed(copy=copy_of(until=str(TODAY)))
    serve(phone.context, online, sealed)
    phone.page.clock.install()
    phone.page.goto(online.url + sealed.path)
    opened(phone.page)
    sealed.say(410, "copy_expired", ended=str(TODAY))
    phone.page.clock.fast_forward("24:00:00")
    expect(phone.page.locator("#said")).to_contain_text("This could be read until")
    assert phone.page.locator("#copy").inner_text() == ""
