"""A page that did not come is asked for again: a link never waits long for it, and *Wait for it* does."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.readable import make_readable, remind_later, stopped
from tests.browser.test_away import LINE
from tests.conftest import Holder, Server

SLOW_MS = 4_500


@pytest.fixture
def plan(server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Page:
    """The phone's page on a server of this test's own, readable without signal."""
    phone.context.add_cookies(make_plan(server).cookies)
    phone.forgive("Failed to load", "ERR_")
    remind_later(phone.context)
    make_readable(phone.page, server)
    return phone.page


def ask(page: Page) -> float:
    """Tap the link; how long it takes until the line is there."""
    start = time.monotonic()
    page.get_by_role("link", name="Change my plan").click(no_wait_after=True)
    expect(page.locator("#away").get_by_text(LINE)).to_be_visible()
    took = time.monotonic() - start
    page.locator("#away").evaluate("(away) => away.replaceChildren()")
    return took


def test_every_tap_on_a_link_is_answered_at_once(plan: Page, server: Server) -> None:
    with stopped(server):
        assert all(2.4 < ask(plan) < 4 for _ in range(3))


def test_page_that_was_waited_for_may_take_its_time(plan: Page, server: Server) -> None:
    plan.route("**/healthz", lambda route: route.fulfill(body="ok"))
    with stopped(server):
        plan.get_by_role("link", name="Change my plan").click(no_wait_after=True)
        expect(plan.locator("#away").get_by_text(LINE)).to_be_visible()
        plan.get_by_role("button", name="Wait for it").click(no_wait_after=True)
        plan.wait_for_timeout(SLOW_MS)
    plan.wait_for_url("**/edit")
    expect(plan.get_by_role("heading", name="My plan")).to_be_visible()
