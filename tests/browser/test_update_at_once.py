"""The launch that a new version begins with opens the plan at once, whatever it has not fetched and whoever answers."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.readable import (
    STEP,
    drop_files,
    fill,
    folder,
    make_readable,
    remind_later,
    stopped,
    until,
    wait_for_pages,
)
from tests.browser.test_update import ASK, SETTLED, WAITING, launch, speak
from tests.browser.versions import make_version, serve
from tests.conftest import Holder, Server

MOST_S = 1.5


def in_ireland(page: Page, holder: Holder) -> None:
    """The country is another one, as the phone has heard."""
    wanted = {"kind": "set_field", "section": "settings", "entry": "region", "value": "IE", "based_on": None}
    holder.change(wanted)
    with page.expect_response(lambda reply: "/lines/IE.json" in reply.url):
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_load_state("networkidle")


def in_welsh(page: Page, holder: Holder) -> None:
    speak(page, "cy")


@pytest.mark.parametrize("change", [in_ireland, in_welsh])
def test_what_changed_while_it_waited_holds_no_launch_up(
    server: Server,
    make_plan: Callable[..., Holder],
    phone: Phone,
    tmp_path: Path,
    change: Callable[[Page, Holder], None],
) -> None:
    holder, page = make_plan(server), phone.page
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("Failed to load", "ERR_")
    remind_later(phone.context)
    make_readable(page, server)
    first = folder(page)
    for language in ("cy", "en"):
        speak(page, language)
    serve(server, make_version(tmp_path / "next"))
    page.evaluate(ASK)
    until(page, WAITING)
    change(page, holder)
    page.goto("about:blank")
    drop_files(page)
    with stopped(server):
        for _ in range(2):
            page.goto("about:blank")
            start = time.monotonic()
            page.goto(server.url, wait_until="commit")
            expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
            assert time.monotonic() - start < MOST_S
    until(page, SETTLED)
    for _ in range(4):  # with signal the phone comes to the new version
        launch(page, server)
        page.wait_for_load_state("networkidle")
        if folder(page) != first:
            break
    launch(page, server)
    assert folder(page) != first
    wait_for_pages(page, folder(page))
