"""Hands in the views that change a plan."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

PATIENCE_SECONDS = 15
CALM_MS = 400  # no sooner than a second tap by mistake would come


def first_screen(phone: Phone, server: Server) -> Page:
    phone.page.goto(server.url)
    expect(phone.page.locator("#plan .pp-plan")).to_be_visible()
    return phone.page


def calm(page: Page) -> None:
    page.evaluate("(pause) => new Promise((done) => setTimeout(done, pause))", CALM_MS)


def tap(page: Page, name: str, *, by_key: bool = False, exact: bool = True) -> None:
    """Use the button of a name in the view that is open, as a calm hand does."""
    calm(page)
    here = page.locator("#view, #plan").locator("visible=true")
    button, switch = (here.get_by_role(role, name=name, exact=exact) for role in ("button", "switch"))
    press(button.or_(switch).first, by_key)


def press(control: Any, by_key: bool) -> None:
    if by_key:
        control.focus()
        control.press("Enter")
    else:
        control.tap()


def open_view(page: Page, name: str) -> None:
    """Go to a view by its address, over the plan."""
    page.goto(f"{page.url.partition('#')[0]}#{name}")
    expect(page.locator(f'#view [data-name="{name}"]')).to_be_visible()


def open_entry(page: Page, words: str, *, by_key: bool = False) -> None:
    calm(page)
    press(page.locator("#view [data-act=entry]", has_text=words), by_key)
    expect(page.locator("#view .pp-entry-words", has_text=words)).to_be_visible()


def on_server(holder: Holder, wanted: Callable[[dict[str, list[Any]]], bool]) -> None:
    """Wait until the plan on the server is as it is wanted."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not wanted(holder.read()["sections"]):
        assert time.monotonic() < deadline, holder.read()["sections"]
        time.sleep(0.1)


def texts_in(entries: list[Any], name: str = "text") -> list[str]:
    return [entry["content"][name] for entry in entries if not entry.get("away")]


def add_words(page: Page, words: str, by_key: bool = False) -> None:
    page.locator("#pp-typed").fill(words)
    tap(page, "Add", by_key=by_key)


@pytest.fixture(scope="module")
def british(start_server: Callable[..., Server]) -> Server:
    return start_server("--development", POCKET_PLAN_REGION="GB")


@pytest.fixture
def holder(british: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan with two steps, whose cookie the phone holds."""
    holder = make_plan(british)
    holder.add("coping", text="Open the window")
    holder.add("coping", text="Count the chimneys")
    phone.context.add_cookies(holder.cookies)
    return holder


@pytest.fixture
def page(holder: Holder, phone: Phone, british: Server) -> Page:
    return first_screen(phone, british)
