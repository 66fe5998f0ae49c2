"""A PIN was forgotten, and the way back is interrupted: the words once more open it, with what was not sent."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.lock import UNSENT, Locked, locked, shows_nothing, shows_the_plan
from tests.conftest import Server

__all__ = ["locked"]


def forget(page: Page, code: str) -> None:
    page.get_by_role("button", name="Forgot it?").click()
    page.locator("#code-words").fill(code)
    page.locator("#code-form button[type=submit]").click()


def answer_is_lost(page: Page, _: Server) -> Callable[[Route], None]:
    def lose(route: Route) -> None:
        cookies = [f"{one['name']}={one['value']}" for one in page.context.cookies()]
        headers = {**route.request.headers, "cookie": "; ".join(cookies)}
        # Not by the browser, which would take the cookies of the answer.
        reply = httpx.post(route.request.url, content=route.request.post_data_buffer, headers=headers)
        assert reply.status_code == 200
        route.abort()

    return lose


def page_is_closed(page: Page, _: Server) -> Callable[[Route], None]:
    def close(route: Route) -> None:
        assert route.fetch().status == 200
        route.abort()

    return close


@pytest.mark.parametrize("interrupted", [answer_is_lost, page_is_closed])
def test_the_words_once_more_open_the_phone_and_what_it_had_not_sent(
    interrupted: Callable[[Page, Server], Callable[[Route], None]], locked: Locked
) -> None:
    page = locked.launch()
    locked.unlock()
    shows_the_plan(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Change: What helps me").click()
    page.locator("#pp-typed").fill(UNSENT)
    page.locator("#view [data-act=add]").click()
    expect(page.locator("#view").get_by_role("button", name=UNSENT)).to_be_visible()
    page.context.set_offline(False)
    page = locked.launch()
    page.route("**/api/recovery", interrupted(page, locked.server))
    forget(page, locked.code)
    expect(page.get_by_role("alert").filter(has_text="connection")).to_be_visible()
    page.unroute("**/api/recovery")
    shows_nothing(locked.launch())
    forget(page, locked.code)
    shows_the_plan(page)
    expect(page.locator("#plan").get_by_text(UNSENT).first).to_be_attached()
    expect(page.locator("#plan [data-state]")).to_have_text("Saved.", timeout=40_000)
    expect(page.get_by_text("This plan can be opened on 1 device.")).to_be_attached()
