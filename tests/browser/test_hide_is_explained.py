"""What *Hide* does is told before it is needed: when a plan is made, and where one is opened on another device."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

TOLD = "“Hide”, at the top, shows kitchen measures at once. So do three times Escape or Shift."
PLAN = "Ring Wilhelmina in the lighthouse"


def test_it_is_told_where_a_plan_is_made(phone: Phone, shared_server: Server, holder: Holder) -> None:
    phone.page.goto(f"{shared_server.url}/en/start")
    expect(phone.page.get_by_role("heading", name="What do you need to stay safe?")).to_be_visible()
    expect(phone.page.get_by_text(TOLD)).to_be_visible()


def test_it_is_told_where_a_plan_is_opened_with_words_or_as_another_device(phone: Phone, shared_server: Server) -> None:
    phone.page.goto(f"{shared_server.url}/#code")
    expect(phone.page.get_by_label("Type or paste your recovery words")).to_be_visible()
    expect(phone.page.locator("#code").get_by_text(TOLD)).to_be_visible()


@pytest.mark.parametrize("is_there", [True, False])
def test_neither_back_nor_forward_shows_the_plan_after_hide_led_elsewhere(
    server: Server, phone: Phone, make_plan: Callable[..., Holder], is_there: bool
) -> None:
    holder = make_plan(server)
    holder.add("coping", text=PLAN)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_FAILED", "ERR_NAME_NOT_RESOLVED", "Failed to load", "weather.example")
    page = phone.page
    page.route(
        "https://weather.example/**",
        lambda route: route.fulfill(body="Rain later", content_type="text/html") if is_there else route.abort(),
    )
    page.goto(f"{server.url}/en/{holder.slot}/edit/{part_address('hide')}")
    expect(page.get_by_text("If your page can’t be reached, the browser says so there.")).to_be_visible()
    page.get_by_label("Address of a page").fill("https://weather.example/")
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator("#hiding [role=status]")).to_contain_text("Kept")
    page.goto(server.url)
    expect(page.get_by_text(PLAN).first).to_be_visible()
    page.get_by_text("Hide", exact=True).locator("visible=true").click()
    page.wait_for_url("https://weather.example/" if is_there else "chrome-error://**")
    for step in (page.go_back, page.go_back, page.go_forward, page.go_forward):
        with suppress(Error):  # it ends elsewhere than it began, or on the browser's own page
            step(timeout=3_000, wait_until="commit")
        page.wait_for_timeout(500)
        assert page.get_by_text(PLAN).locator("visible=true").count() == 0
