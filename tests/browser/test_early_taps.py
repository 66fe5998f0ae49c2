"""Taps from before the page's script is there, and a script that does not come: nothing is lost, nothing is dead."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Phone
from tests.browser.readable import STEP, fill, make_readable
from tests.browser.versions import make_version, serve
from tests.conftest import Holder, Server

NO_CONNECTION = "There is no connection right now"
TAPS = """(names) => addEventListener("DOMContentLoaded", () => {
  for (const name of names) document.querySelector(`#plan [data-act="${name}"]`).click();
})"""
SLOW_DATABASE = """() => {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...how) {
    const request = open.apply(this, how);
    const real = request.addEventListener.bind(request);
    request.addEventListener = (kind, act, more) => real(kind, kind === "success"
      ? (event) => setTimeout(() => act.call(request, event), 1000) : act, more);
    return request;
  };
}"""


@pytest.fixture
def holder(server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan with steps, readable without signal on the phone."""
    holder = make_plan(server)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    make_readable(phone.page, server)
    phone.page.goto("about:blank")
    return holder


def tap_early(page: Page, server: Server, *names: str) -> None:
    """Open the plan and tap before any script of it can be there."""
    page.add_init_script(f"({TAPS})({[*names]})")
    page.goto(server.url)


def test_a_tick_before_the_plan_was_opened_is_noted(phone: Phone, server: Server, holder: Holder) -> None:
    tap_early(phone.page, server, "helped")
    expect(phone.page.locator("#plan")).to_contain_text("Noted: it helped.")


def test_two_early_taps_are_both_done_in_their_order(phone: Phone, server: Server, holder: Holder) -> None:
    tap_early(phone.page, server, "helped", "steps")
    expect(phone.page.locator("#view").get_by_text(STEP)).to_be_visible()
    phone.page.go_back()
    expect(phone.page.locator("#plan")).to_contain_text("Noted: it helped.")


def test_a_tick_waits_for_a_slow_phone(phone: Phone, server: Server, holder: Holder) -> None:
    phone.page.add_init_script(f"({SLOW_DATABASE})()")
    tap_early(phone.page, server, "a_bit")
    expect(phone.page.locator("#plan")).to_contain_text("Noted: it helped a bit.", timeout=20_000)
    assert phone.page.locator("#notice").inner_text() == ""


def abort(route: Route) -> None:
    route.abort()


@pytest.mark.parametrize("file", ["first_visit.js", "phone.js"])
def test_script_that_fails_is_said_and_the_tap_is_kept(shared_server: Server, phone: Phone, file: str) -> None:
    phone.forgive("Failed to load resource")
    page = phone.page
    page.route(f"**/{file}*", abort)
    page.goto(shared_server.url)
    page.get_by_role("button", name="I already have a plan").click()
    expect(page.locator("#notice")).to_contain_text(NO_CONNECTION)
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("recovery words")).to_be_visible()
    assert page.locator("#notice").inner_text() == ""


def test_plan_that_can_not_be_shown_for_want_of_a_script_is_not_said_to_open(
    shared_server: Server, phone: Phone, make_plan: Callable[..., Holder]
) -> None:
    phone.forgive("Failed to load resource")
    holder = make_plan(shared_server)
    holder.add("coping", text=STEP)
    phone.context.add_cookies(holder.cookies)
    page = phone.page
    page.route("**/phone.js*", abort)
    page.goto(shared_server.url)
    expect(page.locator("#notice")).to_contain_text(NO_CONNECTION)
    expect(page.get_by_text("Opening your plan")).to_be_hidden()
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()


def test_first_page_that_was_left_open_over_an_update_goes_on(server: Server, phone: Phone, tmp_path: Path) -> None:
    phone.forgive("404", "Failed to load resource")
    page = phone.page
    page.goto(server.url)
    expect(page.get_by_text("Your country")).to_be_visible()
    serve(server, make_version(tmp_path / "next"))
    page.get_by_role("button", name="I already have a plan").click()
    expect(page.get_by_label("recovery words")).to_be_visible()


def test_server_that_hangs_after_a_tap_is_said(shared_server: Server, phone: Phone) -> None:
    page = phone.page
    waiting: list[Route] = []
    page.route("**/phone.js", lambda route: waiting.append(route))
    page.goto(shared_server.url)
    page.get_by_role("button", name="I already have a plan").click()
    expect(page.locator("#notice")).to_contain_text(NO_CONNECTION, timeout=15_000)
    for route in waiting:
        route.continue_()
    expect(page.get_by_label("recovery words")).to_be_visible()
    assert page.locator("#notice").inner_text() == ""
