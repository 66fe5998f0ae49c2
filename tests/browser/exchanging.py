"""What tests of the exchange between a phone and the server have in common."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.browser.devices import add, blank, call, read, run, waiting, words
from tests.conftest import Holder, Server

MINE = "**/api/plans/mine**"
LOST = "Failed to load resource"
LATE = """() => {
  window.letGo = null;
  const late = new Promise((go) => { window.letGo = go; });
  const ask = async (...question) => { const reply = await outbox.askServer(...question); await late; return reply; };
  window.run = new outbox.Exchange({ kept: devices.notes, ask }).run();
}"""


def ready(phone: Phone, holder: Holder, server: Server) -> Page:
    holder.add("coping", text="before")
    page = blank(phone.page, server, "notes")
    assert run(page, "notes")["outcome"] == "done"
    assert words(read(page, "notes")["plan"]) == ["before"]
    call(page, "notes", "remember", {"removal": "only this phone knows it"})
    return page


def write(page: Page, *texts: str, device: str = "notes") -> None:
    for text in texts:
        call(page, device, "append", add(text))


def answers(page: Page, **answer: Any) -> None:
    page.route(MINE, lambda route: route.fulfill(**answer))


def nothing_lost(page: Page, holder: Holder, *texts: str) -> None:
    """They waited on this phone; once nothing is in the way they arrive, once each."""
    assert words(read(page, "notes")["plan"]) == ["before"]
    assert waiting(page, "notes") == [*texts]
    page.unroute_all()
    assert run(page, "notes")["outcome"] == "done"
    assert waiting(page, "notes") == []
    assert words(read(page, "notes")["plan"]) == words(holder.read()) == ["before", *texts]
