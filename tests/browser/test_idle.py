"""A page that lies open asks for nothing by itself, and an unchanged plan costs one short answer."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

TEN_MINUTES_MS = 600_000


def asked_for(page: Page) -> list[str]:
    """Collects what a page asks the server for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    return asked


def open_plan(page: Page, server: Server) -> None:
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text("Open the window").first).to_be_visible()
    expect(page.locator("[data-readable]")).to_be_visible()


def test_page_that_lies_open_asks_for_nothing(holder: Holder, phone: Phone, shared_server: Server) -> None:
    holder.add("coping", text="Open the window")
    phone.page.clock.install()
    with phone.page.expect_event("requestfinished", lambda request: "measures.css" in request.url):
        open_plan(phone.page, shared_server)  # where *Hide* leads is fetched a little after the page
    asked = asked_for(phone.page)
    phone.page.clock.run_for(TEN_MINUTES_MS)
    assert asked == []


def test_unchanged_plan_costs_one_short_answer(holder: Holder, phone: Phone, shared_server: Server) -> None:
    holder.add("coping", text="Open the window")
    open_plan(phone.page, shared_server)
    asked = asked_for(phone.page)
    with phone.page.expect_response("**/api/plans/mine") as answered:
        phone.page.reload()
    expect(phone.page.locator("[data-readable]")).to_be_visible()
    assert answered.value.status == 304
    assert [url for url in asked if "/api/" in url] == [f"{shared_server.url}/api/plans/mine"]


def test_unsent_words_are_tried_again_later_and_later(
    server: Server, make_plan: Callable[..., Holder], phone: Phone
) -> None:
    holder = make_plan(server)
    holder.add("coping", text="Open the window")
    phone.context.add_cookies(holder.cookies)
    phone.forgive("Failed to load resource")
    page = phone.page
    page.clock.install()
    open_plan(page, server)
    server.kill()
    asked = asked_for(page)
    page.locator("[data-act=change][data-section=coping]").click()
    page.get_by_role("textbox").fill("Count the chimneys")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Count the chimneys")).to_be_visible()
    for _ in range(60):
        page.clock.run_for(TEN_MINUTES_MS // 60)
    tries = [url for url in asked if url.endswith("/changes")]
    # 5 s, then doubling with a fifth of jitter to five minutes: 0, 5, 15, 35, 75, 155, 315 seconds, and once more.
    assert 5 <= len(tries) <= 9
