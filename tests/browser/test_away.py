"""A page that needs the server did not come: a calm line on the plan, and *Wait for it* that leads nowhere else."""

import signal
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

LINE = "That page needs a connection. Your plan works without it."
MANY = 20
ASKED_AT_MOST = 4

REFUSED = [
    "//evil.example/en/start",
    "/\\evil.example/en/start",
    "https://evil.example/en/start",
    "javascript:alert(1)//en/start",
    "/en//evil.example",
    "/en/../api/plans",
    "/en/%2e%2e/api/plans",
    "/en/start\nx",
    "/en/start#code",
    "/en/start?next=//evil.example",
    "/en",
    "/",
    "/api/plans/mine",
    "/static/x/y",
    "/s/abc",
    "/xx/start",
    "/en/start/<b>",
    "en/start",
    "%",
    "%E0%A4%A",
    "",
]


@pytest.fixture
def own(server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Iterator[Holder]:
    """A plan on a server of this test's own, whose cookie the phone holds."""
    holder = make_plan(server)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "ERR_INTERNET_DISCONNECTED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET")
    return holder


def away(page: Page, server: Server, path: str) -> None:
    page.goto(f"{server.url}/#away={path}")
    expect(page.locator("h1:visible").first).to_be_visible()
    page.wait_for_load_state("networkidle")


def asked(page: Page) -> list[str]:
    """The addresses of every question whether the server is there, from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if request.url.endswith("/healthz") else None)
    return found


def test_the_line_stands_over_the_plan_and_out_of_the_address(server: Server, own: Holder, phone: Phone) -> None:
    own.add("contacts", name="Tess", phones=[{"number": "07700 900461", "for": ["call"]}])
    page = phone.page
    away(page, server, quote("/en/start", safe=""))
    expect(page.locator("#away")).to_contain_text(LINE)
    expect(page.get_by_role("link", name="Tess")).to_be_visible()
    expect(page.get_by_role("button", name="Wait for it")).to_be_visible()
    assert page.url == f"{server.url}/"
    assert page.evaluate("() => history.length") <= 2
    page.reload()
    expect(page.get_by_role("link", name="Tess")).to_be_visible()
    expect(page.locator("#away")).to_be_empty()


@pytest.mark.parametrize("path", ["/en/start", quote("/en/start?step=2", safe="")])
def test_waiting_goes_to_the_page_that_was_wanted(server: Server, own: Holder, phone: Phone, path: str) -> None:
    page = phone.page
    away(page, server, path)
    page.get_by_role("button", name="Wait for it").click()
    page.wait_for_url("**/en/start*")
    page.go_back()
    expect(page.get_by_role("heading", name="My plan")).to_be_visible()


@pytest.mark.parametrize("escape", [True, False])
def test_no_other_address_is_followed_or_spoken_of(shared_server: Server, phone: Phone, *, escape: bool) -> None:
    page = phone.page
    for path in REFUSED if escape else [path for path in REFUSED if path.isprintable()]:
        page.goto(f"{shared_server.url}/#away={quote(path, safe='') if escape else path}")
        page.wait_for_function("() => !location.hash")
        assert page.locator("#away").inner_text() == "", path
        assert page.get_by_role("button", name="Wait for it").count() == 0, path
        assert page.url == f"{shared_server.url}/", path
        page.goto("about:blank")


def test_it_goes_on_by_itself_when_the_server_is_back(server: Server, own: Holder, phone: Phone) -> None:
    page = phone.page
    away(page, server, "/en/start")
    server.kill()
    page.get_by_role("button", name="Wait for it").click()
    expect(page.locator("#away")).to_contain_text("Waiting for a connection. Then that page opens by itself.")
    expect(page.get_by_role("heading", name="My plan")).to_be_visible()
    server.start()
    page.wait_for_url("**/en/start", timeout=40_000)


def test_waiting_can_be_ended(server: Server, own: Holder, phone: Phone) -> None:
    page = phone.page
    away(page, server, "/en/start")
    server.kill()
    page.get_by_role("button", name="Wait for it").click()
    page.get_by_role("button", name="Stop waiting").click()
    expect(page.locator("#away")).to_contain_text(LINE)
    server.start()
    questions = asked(page)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.clock.install()
    page.clock.run_for(120_000)
    assert questions == []
    assert page.url == f"{server.url}/"


def test_impatience_and_a_flickering_line_make_no_storm(server: Server, own: Holder, phone: Phone) -> None:
    page = phone.page
    page.clock.install()
    away(page, server, "/en/start")
    server.process.send_signal(signal.SIGSTOP)
    try:
        questions = asked(page)
        for _ in range(MANY):
            page.evaluate(
                """() => {
                  document.querySelector('#away [data-act]').click();
                  dispatchEvent(new Event('online'));
                  document.dispatchEvent(new Event('visibilitychange'));
                }"""
            )
        page.clock.run_for(3_000)
        assert len(questions) <= 1, "one question at a time, however often one taps"
        page.clock.run_for(60_000)
        assert len(questions) <= ASKED_AT_MOST + 2
    finally:
        server.process.send_signal(signal.SIGCONT)


def test_pauses_between_questions_grow(server: Server, own: Holder, phone: Phone) -> None:
    page = phone.page
    page.clock.install()
    away(page, server, "/en/start")
    server.kill()
    questions = asked(page)
    page.get_by_role("button", name="Wait for it").click()
    for _ in range(60):  # a minute, second by second, as failing questions need real time in between
        page.clock.run_for(1_000)
        page.evaluate("() => fetch('/nothing').catch(() => 0)")
    assert 3 <= len(questions) <= 6, "at 0, 2, 6, 14, 30 and 60 seconds"
