"""Going to a page that needs the server on a bad line: the plan and a calm line, never a blank or a broken page."""

import signal
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Phone
from tests.browser.cut_line import CutLine
from tests.browser.readable import READABLE, STEP, drop_files, fill, make_readable, remind_later
from tests.browser.test_away import LINE
from tests.conftest import Holder, Server

WAY = "Change my plan"
NOBODY = b"HTTP/1.1 %s\r\nContent-Length: 0\r\nServer: proxy\r\nConnection: close\r\n\r\n"


@pytest.fixture
def holder(server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan on a server of this test's own, whose cookie the phone holds."""
    holder = make_plan(server)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("Failed to load", "ERR_")
    remind_later(phone.context)
    return holder


@pytest.fixture
def line(server: Server) -> Iterator[CutLine]:
    with CutLine(server.port) as line:
        yield line


@pytest.fixture
def plan(holder: Holder, line: CutLine, phone: Phone) -> Page:
    """The phone's page over that line, readable without signal."""
    phone.page.goto(f"http://127.0.0.1:{line.port}")
    expect(phone.page.locator("#plan").get_by_text(READABLE)).to_be_visible(timeout=20_000)
    phone.page.wait_for_load_state("networkidle")
    return phone.page


def leads_to_the_plan(page: Page) -> None:
    expect(page.locator("#away").get_by_text(LINE)).to_be_visible()
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()


def test_reply_that_breaks_off_gives_way_to_the_plan(plan: Page, line: CutLine) -> None:
    line.is_cutting = True
    plan.get_by_role("link", name=WAY).click()
    leads_to_the_plan(plan)


@pytest.mark.parametrize("status", [b"502 Bad Gateway", b"503 Service Unavailable", b"504 Gateway Timeout"])
def test_answer_of_what_stands_before_the_server_gives_way_to_the_plan(
    plan: Page, line: CutLine, status: bytes
) -> None:
    line.answer = NOBODY % status
    plan.get_by_role("link", name=WAY).click()
    leads_to_the_plan(plan)


def test_page_that_came_whole_is_as_the_server_sent_it(plan: Page, holder: Holder) -> None:
    with plan.expect_response("**/edit") as answered:
        plan.get_by_role("link", name=WAY).click()
    headers = answered.value.headers
    assert answered.value.from_service_worker
    assert "nonce-" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    expect(plan.get_by_role("heading", name="My plan")).to_be_visible()


@pytest.fixture
def near(holder: Holder, server: Server, phone: Phone) -> Page:
    """The phone's page on the server's own line."""
    make_readable(phone.page, server)
    return phone.page


def test_server_that_stops_after_the_page_gives_way_to_the_plan(near: Page, server: Server) -> None:
    def stop(reply: Response) -> None:
        if reply.url.endswith("/edit"):
            server.process.send_signal(signal.SIGSTOP)

    drop_files(near)
    near.on("response", stop)
    try:
        near.get_by_role("link", name=WAY).click(no_wait_after=True)
        expect(near.locator("#away").get_by_text(LINE)).to_be_visible(timeout=12_000)
        leads_to_the_plan(near)
    finally:
        server.process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("how", ["fail", "hang"])
def test_page_whose_scripts_do_not_come_says_so_calmly(near: Page, how: str) -> None:
    near.context.route("**/_nicegui/**.js", lambda route: route.abort() if how == "fail" else None)
    near.get_by_role("link", name=WAY).click(no_wait_after=True)
    expect(near.get_by_text(LINE)).to_be_visible()
    expect(near.locator("#esm-fallback")).to_have_css("opacity", "1")
    assert "ES modules" not in near.content()
    near.get_by_role("link", name="Go to my plan").click()
    expect(near.locator("#plan").get_by_text(STEP).first).to_be_visible()


def test_line_is_gone_once_the_scripts_run(near: Page) -> None:
    near.get_by_role("link", name=WAY).click()
    expect(near.get_by_role("heading", name="My plan")).to_be_visible()
    expect(near.get_by_text(LINE)).to_have_count(0)
